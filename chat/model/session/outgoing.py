"""Own messages that have not arrived for sure: waiting, queued, on their way, or uncertain.

How it shows that one arrived depends on what the server can do: with labeled-response the answer
carries our label; with echo-message alone it comes back to us in order; with neither, only the
answer to a later PING says so. What was on its way when a connection ended is uncertain.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable

from msgspec import Struct

from chat.model.entities import MessageKind
from chat.model.session.conversation import Conversation, Mark
from chat.protocol.formatting import strip_formatting


class Pending(Struct, frozen=True):
    """One own message, not yet settled. What follows `text` is known once it was sent."""

    message_id: int
    conversation: Conversation
    kind: MessageKind
    text: str  # with its formatting codes, and with line feeds if it has several lines
    reply_to: str = ""  # the server's id of the message that it answers
    label: str = ""  # "" without labeled-response
    line: int = 0  # how many lines were sent with this one, since the connection opened
    echoed: bool = False  # the server will send it back
    after: Mark | None = None  # a place in the server's history before it; None until sent

    def echoes_as(self, kind: MessageKind, text: str) -> bool:
        """Whether an echo can be of this one: servers may cut a text or strip its colours."""
        if kind is not self.kind:
            return False
        if text in (self.text, strip_formatting(self.text)):
            return True
        one_line = "\n" not in self.text  # of several, the first alone is another message
        return bool(text) and one_line and self.text.startswith(text)


class Outgoing:
    """The messages of one network that are not settled, oldest first."""

    def __init__(self) -> None:
        self.read = 0  # how many lines of this connection the server has read for sure
        self._waiting: list[Pending] = []
        self._queued: list[Pending] = []  # for this connection, when the server has read on
        self._pending: list[Pending] = []
        self._unconfirmed: list[Pending] = []  # shown as sent, but only the system has them
        self._uncertain: list[Pending] = []

    # On this connection

    def add(self, pending: Pending) -> None:
        """A message was sent."""
        self._pending.append(pending)

    def queue(self, pending: Pending, place: int | None = None) -> None:
        """A message is to be sent behind those that are queued, or at a place among them."""
        self._queued.insert(len(self._queued) if place is None else place, pending)

    def has_queue(self) -> bool:
        """Whether messages are queued."""
        return bool(self._queued)

    def next_queued(self, lines_sent: int, window: int) -> Pending | None:
        """The message whose turn it is, if less than `window` lines are unread; not queued then."""
        return self._queued.pop(0) if self._queued and lines_sent - self.read < window else None

    def take_labelled(self, label: str) -> Pending | None:
        """The message sent with this label; no longer pending."""
        return self._was_read(
            _take(self._pending, lambda one: one.label == label) if label else None
        )

    def take_echoed(
        self, conversation: Conversation, kind: MessageKind, text: str
    ) -> Pending | None:
        """The oldest message that this echo can be of; no longer pending."""
        return self._was_read(
            _take(
                self._pending,
                lambda one: one.conversation is conversation and one.echoes_as(kind, text),
            )
        )

    def _was_read(self, answered: Pending | None) -> Pending | None:
        if answered is not None:
            self.read = max(self.read, answered.line)
        return answered

    def take_written(self, lines: int) -> list[Pending]:
        """What only the system can confirm, and now did: the first `lines` lines are written."""
        taken = [
            pending
            for pending in self._pending
            if pending.line <= lines and not pending.label and not pending.echoed
        ]
        for pending in taken:
            self._pending.remove(pending)
        self._unconfirmed.extend(taken)
        return taken

    def unconfirmed(self) -> bool:
        """Whether there are messages that only the system has taken for sure."""
        return bool(self._unconfirmed)

    def confirm(self, lines: int) -> None:
        """The server has read the first `lines` lines."""
        self.read = max(self.read, lines)
        self._unconfirmed = [one for one in self._unconfirmed if one.line > lines]

    def take_refused(self, conversation: Conversation) -> Pending | None:
        """The message that an error without a label is about.

        Pending ones are answered in order. Of those only the system confirmed, it is most likely
        the last: people write no further when they read an error.
        """
        pending = _take(
            self._pending, lambda one: one.conversation is conversation and not one.label
        )
        if pending is not None:
            return self._was_read(pending)
        for late in reversed(self._unconfirmed):
            if late.conversation is conversation:
                self._unconfirmed.remove(late)
                return late
        return None

    # Between connections

    def wait(self, pending: Pending) -> None:
        """A message is to be sent later; one that was written before others goes before them."""
        bisect.insort(self._waiting, pending, key=lambda one: one.message_id)

    def waits_for(self, conversation: Conversation) -> bool:
        """Whether something waits to be sent to a conversation."""
        return any(one.conversation is conversation for one in self._waiting)

    def take_waiting(self, conversation: Conversation) -> list[Pending]:
        """What waits to be sent to a conversation; no longer waiting."""
        return _take_of(self._waiting, conversation)

    def lose(self) -> list[Pending]:
        """The connection ended: what was on its way, and is uncertain from now on."""
        lost = sorted(self._unconfirmed + self._pending, key=lambda one: one.line)
        self._uncertain += lost
        self._pending, self._unconfirmed = [], []
        self.read = 0
        return lost

    def keep_queued(self) -> list[Pending]:
        """The connection ended: what was queued waits for the next one."""
        kept, self._queued = self._queued, []
        for pending in kept:
            self.wait(pending)
        return kept

    def doubt(self, pending: Pending) -> None:
        """It is not known whether a message of an earlier run arrived."""
        self._uncertain.append(pending)

    @property
    def uncertain(self) -> tuple[Pending, ...]:
        """What may have arrived, or not."""
        return tuple(self._uncertain)

    def take_uncertain(self, message_id: int) -> Pending | None:
        """An uncertain message by its id; no longer uncertain."""
        return _take(self._uncertain, lambda one: one.message_id == message_id)

    def take_uncertain_like(
        self, conversation: Conversation, kind: MessageKind, text: str
    ) -> Pending | None:
        """The oldest message that says this and may have arrived; no longer to be sent."""

        def wanted(one: Pending) -> bool:
            sent = one.after is not None and one.conversation is conversation
            return sent and one.echoes_as(kind, text)

        for kept in (self._uncertain, self._waiting, self._queued):
            if (found := _take(kept, wanted)) is not None:
                return found
        return None

    def settle(self, message_id: int) -> None:
        """A message has arrived, whatever we thought of it."""
        for kept in self._all():
            _take(kept, lambda one: one.message_id == message_id)

    def take_all_uncertain(self, conversation: Conversation | None = None) -> list[Pending]:
        """What is uncertain, in one conversation or in all; no longer so."""
        return _take_of(self._uncertain, conversation)

    def forget(self, conversation: Conversation) -> None:
        """The conversation is gone, and what was to be said there with it."""
        for kept in self._all():
            _take_of(kept, conversation)

    def _all(self) -> tuple[list[Pending], ...]:
        return self._waiting, self._queued, self._pending, self._unconfirmed, self._uncertain


def _take(pendings: list[Pending], wanted: Callable[[Pending], bool]) -> Pending | None:
    for index, pending in enumerate(pendings):
        if wanted(pending):
            return pendings.pop(index)
    return None


def _take_of(pendings: list[Pending], conversation: Conversation | None) -> list[Pending]:
    taken: list[Pending] = []
    kept: list[Pending] = []
    for one in pendings:
        (taken if conversation in (None, one.conversation) else kept).append(one)
    pendings[:] = kept
    return taken
