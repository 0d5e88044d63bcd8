"""Which controllers are told of an event of the model, and in which order."""

from __future__ import annotations

from collections.abc import Callable

from chat.controller.parts import Parts
from chat.model.events import Event, MessagesAdded, ReadingChanged, UnreadChanged

Listener = Callable[[Event], None]


class Listeners:
    """The controllers that follow what happens; what each makes of it is its own."""

    def __init__(self, parts: Parts) -> None:
        self._all: tuple[Listener, ...] = (  # in the order they are told
            parts.messages.on_event,
            parts.marks.on_event,
            parts.editing.on_event,
            parts.recall.on_event,
            parts.typing_notice.on_event,
            parts.avatars.on_event,  # before whom its faces are shown by
            parts.header.on_event,
            parts.conversations.on_event,
            parts.connecting.on_event,
            parts.connect.on_event,
            parts.hosting.on_event,
            parts.tour.on_event,
            parts.places.on_event,
            parts.export.on_event,
            parts.finding.on_event,
            parts.search.on_event,
            parts.files.on_event,
            parts.notices.on_event,
            parts.bar.on_event,
            parts.inquiries.on_event,
            parts.returning.on_event,
            parts.trust.on_event,
            parts.accounts.on_event,
        )
        # What a flood is made of is told only to those who do something with it.
        self._of: dict[type[Event], tuple[Listener, ...]] = {
            MessagesAdded: (
                parts.messages.on_event,
                parts.conversations.on_event,
                parts.finding.on_event,
                parts.notices.on_event,
                parts.bar.on_event,
            ),
            UnreadChanged: (parts.conversations.on_event, parts.notices.on_event),
            ReadingChanged: (),
        }

    def tell(self, event: Event) -> None:
        """Something happened in the model."""
        for listener in self._of.get(type(event), self._all):
            listener(event)
