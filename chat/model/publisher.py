"""Brings events to those who subscribed, in order, and never in the middle of a change."""

from __future__ import annotations

from collections import deque

from chat.model.events import Event, UnreadChanged
from chat.model.ports import Subscriber


class Publisher:
    """Gathers events with `emit` while something changes, and tells them when it is whole.

    So a subscriber that calls back into the model finds it in one piece; what follows from that
    call is told after what is being told.
    """

    def __init__(self) -> None:
        self._subscribers: list[tuple[Subscriber, tuple[type[Event], ...]]] = []
        self._wanting: dict[type[Event], list[Subscriber]] = {}  # as they are asked for
        self._events: deque[Event] = deque()
        self._unread: set[Event] = set()  # of the waiting ones: one tells as much as many
        self._publishing = False

    def subscribe(self, subscriber: Subscriber, *kinds: type[Event]) -> None:
        """Tell `subscriber` of every event of these kinds from now on; without any, of all."""
        self._subscribers.append((subscriber, kinds or (Event,)))
        self._wanting = {}

    def emit(self, event: Event) -> None:
        """Something happened; to be told with the next `publish`."""
        if isinstance(event, UnreadChanged):
            if event in self._unread:
                return
            self._unread.add(event)
        self._events.append(event)

    def publish(self) -> None:
        """Tell all that was gathered. What a subscriber raises goes to the caller, and the rest
        is told by the next call.
        """
        if self._publishing:
            return
        self._publishing = True
        try:
            while self._events:
                event = self._events.popleft()
                if isinstance(event, UnreadChanged):  # others are never hashed: they may be long
                    self._unread.discard(event)
                for subscriber in self._subscribers_of(type(event)):
                    subscriber(event)
        finally:
            self._publishing = False

    def _subscribers_of(self, kind: type[Event]) -> list[Subscriber]:
        wanting = self._wanting.get(kind)
        if wanting is None:
            wanting = [one for one, kinds in self._subscribers if issubclass(kind, kinds)]
            self._wanting[kind] = wanting
        return wanting
