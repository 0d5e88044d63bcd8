"""A local store with as many messages as wanted, in a hundred conversations, one of them long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from chat.model.entities import ChatMessage, ConnectionRequest, ConversationKey, MessageKind
from chat.model.store.archive import Archive
from chat.model.store.records import ConversationKept, MessagesKept, NetworkKept

NETWORK = "127.0.0.1:6667"
REQUEST = ConnectionRequest("ann", "127.0.0.1", 6667)
LONG = ConversationKey(NETWORK, "#long")
ROOMS = 100
_BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
_AT_ONCE = 5_000
_NO_LIMIT = 1 << 40  # bytes
WORDS = ("apple", "breakfast", "cable", "daylight", "engine", "forest", "garden", "harbour")


def fill(path: Path, count: int) -> None:
    """Every tenth message is in LONG; words come often, seldom, or once."""
    archive = Archive(path, _NO_LIMIT)
    keys = [ConversationKey(NETWORK, f"#room{number}") for number in range(ROOMS)]
    archive.write(
        [
            NetworkKept(NETWORK, REQUEST, "Bench"),
            *(ConversationKept(key, True, True) for key in (LONG, *keys[:20])),
        ]
    )
    for first in range(0, count, _AT_ONCE):
        numbers = range(first, min(count, first + _AT_ONCE))
        gathered: dict[ConversationKey, list[ChatMessage]] = {}
        for number in numbers:
            key = LONG if number % 10 == 0 else keys[number % ROOMS]
            gathered.setdefault(key, []).append(message(number))
        archive.write([MessagesKept(key, tuple(these)) for key, these in gathered.items()])
    archive.close()


def message(number: int) -> ChatMessage:
    """One a minute or so."""
    often, seldom = WORDS[number % len(WORDS)], f"word{number % 9_973}"
    return ChatMessage(
        number + 1,
        _BEGAN + timedelta(seconds=number * 40),
        MessageKind.MESSAGE,
        f"nick{number % 997}",
        f"message {number} about {often} and {seldom}, as long as most of them are",
        msgid=f"m{number}",
    )
