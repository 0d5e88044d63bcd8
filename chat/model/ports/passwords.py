"""Where passwords are kept: what the model needs (`SecretStore`), and what it offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class SecretsUnavailable(Exception):  # noqa: N818 - named for what it is
    """The secret could not be read or kept; the message says why, in few words."""


class SecretStore(Protocol):
    """Secrets by name, kept by the system. Every call may block for long, or ask the person."""

    def get(self, name: str) -> str | None:
        """The secret, if there is one. Raises SecretsUnavailable."""

    def put(self, name: str, secret: str) -> None:
        """Keep it, in the place of the one before. Raises SecretsUnavailable."""

    def drop(self, name: str) -> None:
        """Forget it; one that is not there is no error. Raises SecretsUnavailable."""


class PasswordsModel(Protocol):
    """Passwords that are kept in the system's keyring."""

    def kept(self) -> Sequence[str]:
        """For what there is one, in words."""

    def forget(self, name: str) -> None:
        """Forget it, here and in the keyring."""
