"""Own messages on their way, until the server, or at least the system, has taken them.

How it shows that one arrived depends on what the server can do: with labeled-response the answer
carries our label; with echo-message alone it comes back to us in order; with neither, the system
having taken the line is all that can be known.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from chat.model.entities import MessageKind
from chat.model.session.conversation import Conversation
from chat.protocol.formatting import strip_formatting

_RECENT = 16  # messages without any confirmation that a late error can still be about


@dataclass(frozen=True, slots=True)
class Pending:
    """One own message, sent and not yet settled."""

    message_id: int
    conversation: Conversation
    kind: MessageKind
    text: str
    label: str  # "" without labeled-response
    line: int  # how many lines were sent with this one, since the connection opened
    echoed: bool  # the server will send it back

    def echoes_as(self, kind: MessageKind, text: str) -> bool:
        """Whether an echo can be of this one: servers may cut a text or strip its colours."""
        if kind is not self.kind:
            return False
        return text in (self.text, strip_formatting(self.text)) or bool(
            text and self.text.startswith(text)
        )


class Outgoing:
    """The pending messages of one connection, oldest first."""

    def __init__(self) -> None:
        self._pending: list[Pending] = []
        self._unconfirmed: deque[Pending] = deque(maxlen=_RECENT)

    def add(self, pending: Pending) -> None:
        """A message was sent."""
        self._pending.append(pending)

    def take_labelled(self, label: str) -> Pending | None:
        """The message sent with this label; no longer pending."""
        return self._take(lambda pending: pending.label == label) if label else None

    def take_echoed(
        self, conversation: Conversation, kind: MessageKind, text: str
    ) -> Pending | None:
        """The oldest message that this echo can be of; no longer pending."""
        return self._take(
            lambda pending: pending.conversation is conversation and pending.echoes_as(kind, text)
        )

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

    def take_refused(self, conversation: Conversation) -> Pending | None:
        """The message that an error without a label is about.

        Pending ones are answered in order. Of those only the system confirmed, it is most likely
        the last: people write no further when they read an error.
        """
        pending = self._take(
            lambda pending: pending.conversation is conversation and not pending.label
        )
        if pending is not None:
            return pending
        for late in reversed(self._unconfirmed):
            if late.conversation is conversation:
                self._unconfirmed.remove(late)
                return late
        return None

    def take_all(self) -> list[Pending]:
        """Everything pending; the connection ended."""
        taken, self._pending = self._pending, []
        self._unconfirmed.clear()
        return taken

    def _take(self, wanted: Callable[[Pending], bool]) -> Pending | None:
        for index, pending in enumerate(self._pending):
            if wanted(pending):
                return self._pending.pop(index)
        return None
