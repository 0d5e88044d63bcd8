"""Pictures of people in memory: the model's, the window's, and what the window reports of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chat.model.files import Avatar
from chat.view.ports.avatars import Face, PersonCard


class FakeAvatars:
    """Implements `chat.model.ports.avatars.AvatarsModel`. What is fetched comes as tests say."""

    def __init__(self) -> None:
        self.held: dict[str, Avatar] = {}
        self.fetched: list[tuple[str, bool]] = []
        self.own: list[tuple[str, str]] = []
        self.kept = True  # whether the server keeps profiles

    def of(self, url: str) -> Avatar | None:
        return self.held.get(url)

    def fetch(self, url: str, *, again: bool = False) -> None:
        self.fetched.append((url, again))

    def set_own(self, network: str, path: str) -> None:
        self.own.append((network, path))

    def remove_own(self, network: str) -> bool:
        self.own.append((network, ""))
        return self.kept


class FakeAvatarsView:
    """Implements `chat.view.ports.avatars.AvatarsView`."""

    def __init__(self) -> None:
        self.faces: dict[str, Face] = {}
        self.beside = ""
        self.person: PersonCard | None = None
        self.chosen = ""

    def keep(self, key: str, face: Face) -> None:
        self.faces[key] = face

    def forget(self) -> None:
        self.faces.clear()

    def show_beside(self, key: str) -> None:
        self.beside = key

    def show_person(self, card: PersonCard) -> None:
        self.person = card

    def refresh_person(self, card: PersonCard) -> None:
        self.person = card

    def ask_picture(self, on_path: Callable[[str], None]) -> None:
        if self.chosen:
            on_path(self.chosen)


class FakeAvatarsIntents:
    """Implements `chat.view.ports.avatars.AvatarsIntents`."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self._calls = calls

    def on_show_picture(self) -> None:
        self._calls.append(("avatars.on_show_picture",))

    def on_choose_own(self) -> None:
        self._calls.append(("avatars.on_choose_own",))

    def on_remove_own(self) -> None:
        self._calls.append(("avatars.on_remove_own",))
