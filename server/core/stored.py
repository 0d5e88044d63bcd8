"""What history gives back: stored messages, and which part of it is asked for. Data only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from server.core.records import Conversation

NEWEST = (1 << 63) - 1  # no message id is higher


class StoreFailure(Exception):  # noqa: N818 - named for what it is
    """What should be stored cannot be, or what was stored cannot be read. Says why."""


class StoredMessage(NamedTuple):
    """One event as it was; the fields are StoreMessage's."""

    id: int
    verb: str
    source: str
    account: str | None
    target: str
    middle: str
    text: str | None
    tags: str
    author: str


@dataclass(frozen=True, slots=True)
class Window:
    """Up to `limit` events with ids above `after` and below `before`.

    `newest`: counted from the newest backwards, else from the oldest on. `events`: with what is no
    message (JOIN, MODE...). `without`: but for these verbs, which could not be told: a page that
    lost all of itself in the telling would read as the end of history.
    """

    limit: int
    after: int = 0
    before: int = NEWEST
    newest: bool = True
    events: bool = False
    without: tuple[str, ...] = ()

    def within(self, after: int, before: int) -> Window:
        """What of it lies between two ids, without either."""
        return replace(self, after=max(self.after, after), before=min(self.before, before))


class Talk(NamedTuple):
    """What is in a conversation between two message ids, without either."""

    conversation: Conversation
    after: int = 0
    before: int = NEWEST

    def part_of(self, window: Window) -> Window:
        """What the window shows of it."""
        return window.within(self.after, self.before)


class Target(NamedTuple):
    """A conversation with the id of its newest message."""

    conversation: Conversation
    shown: str  # its name as people write it
    last_id: int


@dataclass(frozen=True, slots=True)
class Search:
    """Messages of some conversations that hold all words of `text`; None: whatever they hold.

    `talks`: what may be read of which. `owners`: all talks of these, too. `sender`: a nick,
    casefolded. `window`: without events.
    """

    talks: tuple[Talk, ...]
    owners: tuple[str, ...]
    text: str | None
    sender: str | None
    window: Window
