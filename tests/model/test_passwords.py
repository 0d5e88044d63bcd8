"""Passwords: of this run, and in the keyring; never in a file."""

from __future__ import annotations

import queue
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring.errors
import pytest

from chat.model.events import Event, PasswordNotKept
from chat.model.keyring_secrets import SERVICE, KeyringSecrets
from chat.model.known_servers import KnownServers
from chat.model.passwords import Passwords, account_name, server_name
from chat.model.ports.passwords import SecretStore, SecretsUnavailable
from tests.fakes.fake_secrets import PATIENCE, FakeSecrets

NAME = account_name("ann", "Chat.Example", 6697)


class Desk:
    """Passwords with a fake keyring, and the pump that delivers what it says."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.secrets = FakeSecrets()
        self.posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.events: list[Event] = []
        self.wanted = True
        self.given: list[str] = []
        self.restart()

    def restart(self, store: SecretStore | None = None) -> None:
        self.known = KnownServers(self.path)
        self.passwords = Passwords(
            store or self.secrets,
            self.known,
            self.posted.put,
            self.events.append,
            lambda: self.wanted,
        )

    def pump(self) -> None:
        self.posted.get(timeout=PATIENCE)()

    def keep(self, secret: str = "sesame") -> None:
        self.passwords.use(NAME, secret)
        self.passwords.keep(NAME)

    def wait(self) -> None:
        """Until the thread has done what it had to do."""
        self.passwords.close()
        while not self.posted.empty():
            self.pump()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "servers.json")
    yield desk
    desk.secrets.unlocked.set()
    desk.passwords.close()


def test_names_tell_what_they_are_for() -> None:
    assert NAME == "ann at chat.example:6697"
    assert server_name("H", 1) == "server h:1"


def test_a_password_is_there_in_the_next_run(desk: Desk) -> None:
    desk.keep()
    assert desk.passwords.kept() == [NAME]
    desk.wait()
    assert desk.secrets.secrets == {NAME: "sesame"}
    desk.restart()
    assert desk.passwords.known(NAME) == ""
    desk.passwords.fetch(NAME, desk.given.append)
    assert desk.given == []
    desk.pump()
    assert desk.given == ["sesame"]
    desk.passwords.fetch(NAME, desk.given.append)
    assert desk.given == ["sesame", "sesame"]
    assert "sesame" not in desk.path.read_text()


def test_the_keyring_is_not_asked_for_what_it_cannot_know(desk: Desk) -> None:
    desk.passwords.fetch(NAME, desk.given.append)
    assert desk.given == [""]
    assert desk.secrets.calls == []


def test_what_is_kept_already_is_not_written_again(desk: Desk) -> None:
    desk.keep()
    desk.keep()
    desk.keep("another")
    desk.wait()
    assert [verb for verb, _ in desk.secrets.calls] == ["put", "get", "get", "put"]
    assert desk.secrets.secrets == {NAME: "another"}


def test_nothing_is_kept_that_is_not_wanted(desk: Desk) -> None:
    desk.wanted = False
    desk.passwords.use(NAME, "sesame")
    desk.passwords.keep(NAME)
    assert desk.passwords.known(NAME) == "sesame"
    desk.passwords.use(NAME, "")
    desk.passwords.keep(NAME)
    assert desk.secrets.calls == []


def test_a_locked_keyring_holds_up_nobody(desk: Desk) -> None:
    desk.keep()
    desk.passwords.close()
    desk.restart()
    desk.secrets.unlocked.clear()
    desk.passwords.fetch(NAME, desk.given.append)
    assert desk.given == []
    assert desk.posted.empty()
    desk.secrets.unlocked.set()
    desk.pump()
    assert desk.given == ["sesame"]


def test_a_keyring_that_refuses_is_told_once_and_the_run_goes_on(desk: Desk) -> None:
    desk.secrets.refusal = "locked by policy"
    desk.keep()
    desk.pump()
    assert desk.passwords.kept() == []
    desk.keep()
    desk.pump()
    assert desk.events == [PasswordNotKept("locked by policy")]
    assert desk.passwords.known(NAME) == "sesame"
    assert desk.passwords.kept() == []


def test_a_keyring_that_tells_nothing_gives_no_password(desk: Desk) -> None:
    desk.known.mark_kept(NAME, True)
    desk.secrets.refusal = "locked"
    desk.passwords.fetch(NAME, desk.given.append)
    desk.pump()
    desk.pump()
    assert desk.given == [""]
    assert desk.events == [PasswordNotKept("locked")]


def test_a_password_is_forgotten_everywhere(desk: Desk) -> None:
    desk.keep()
    desk.passwords.forget(NAME)
    desk.passwords.forget(NAME)
    assert desk.passwords.kept() == []
    assert desk.passwords.known(NAME) == ""
    desk.passwords.close()
    assert desk.secrets.secrets == {}


def test_what_cannot_be_forgotten_stays_listed(desk: Desk) -> None:
    desk.keep()
    desk.wait()
    desk.restart()
    desk.secrets.refusal = "locked"
    desk.passwords.forget(NAME)
    desk.pump()
    assert desk.passwords.kept() == [NAME]
    assert desk.events == [PasswordNotKept("locked", NAME)]


# The system's keyring


class Backend:
    """A backend of `keyring`, in memory; `error` is raised by all it does."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        self._check()
        return self.secrets.get((service, name))

    def set_password(self, service: str, name: str, secret: str) -> None:
        self._check()
        self.secrets[service, name] = secret

    def delete_password(self, service: str, name: str) -> None:
        self._check()
        if (service, name) not in self.secrets:
            raise keyring.errors.PasswordDeleteError("not found")
        del self.secrets[service, name]

    def _check(self) -> None:
        if self.error is not None:
            raise self.error


