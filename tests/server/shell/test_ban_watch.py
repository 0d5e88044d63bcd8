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


class Breakable(MemoryModeration):
    """Cannot be read while it is broken."""

    broken = False

    def revision(self) -> int:
        if self.broken:
            raise StoreFailure("no disk")
        return super().revision()


def test_what_changed_is_taken_over_and_nothing_else_is_read(caplog) -> None:
    caplog.set_level("INFO")
    store = MemoryStore()
    store.moderation = stored = Breakable()
    network = CoreNetwork(ServerConfig(), store)
    watch = BanWatch(network.core, StateLock(lambda: None), stored)
    alice = network.register("alice")
    watch.look()
    assert alice.read() == []
    stored.take(SaveBan(ServerBan(BanKind.ADDRESS, "192.0.2.0/24", "flood", "cli", 0.0)))
    stored.broken = True
    watch.look()
    watch.look()
    assert alice.read() == []
    assert [record.getMessage() for record in caplog.records] == ["bans cannot be read"]
    stored.broken = False
    watch.look()  # tried again
    assert caplog.records[-1].getMessage() == "bans can be read again"
    assert [message.command for message in alice.read()] == ["465", "ERROR"]
    network.core.context.bans.replace([])
    watch.look()
    assert len(network.core.context.bans) == 0  # not read again: nothing has changed
