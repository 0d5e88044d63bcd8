"""What the tests of history share: networks over either store, and short forms of batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from chat.protocol.message import Message
from server.config import HistoryOptions, ServerConfig
from server.core.delivery import server_time
from server.store.database import Database
from server.store.store import SqliteStore
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.fakes.fake_clock import FakeClock

HISTORY = "batch message-tags server-time draft/chathistory echo-message"
PLAYBACK = f"{HISTORY} draft/event-playback"


@pytest.fixture(params=["sqlite", "memory"])
def network(request: pytest.FixtureRequest) -> Iterator[CoreNetwork]:
    """A network whose history is in SQLite, and one whose history is in the fake."""
    config = ServerConfig(history=replace(HistoryOptions(), messages_per_request=50))
    if request.param == "memory":
        yield CoreNetwork(config)
        return
    store = SqliteStore(Database(None), config.history, FakeClock())
    yield CoreNetwork(config, store)
    store.close()


def say(network: CoreNetwork, client: CoreClient, target: str, *texts: str) -> list[Message]:
    """Say these texts, a second apart; the echoes."""
    echoes = []
    for text in texts:
        network.clock.advance(1)
        echoes += [it for it in client.ask(f"PRIVMSG {target} :{text}") if it.verb == "PRIVMSG"]
    return echoes


def batch(answer: list[Message], kind: str = "chathistory") -> list[Message]:
    """What is in the one batch that came, which must be all that came."""
    opening, *inside, closing = answer
    assert (opening.command, opening.params[1]) == ("BATCH", kind), answer
    reference = opening.params[0].removeprefix("+")
    assert closing.params == (f"-{reference}",)
    assert {message.tags.get("batch") for message in inside} <= {reference}
    return inside


def texts(answer: list[Message]) -> list[str]:
    return [message.params[-1] for message in batch(answer)]


def msgid(message: Message) -> str:
    return f"msgid={message.tags['msgid']}"


def timestamp(message: Message) -> str:
    return f"timestamp={message.tags['time']}"


def moment(seconds: float) -> str:
    return f"timestamp={server_time(seconds)}"
