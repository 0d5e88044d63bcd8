"""The client's command line: what it takes, what it says, and that it needs no display for that."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

import chat.app
from chat.__main__ import main
from chat.arguments import Arguments, parse_arguments
from chat.model.entities import ConnectionRequest

ROOT = Path(__file__).parents[1]
WITHOUT_TKINTER = """
import sys
from tests.controller.blocked_imports import block
block("tkinter", "_tkinter", "ttkbootstrap")
from chat.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
HOST = ConnectionRequest("ann", "host", 6667, channels=("#lobby",))


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python where there is no display."""
    names = ("DISPLAY", "WAYLAND_DISPLAY")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@pytest.fixture(autouse=True)
def account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "ann")


def test_help_needs_neither_a_toolkit_nor_a_display() -> None:
    done = python("-c", WITHOUT_TKINTER, "--help")
    assert done.returncode == 0
    assert done.stderr == ""
    for words in ("examples:", "--server HOST", "--channel", "chat-server --help"):
        assert words in done.stdout


def test_version_is_told() -> None:
    assert python("-m", "chat", "--version").stdout.startswith("CHAT APP ")


@pytest.mark.skipif(sys.platform != "linux", reason="only X11 can be without a display")
def test_without_a_display_one_sentence_says_so(tmp_path: Path) -> None:
    done = python("-m", "chat", "--settings", str(tmp_path / "settings.json"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("chat: no window can be opened")
    assert "DISPLAY" in done.stderr


def test_without_tkinter_one_sentence_says_so() -> None:
    done = python("-c", WITHOUT_TKINTER)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "python3-tk" in done.stderr


def test_with_no_arguments_the_dialog_is_to_open() -> None:
    assert parse_arguments([]) == Arguments(default_nick="ann")


@pytest.mark.parametrize(
    ("line", "request_"),
    [
        ("--server host", HOST),
        ("--server host:7000", replace(HOST, port=7000)),
        ("--server host --port 7000 --nick eve", replace(HOST, port=7000, nick="eve")),
        ("--server host --tls", replace(HOST, port=6697, tls=True)),
        ("--server host --tls --port 7000", replace(HOST, port=7000, tls=True)),
        ("--server ::1", replace(HOST, host="::1")),
        ("--server host --channel #a", replace(HOST, channels=("#a",))),
        ("--server host --channel a --channel #b", replace(HOST, channels=("#a", "#b"))),
        ("irc://host", replace(HOST, channels=())),
        ("irc://host:7000/#a", replace(HOST, port=7000, channels=("#a",))),
        ("ircs://host/a", replace(HOST, port=6697, tls=True, channels=("#a",))),
        ("irc://[::1]:7000/#a", replace(HOST, host="::1", port=7000, channels=("#a",))),
        ("irc://host/#a --nick eve --channel #b", replace(HOST, nick="eve", channels=("#b",))),
    ],
)
def test_c9_the_address_can_be_given_on_the_command_line(
    line: str, request_: ConnectionRequest
) -> None:
    assert parse_arguments(line.split()).request == request_


def test_options_of_the_program_are_taken(tmp_path: Path) -> None:
    line = ["--theme", "dark", "--settings", str(tmp_path / "s"), "--log-level", "debug"]
    line += ["--language", "de"]
    arguments = parse_arguments([*line, "--log-file", str(tmp_path / "l")])
    assert arguments == Arguments(
        language="de",
        theme="dark",
        settings_path=tmp_path / "s",
        history_path=tmp_path / "s.history.db",
        hosting_folder=tmp_path / "s.hosted",
        default_nick="ann",
        log_level="DEBUG",
        log_file=tmp_path / "l",
    )


def test_the_history_can_have_a_folder_of_its_own(tmp_path: Path) -> None:
    line = ["--settings", str(tmp_path / "s"), "--data-dir", str(tmp_path / "data")]
    arguments = parse_arguments(line)
    assert arguments.history_path == tmp_path / "data" / "history.db"
    assert arguments.hosting_folder == tmp_path / "data" / "hosted"


def test_looking_for_servers_can_be_switched_off() -> None:
    assert parse_arguments([]).discovery
    assert not parse_arguments(["--no-discovery"]).discovery


def test_a_name_without_a_server_is_for_the_dialog() -> None:
    arguments = parse_arguments(["--nick", " eve "])
    assert (arguments.request, arguments.nick) == (None, "eve")
    assert parse_arguments([]).nick == ""


def test_a_link_brings_its_channel_and_key() -> None:
    request = parse_arguments(["ircs://host:7000/#a?key=k"]).request
    assert request is not None
    assert (request.port, request.tls, request.channels) == (7000, True, ("#a k",))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--server host --port x", "from 1 to 65535"),
        ("--server host --nick two,words", "A name cannot contain"),
        ("--server host --channel #", "Enter the channel's name"),
        ("--server http://host", "is no link to a chat"),
        ("http://host", "is no link to a chat"),
        ("irc://host --server host", "not both"),
        ("--nick two,words", "A name cannot contain"),
        ("--password-prompt", "--password-prompt says how to connect"),
        ("--theme mauve", "invalid choice"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_with_a_sentence(
    line: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(line.split())
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("error", [KeyError, OSError, ImportError])
def test_an_account_without_a_name_is_a_guest(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def nobody() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert parse_arguments(["--server", "host"]).request == replace(HOST, nick="guest")


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[Arguments]:
    """What the program was run with, instead of running it."""
    ran: list[Arguments] = []
    monkeypatch.setattr(chat.app, "run", ran.append)
    return ran


def test_the_password_is_asked_for_and_not_given_on_the_line(
    monkeypatch: pytest.MonkeyPatch, ran: list[Arguments]
) -> None:
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return "secret"

    monkeypatch.setattr(getpass, "getpass", answer)
    assert main(["--server", "host", "--password-prompt"]) == 0
    assert asked == ["Password for host: "]
    assert ran[0].request == replace(HOST, password="secret")


def test_no_password_ends_it_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, ran: list[Arguments], capsys: pytest.CaptureFixture[str]
) -> None:
    def no_answer(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", no_answer)
    assert main(["--server", "host", "--password-prompt"]) == 1
    assert capsys.readouterr().err == "chat: no password was entered\n"
    assert ran == []


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    done = python("-m", "chat", "--log-file", str(tmp_path / "missing" / "log"))
    assert done.returncode == 1
    assert done.stderr.startswith("chat: the log cannot be written")
    assert len(done.stderr.splitlines()) == 1
