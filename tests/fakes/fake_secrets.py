"""A keyring in memory, which can be locked (it waits), or refuse."""

from __future__ import annotations

import threading

from chat.model.ports.passwords import SecretsUnavailable

PATIENCE = 10.0  # seconds; only a test that fails waits so long


class FakeSecrets:
    """Implements `chat.model.ports.passwords.SecretStore`."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.calls: list[tuple[str, str]] = []
        self.refusal = ""  # why nothing works
        self.unlocked = threading.Event()
        self.unlocked.set()

    def get(self, name: str) -> str | None:
        self._call("get", name)
        return self.secrets.get(name)

    def put(self, name: str, secret: str) -> None:
        self._call("put", name)
        self.secrets[name] = secret

    def drop(self, name: str) -> None:
        self._call("drop", name)
        self.secrets.pop(name, None)

    def _call(self, verb: str, name: str) -> None:
        self.calls.append((verb, name))
        assert self.unlocked.wait(PATIENCE)
        if self.refusal:
            raise SecretsUnavailable(self.refusal)
