"""What was found, and what was written to a file."""

from __future__ import annotations

from pathlib import Path

from chat.model.events.base import ConversationEvent, Event


class MatchesFound(ConversationEvent, frozen=True):
    """Which messages contain a text that was looked for: their numbers, newest first.

    `more`: there are others, older than these.
    """

    text: str
    numbers: tuple[int, ...]
    more: bool


class SearchGrown(Event, frozen=True):
    """A search has more results, or has come to its end: ask `search` which."""


class ExportProgressed(ConversationEvent, frozen=True):
    """So many of so many messages are written to the file."""

    done: int
    total: int


class ExportEnded(ConversationEvent, frozen=True):
    """The file is there with `count` messages, or nothing is: cancelled, or with a problem."""

    path: Path
    count: int
    cancelled: bool = False
    problem: str = ""
