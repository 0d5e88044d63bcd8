"""What was found, and what was written to a file."""

from __future__ import annotations

from pathlib import Path

from chat.model.events.base import ConversationEvent, Event
from chat.protocol.frozen import frozen


@frozen
class MatchesFound(ConversationEvent):
    """Which messages contain a text that was looked for: their numbers, newest first.

    `more`: there are others, older than these.
    """

    text: str
    numbers: tuple[int, ...]
    more: bool


@frozen
class SearchGrown(Event):
    """A search has more results, or has come to its end: ask `search` which."""


@frozen
class ExportProgressed(ConversationEvent):
    """So many of so many messages are written to the file."""

    done: int
    total: int


@frozen
class ExportEnded(ConversationEvent):
    """The file is there with `count` messages, or nothing is: cancelled, or with a problem."""

    path: Path
    count: int
    cancelled: bool = False
    problem: str = ""
