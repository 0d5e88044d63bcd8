"""Ignored people in memory: the model's part, and what the window asks and reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from chat.model.entities import IgnoredPerson
from chat.model.events import Event, IgnoredChanged


class _Publishes(Protocol):
    def publish(self, *events: Event) -> None: ...

    def nick(self, network: str) -> str: ...


class FakeIgnoring:
    """Implements `chat.model.ports.ignoring.IgnoringModel`; people are known by their nicks."""

    def __init__(self, model: _Publishes) -> None:
        self._model = model
        self.known: dict[str, list[IgnoredPerson]] = {}

    def people(self, network: str) -> Sequence[IgnoredPerson]:
        return tuple(self.known.get(network, ()))

    def is_ignored(self, network: str, nick: str, account: str = "") -> bool:
        return self.person_of(network, nick) is not None

    def person_of(self, network: str, nick: str) -> IgnoredPerson | None:
        return next((one for one in self.known.get(network, ()) if one.nick == nick), None)

    def obstacle(self, network: str, nick: str) -> str:
        return "You cannot ignore yourself." if nick == self._model.nick(network) else ""

    def ignore(self, network: str, nick: str) -> None:
        self.known.setdefault(network, []).append(IgnoredPerson(nick))
        self._model.publish(IgnoredChanged(network))

    def stop(self, network: str, person: IgnoredPerson) -> None:
        self.known[network].remove(person)
        self._model.publish(IgnoredChanged(network))


class FakeIgnoringIntents:
    """Implements `chat.view.ports.ignoring.IgnoringIntents`; `offered` is what menus offer."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self._calls = calls
        self.offered: bool | None = None

    def offer(self, nick: str) -> bool | None:
        return self.offered

    def on_ignore(self, nick: str) -> None:
        self._calls.append(("on_ignore", nick))

    def on_stop(self, nick: str) -> None:
        self._calls.append(("on_stop", nick))

    def on_show_ignored(self) -> None:
        self._calls.append(("on_show_ignored",))
