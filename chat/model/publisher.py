"""Brings events to those who subscribed, in order, and never in the middle of a change."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from chat.model.entities import ChatMessage, ConversationKey
from chat.model.events import Event, MessagesAdded, UnreadChanged
from chat.model.ports import Subscriber


class Publisher:
    """Gathers events with `emit` while something changes, and tells them when it is whole.

    So a subscriber that calls back into the model finds it in one piece; what follows from that
    call is told after what is being told. What is said without a break is told in one go, and
    that counts changed only once: in a flood, telling would cost more than what happened.

    What is told in a turn of the pump is shown at its end. What is told between two turns, because
    the person did something, wants one soon: `wake` is called.
    """

    def __init__(self, wake: Callable[[], None] = lambda: None) -> None:
        self._wake = wake
        self._in_turn = False
        self._subscribers: list[tuple[Subscriber, tuple[type[Event], ...]]] = []
        self._wanting: dict[type[Event], list[Subscriber]] = {}  # as they are asked for
        self._events: deque[Event] = deque()
        self._unread: set[ConversationKey] = set()  # whose counts wait to be told
        self._said: list[ChatMessage] = []  # in one conversation, after all that waits
        self._said_in: ConversationKey | None = None
        self._publishing = False

    def subscribe(self, subscriber: Subscriber, *kinds: type[Event]) -> None:
        """Tell `subscriber` of every event of these kinds from now on; without any, of all."""
        self._subscribers.append((subscriber, kinds or (Event,)))
        self._wanting = {}

    def emit(self, event: Event) -> None:
        """Something happened; to be told with the next `publish`."""
        if isinstance(event, MessagesAdded):
            if event.key != self._said_in:
                self._end_run()
            self._said_in = event.key
            self._said.extend(event.messages)
            return
        if isinstance(event, UnreadChanged):
            if event.key in self._unread:
                return
            self._unread.add(event.key)
        self._end_run()
        self._events.append(event)

    def publish(self) -> None:
        """Tell all that was gathered. What a subscriber raises goes to the caller, and the rest
        is told by the next call.
        """
        if self._publishing:
            return
        self._publishing, told = True, False
        try:
            while (event := self._next()) is not None:
                told = True
                if isinstance(event, UnreadChanged):
                    self._unread.discard(event.key)
                for subscriber in self._subscribers_of(type(event)):
                    subscriber(event)
        finally:
            self._publishing = False
            if told and not self._in_turn:
                self._wake()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A turn of the pump: nobody need be woken for what is told in it."""
        self._in_turn = True
        try:
            yield
        finally:
            self._in_turn = False

    def _next(self) -> Event | None:
        if not self._events:
            self._end_run()
        return self._events.popleft() if self._events else None

    def _end_run(self) -> None:
        """What was said in one conversation, without a break, is one event."""
        if self._said_in is not None:
            self._events.append(MessagesAdded(self._said_in, tuple(self._said)))
            self._said, self._said_in = [], None

    def _subscribers_of(self, kind: type[Event]) -> list[Subscriber]:
        wanting = self._wanting.get(kind)
        if wanting is None:
            wanting = [one for one, kinds in self._subscribers if issubclass(kind, kinds)]
            self._wanting[kind] = wanting
        return wanting