class Files(Backend):
    """A backend that would write passwords into a file."""


Files.__module__ = "keyrings.alt.file"


class Chain:
    """Several backends in a row."""

    def __init__(self, *backends: Backend) -> None:
        self.backends = backends


def use(monkeypatch: pytest.MonkeyPatch, backend: object) -> KeyringSecrets:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    return KeyringSecrets()


def test_the_systems_keyring_keeps_tells_and_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = Backend()
    secrets = use(monkeypatch, backend)
    assert secrets.get(NAME) is None
    secrets.put(NAME, "sesame")
    assert backend.secrets == {(SERVICE, NAME): "sesame"}
    assert secrets.get(NAME) == "sesame"
    secrets.drop(NAME)
    secrets.drop(NAME)
    assert backend.secrets == {}


@pytest.mark.parametrize("error", [keyring.errors.KeyringLocked("locked"), OSError(), KeyError()])
def test_whatever_a_keyring_raises_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    secrets = use(monkeypatch, Backend(error))
    for call in (lambda: secrets.get(NAME), lambda: secrets.put(NAME, "x")):
        with pytest.raises(SecretsUnavailable, match=r"locked|OSError|KeyError"):
            call()
    with pytest.raises(SecretsUnavailable):
        secrets.drop(NAME)


def test_no_keyring_or_one_that_writes_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends import fail, null

    for backend in (fail.Keyring(), null.Keyring(), Files(), Chain(Files())):
        secrets = use(monkeypatch, backend)
        for call in (
            lambda: secrets.get(NAME),  # noqa: B023
            lambda: secrets.put(NAME, "x"),  # noqa: B023
            lambda: secrets.drop(NAME),  # noqa: B023
        ):
            with pytest.raises(SecretsUnavailable):
                call()
    good = Backend()
    use(monkeypatch, Chain(Files(), good)).put(NAME, "sesame")
    assert good.secrets


def test_without_the_package_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(SecretsUnavailable, match="not installed"):
        KeyringSecrets().get(NAME)
