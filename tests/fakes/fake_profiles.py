"""What people say of themselves, as a test says; what the person is told to say."""

from __future__ import annotations

from typing import Any

from chat.model.entities import Profile


class FakeProfiles:
    """Implements `chat.model.ports.profiles.ProfilesModel`."""

    def __init__(self) -> None:
        self.known: dict[str, Profile] = {}
        self.kept = True  # whether the server keeps profiles
        self.said: list[tuple[str, str]] = []

    def of(self, network: str, nick: str) -> Profile:
        return self.known.get(nick, Profile())

    def set_display_name(self, network: str, name: str) -> bool:
        self.said.append(("display name", name))
        return self.kept

    def set_status(self, network: str, status: str) -> bool:
        self.said.append(("status", status))
        return self.kept


class FakeProfileIntents:
    """Implements `chat.view.ports.profile.ProfileIntents`."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self._calls = calls

    def on_display_name(self) -> None:
        self._calls.append(("profile.on_display_name",))

    def on_status(self) -> None:
        self._calls.append(("profile.on_status",))
