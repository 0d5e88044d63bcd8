"""What we asked of a server's history (IRCv3 chathistory), one question at a time. Data only."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from chat.model.entities import ChatMessage
from chat.model.session.conversation import Conversation, Mark

PATIENCE = timedelta(seconds=20)  # for an answer; after that the history counts as not there


class Wanted(Enum):
    """Which part of the history."""

    NEWEST = "LATEST"  # of a conversation that we know nothing of
    MISSED = "AFTER"  # what was said since a reference
    OLDER = "BEFORE"  # what was said before a reference
    AROUND = "AROUND"  # what was said before and after a reference


@dataclass(slots=True, eq=False)
class HistoryRequest:
    """One question; `mark` is where from, or None for NEWEST.

    With `deliver` the answer goes there, and not into the conversation; None if there is none.
    """

    conversation: Conversation
    wanted: Wanted
    mark: Mark | None
    asked: datetime | None = None
    line: int = 0  # how many lines were sent with it, since the connection opened
    label: str = ""
    deliver: Callable[[list[ChatMessage] | None], None] | None = None


class HistoryRequests:
    """The question that is being answered, and those that wait for their turn."""

    def __init__(self) -> None:
        self.current: HistoryRequest | None = None
        self._waiting: deque[HistoryRequest] = deque()

    def add(self, request: HistoryRequest) -> None:
        """A question for when its turn comes."""
        self._waiting.append(request)

    def next(self, is_urgent: Callable[[HistoryRequest], bool]) -> HistoryRequest | None:
        """The question whose turn it is, if none is being answered; urgent ones come first."""
        if self.current is None and self._waiting:
            self.current = next(filter(is_urgent, self._waiting), self._waiting[0])
            self._waiting.remove(self.current)
            return self.current
        return None

    def finish(self) -> HistoryRequest | None:
        """The current question has its answer, or will get none."""
        done, self.current = self.current, None
        return done

    def asks(self, conversation: Conversation, wanted: Wanted) -> bool:
        """Whether this is being asked already."""
        current = [self.current] if self.current else []
        return any(
            one.conversation is conversation and one.wanted is wanted and one.deliver is None
            for one in [*current, *self._waiting]
        )

    def is_late(self, now: datetime) -> bool:
        """Whether the current question was asked so long ago that no answer will come."""
        asked = self.current.asked if self.current else None
        return asked is not None and now - asked > PATIENCE


def reference(mark: Mark | None, *, by_msgid: bool) -> str:
    """How CHATHISTORY names a message, or else a moment (milliseconds, UTC); "*" is none."""
    if mark is None:
        return "*"
    if mark.msgid and by_msgid:
        return f"msgid={mark.msgid}"
    stamp = mark.time.astimezone(UTC).isoformat(timespec="milliseconds")
    return f"timestamp={stamp.removesuffix('+00:00')}Z"
