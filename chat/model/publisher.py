"""Brings events to those who subscribed, in order, and never in the middle of a change."""

from __future__ import annotations

from collections import deque

from chat.model.events import Event
from chat.model.ports import Subscriber


class Publisher:
    """Gathers events with `emit` while something changes, and tells them when it is whole.

    So a subscriber that calls back into the model finds it in one piece; what follows from that
    call is told after what is being told.
    """

    def __init__(self) -> None:
        self._subscribers: list[Subscriber] = []
        self._events: deque[Event] = deque()
        self._publishing = False

    def subscribe(self, subscriber: Subscriber) -> None:
        """Tell `subscriber` of every event from now on."""
        self._subscribers.append(subscriber)

    def emit(self, event: Event) -> None:
        """Something happened; to be told with the next `publish`."""
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
                for subscriber in list(self._subscribers):
                    subscriber(event)
        finally:
            self._publishing = False
