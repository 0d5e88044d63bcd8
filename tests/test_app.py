"""The whole client put together: real window, real model, real server."""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from chat.app import App, NoDisplay, build
from chat.arguments import Arguments
from chat.model.client import Client
from chat.model.entities import ConnectionRequest, ConversationKey
from chat.model.settings import FileSettings

pytestmark = pytest.mark.view

ROOT = Path(__file__).parents[1]
PATIENCE = 10.0  # seconds; reached only when something is broken
Start = Callable[[ConnectionRequest | None], App]


@pytest.fixture
def port() -> Iterator[int]:
    """A server of our own, in its own process, on a free port."""
    command = [sys.executable, "-m", "server", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = re.search(r":(\d+)$", server.stdout.readline())
        assert found is not None
        try:
            yield int(found.group(1))
        finally:
            server.terminate()
            server.wait(PATIENCE)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Builds and starts the program; closes it at the end, and no thread of it is left."""
    before = set(threading.enumerate())
    apps: list[App] = []

    def start(request: ConnectionRequest | None) -> App:
        app = build(
            Arguments(
                request,
                settings_path=tmp_path / "settings.json",
                history_path=tmp_path / "h.db",
                discovery=False,
            )
        )
        apps.append(app)
        app.start()
        return app

    yield start
    for app in apps:
        app.close()
    assert set(threading.enumerate()) == before


def wait_until(app: App, condition: Callable[[], bool], what: str) -> None:
    """Run the event loop until `condition` holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"waited in vain until {what}")
        app.view.root.after(5, lambda: None)
        app.view.root.update()


def shown(app: App) -> list[str]:
    """The texts in the message list."""
    return [str(text) for text in app.view.message_listbox.get(0, "end")]


def test_c1_c2_c3_c10_two_people_talk(port: int, start: Start) -> None:
    alice = start(ConnectionRequest("alice", "127.0.0.1", port, channels=("#lobby",)))
    bob = Client()
    try:
        network = bob.connect(ConnectionRequest("bob", "127.0.0.1", port, channels=("#lobby",)))
        lobby = ConversationKey(network, "#lobby")

        def both_are_in() -> bool:
            bob.pump()
            return len(bob.members(lobby)) == 2

        def bob_has(text: str) -> bool:
            bob.pump()
            return any(message.text == text for message in bob.messages(lobby))

        wait_until(alice, both_are_in, "both are in the channel")
        wait_until(alice, lambda: "#lobby" in alice.view.root.title(), "the channel is shown")
        bob.send_message(lobby, "Hello Alice")
        wait_until(alice, lambda: "Hello Alice" in shown(alice), "Alice sees it")
        alice.view.set_entry("Hello Bob")
        alice.view.send_button.invoke()
        assert alice.view.entry_text() == ""
        wait_until(alice, lambda: "Hello Bob" in shown(alice), "it is inserted locally")
        wait_until(alice, lambda: bob_has("Hello Bob"), "Bob has it")
    finally:
        bob.close()


def test_a_start_without_a_server_opens_the_dialog(start: Start) -> None:
    app = start(None)
    wait_until(app, lambda: app.view.dialogs.connect is not None, "the dialog is open")
    assert app.view.root.title() == "CHAT APP"


def test_a_refused_start_opens_the_dialog_with_the_reason(start: Start) -> None:
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        app = start(ConnectionRequest("alice", "127.0.0.1", port))
        wait_until(app, lambda: app.view.dialogs.connect is not None, "the dialog is open")
    dialog = app.view.dialogs.connect
    assert dialog is not None
    assert f"refuses connections on port {port}" in str(dialog.error.cget("text"))


def test_c4_closing_in_the_middle_of_connecting_leaves_no_thread(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call, and says nothing
        before = threading.active_count()
        app = start(ConnectionRequest("alice", "127.0.0.1", silent.getsockname()[1]))
        assert threading.active_count() > before
        app.view.on_closing()
        assert threading.active_count() == before


def test_c4_closing_while_signing_in_leaves_no_thread(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        before = threading.active_count()
        app = start(ConnectionRequest("alice", "127.0.0.1", silent.getsockname()[1]))
        peer, _ = silent.accept()
        with peer:
            peer.settimeout(0)

            def called() -> bool:
                try:
                    return bool(peer.recv(4096))
                except BlockingIOError:
                    return False

            wait_until(app, called, "the client introduces itself")
            app.view.on_closing()
            assert threading.active_count() == before


def test_c12_the_event_loop_runs_the_program_until_the_window_closes(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    app = build(Arguments(theme="dark", settings_path=path, history_path=tmp_path / "h.db"))
    app.view.schedule(50, app.view.on_closing)
    app.run()
    assert app.controller.closing.closed
    remembered = FileSettings(path)
    assert remembered.theme_mode == "dark"
    assert re.match(r"\d+x\d+", remembered.geometry)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window_as_its_button_does(
    tmp_path: Path, number: signal.Signals
) -> None:
    before = signal.getsignal(number)
    app = build(Arguments(settings_path=tmp_path / "settings.json", history_path=tmp_path / "h.db"))
    app.view.schedule(50, lambda: os.kill(os.getpid(), number))
    app.run()
    assert app.controller.closing.closed
    assert signal.getsignal(number) is before


def test_a_callback_that_fails_is_logged_and_told_and_ends_nothing(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    app = start(None)
    app.view.root.after(0, lambda: 1 / 0)
    wait_until(app, lambda: "a callback failed" in caplog.text, "it is logged")
    assert caplog.records[-1].levelno == logging.ERROR
    assert "ZeroDivisionError" in str(app.view.pieces.bar.label.cget("text"))


def test_without_a_display_one_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DISPLAY")
    with pytest.raises(NoDisplay, match="set DISPLAY"):
        build(Arguments(settings_path=tmp_path / "settings.json", history_path=tmp_path / "h.db"))


def test_a_language_of_the_command_line_is_spoken_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    files = Arguments(settings_path=path, history_path=tmp_path / "h.db", discovery=False)
    app = build(replace(files, language="de"))
    app.start()
    app.view.root.update()
    assert app.view.send_button.cget("text") == "Senden"
    assert app.view.root.tk.call("::msgcat::mclocale") == "de"
    app.close()
    assert FileSettings(path).language == "de"
    app = build(files)
    app.start()
    app.view.root.update()
    assert app.view.send_button.cget("text") == "Senden"
    app.controller.preferences.set("language", "en")
    assert app.view.send_button.cget("text") == "Send"
    assert app.view.root.tk.call("::msgcat::mclocale") == "en"
    app.close()
    assert FileSettings(path).language == "en"
