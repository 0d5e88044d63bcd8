"""Bans that the command line sets while the server runs."""

from __future__ import annotations

from server.config import ServerConfig
from server.core.bans import BanKind, ServerBan
from server.core.moderation_records import SaveBan
from server.core.stored import StoreFailure
from server.shell.ban_watch import BanWatch
from server.shell.state_lock import StateLock
from tests.fakes.core_client import CoreNetwork
from tests.fakes.memory_store import MemoryModeration, MemoryStore


class BrokenOnce(MemoryModeration):
    """Cannot be read the next time, if told so."""

    broken = False

    def revision(self) -> int:
        if self.broken:
            self.broken = False
            raise StoreFailure("no disk")
        return super().revision()


def test_what_changed_is_taken_over_and_nothing_else_is_read() -> None:
    store = MemoryStore()
    store.moderation = stored = BrokenOnce()
    network = CoreNetwork(ServerConfig(), store)
    watch = BanWatch(network.core, StateLock(lambda: None), stored)
    alice = network.register("alice")
    watch.look()
    assert alice.read() == []
    stored.take(SaveBan(ServerBan(BanKind.ADDRESS, "192.0.2.0/24", "flood", "cli", 0.0)))
    stored.broken = True
    watch.look()  # logged; tried again the next time
    assert alice.read() == []
    watch.look()
    assert [message.command for message in alice.read()] == ["465", "ERROR"]
    network.core.context.bans.replace([])
    watch.look()
    assert len(network.core.context.bans) == 0  # not read again: nothing has changed
