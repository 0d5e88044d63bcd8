"""The whole client and our real server over TLS: a certificate compared, an account made."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chat.app import App, build
from chat.arguments import Arguments
from chat.model import keyring_secrets
from chat.model.entities import ConnectionRequest
from tests.fakes.fake_secrets import FakeSecrets
from tests.fakes.live_server import ServerProcess, server_process

pytestmark = pytest.mark.view

PATIENCE = 20.0  # seconds; reached only when something is broken


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    folder = str(tmp_path / "server")
    with server_process("--data-dir", folder, "--tls-port", "0", "--tls", "auto") as server:
        yield server


class Desk:
    """Starts the program, again and again, with the same files and the same keyring."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._request = ConnectionRequest("ann", "127.0.0.1", port, True, channels=("#lobby",))

    def start(self) -> App:
        folder = self._folder
        arguments = Arguments(
            self._request, settings_path=folder / "settings.json", history_path=folder / "h.db"
        )
        self.app = build(arguments)
        self.app.start()
        return self.app

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                pytest.fail(f"waited in vain until {what}")
            self.app.view.root.update()
            time.sleep(0.002)

    def connected(self) -> bool:
        model = self.app.model
        return any(model.is_connected(network) for network in model.networks())

    def network(self) -> str:
        return self.app.model.networks()[0]


def test_a_certificate_is_compared_once_and_an_account_made_without_a_command(
    tmp_path: Path, server: ServerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(threading.enumerate())
    secrets = FakeSecrets()
    for name in ("get", "put", "drop"):
        monkeypatch.setattr(keyring_secrets.KeyringSecrets, name, _from(secrets, name))
    desk = Desk(tmp_path, server.doors["ircs"][1])
    app = desk.start()
    try:
        desk.wait(lambda: app.view.trust.window is not None, "the certificate is asked about")
        window = app.view.trust.window
        assert window is not None
        shown = window.fingerprint.get("1.0", "end").replace("\n", "")
        assert shown in server.announced_line("fingerprint")
        window.accept_button.invoke()
        desk.wait(desk.connected, "we are in")
        desk.wait(lambda: "TLS 1.3" in str(app.view.trust.tip.text), "the lock says how")

        app.controller.accounts.on_open_account()
        account = app.view.accounts.window
        assert account is not None
        account.fields.kinds[1].invoke()
        for name in ("password", "again"):
            account.fields.entries[name].insert(0, "open sesame")
        account.buttons["register"].invoke()
        desk.wait(lambda: app.model.accounts.account(desk.network()) == "ann", "it is made")
        desk.wait(lambda: "change" in account.buttons, "the window says so")
        change_password(app, "open sesame", "close sesame")
        desk.wait(lambda: "is changed" in account.text.cget("text"), "the password is changed")
    finally:
        app.close()

    app = desk.start()
    try:
        desk.wait(desk.connected, "we are in again")
        assert app.view.trust.window is None
        assert app.model.accounts.account(desk.network()) == "ann"
    finally:
        app.close()
    assert list(secrets.secrets.values()) == ["close sesame"]
    kept = [path for path in tmp_path.iterdir() if path.is_file()]
    for word in (b"open sesame", b"close sesame"):
        assert not any(word in path.read_bytes() for path in kept)
    assert set(threading.enumerate()) == before


def change_password(app: App, current: str, new: str) -> None:
    """In the window of the account, as a person would."""
    account = app.view.accounts.window
    assert account is not None
    account.buttons["change"].invoke()
    for name, word in (("current", current), ("new", new), ("new_again", new)):
        account.fields.entries[name].insert(0, word)
    account.buttons["change"].invoke()


def _from(secrets: FakeSecrets, name: str) -> Callable[..., object]:
    method = getattr(secrets, name)
    return lambda _self, *arguments: method(*arguments)
