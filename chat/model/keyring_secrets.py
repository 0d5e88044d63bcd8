"""Passwords in the system's keyring: Keychain, Credential Locker, Secret Service (`keyring`).

Called on the thread of `passwords` only, because a locked keyring asks the person first. What
would write a password into a plain file is refused.
"""

from __future__ import annotations

from typing import Any

from chat.model.ports.passwords import SecretsUnavailable
from chat.translation import _

SERVICE = "CHAT APP"
_FILES = ("keyrings.alt", "keyrings.cryptfile")  # backends that keep secrets in files of their own
_NONE = ("keyring.backends.fail", "keyring.backends.null")


class KeyringSecrets:
    """A SecretStore; `keyring` is imported at the first use, as it takes its time."""

    def get(self, name: str) -> str | None:
        """See SecretStore."""
        try:
            found: str | None = _backend().get_password(SERVICE, name)
        except SecretsUnavailable:
            raise
        except Exception as error:  # backends raise what they like
            raise _unavailable(error) from error
        return found

    def put(self, name: str, secret: str) -> None:
        """See SecretStore."""
        try:
            _backend().set_password(SERVICE, name, secret)
        except SecretsUnavailable:
            raise
        except Exception as error:
            raise _unavailable(error) from error

    def drop(self, name: str) -> None:
        """See SecretStore."""
        from keyring.errors import PasswordDeleteError

        try:
            _backend().delete_password(SERVICE, name)
        except SecretsUnavailable:
            raise
        except PasswordDeleteError:
            return  # there is none
        except Exception as error:
            raise _unavailable(error) from error


def _backend() -> Any:
    """The system's keyring. Raises SecretsUnavailable if it has none."""
    try:
        import keyring
    except ImportError as error:
        raise SecretsUnavailable(_("the package keyring is not installed")) from error
    chosen = keyring.get_keyring()
    for one in getattr(chosen, "backends", None) or [chosen]:  # several may be chained
        if not type(one).__module__.startswith(_FILES + _NONE):
            return one
    raise SecretsUnavailable(_("this system has none"))


def _unavailable(error: Exception) -> SecretsUnavailable:
    return SecretsUnavailable(str(error) or type(error).__name__)
