"""What was found, and what was written to a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chat.model.events.base import ConversationEvent, Event


@dataclass(frozen=True, slots=True)
class MatchesFound(ConversationEvent):
    """Which messages contain a text that was looked for: their numbers, newest first.

    `more`: there are others, older than these.
    """

    text: str
    numbers: tuple[int, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class SearchGrown(Event):
    """A search has more results, or has come to its end: ask `search` which."""


@dataclass(frozen=True, slots=True)
class ExportProgressed(ConversationEvent):
    """So many of so many messages are written to the file."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ExportEnded(ConversationEvent):
    """The file is there with `count` messages, or nothing is: cancelled, or with a problem."""

    path: Path
    count: int
    cancelled: bool = False
    problem: str = ""
