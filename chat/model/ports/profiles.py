"""What people say of themselves (`model.profiles`)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import Profile


class ProfilesModel(Protocol):
    """Display names, status and avatars, where the server keeps them. Anybody can say anything."""

    def of(self, network: str, nick: str) -> Profile:
        """What somebody says of themselves, as far as we were told."""

    def set_display_name(self, network: str, name: str) -> bool:
        """Say how we are called, "" for nothing; False if the server keeps no such thing."""

    def set_status(self, network: str, status: str) -> bool:
        """Say what we are doing, "" for nothing; False if the server keeps no such thing."""
