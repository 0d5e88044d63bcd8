"""The hosted server's process: its configuration, its words, and a real one."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from chat.model import server_process
from chat.model.hosted import HostingOptions
from chat.model.server_process import (
    Launch,
    Ports,
    ServerChild,
    complaint,
    configuration,
    environment,
    free_ports,
    last_line,
    told,
)

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0  # seconds; reached only when something is broken


@pytest.fixture
def launch(tmp_path: Path) -> Launch:
    options = HostingOptions("lab", open=False, password='pä"ss\\😀\x7f')
    return Launch(options, Ports(0, 0, 0), tmp_path / "data", "oper-password")


def test_the_configuration_says_what_was_decided(launch: Launch) -> None:
    read = tomllib.loads(configuration(launch))
    assert read["host"] == "127.0.0.1"
    assert read["password"] == 'pä"ss\\😀\x7f'
    assert read["oper"] == ["host:oper-password"]
    assert read["network-name"] == "lab"
    opened = replace(launch, options=HostingOptions("lab"))
    assert tomllib.loads(configuration(opened))["host"] == "0.0.0.0"


def test_what_the_server_says_is_understood() -> None:
    assert told("Listening on 0.0.0.0:6667") == {"port": "6667"}
    assert told("Listening with TLS on 127.0.0.1:6697") == {"tls_port": "6697"}
    assert told("Certificate's SHA-256 fingerprint: AB:CD") == {"fingerprint": "AB:CD"}
    assert told("Only this computer can connect.") == {}
    assert complaint("chat-server: no such thing.") == "no such thing"
    assert complaint("Only this computer can connect.") == ""
    assert complaint("") == ""


def test_the_last_line_of_a_log(tmp_path: Path) -> None:
    file = tmp_path / "log"
    assert last_line(str(file)) == ""
    file.write_text("")
    assert last_line(str(file)) == ""
    file.write_text("x" * 10_000 + "\nlast\n")
    assert last_line(str(file)) == "last"


def test_our_modules_are_found_from_wherever_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert environment()["PYTHONPATH"] == str(ROOT)
    monkeypatch.setenv("PYTHONPATH", "other")
    assert environment()["PYTHONPATH"] == os.pathsep.join([str(ROOT), "other"])


def test_ports_that_others_have_are_passed_over() -> None:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        one.listen()
        two.bind(("127.0.0.1", 0))
        taken = one.getsockname()[1]
        ports = free_ports(False, Ports(taken, taken, taken))
    assert taken not in (ports.irc, ports.tls, ports.files)
    assert ports.irc > 0


def test_where_all_are_taken_any_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_process, "_TRIES", 1)
    with socket.create_server(("127.0.0.1", 0)) as one:
        taken = one.getsockname()[1]
        assert free_ports(False, Ports(taken, taken, taken)).irc not in (0, taken)


def test_a_real_one_listens_says_so_and_ends_with_its_pipe(launch: Launch) -> None:
    child = ServerChild(launch)
    facts: dict[str, str] = {}
    lines = child.lines()
    for line in lines:
        facts |= told(line)
        if "fingerprint" in facts:
            break
    with socket.create_connection(("127.0.0.1", int(facts["port"])), PATIENCE) as sock:
        sock.sendall(b'PASS :p\xc3\xa4"ss\\\xf0\x9f\x98\x80\x7f\r\nNICK ann\r\nUSER a 0 * :A\r\n')
        assert b" 001 ann " in sock.recv(4096)
    child.end()
    list(lines)
    assert child.wait(PATIENCE)
    assert (launch.folder / "server.log").exists()
    if sys.platform != "win32":
        for path in (launch.folder, launch.folder / "server.toml"):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    child.end()
    child.kill()  # it has gone: nothing happens


def test_one_that_cannot_start_says_why_in_its_last_words(launch: Launch) -> None:
    launch.folder.mkdir()
    (launch.folder / "server.log").write_text("x")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        child = ServerChild(replace(launch, ports=Ports(port, 0, 0)))
        words = [complaint(line) for line in child.lines()]
    assert "another program uses the port" in words[-1]
    assert child.wait(PATIENCE)


def test_a_long_log_is_begun_anew(launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_process, "_LONG_LOG", 10)
    launch.folder.mkdir()
    (launch.folder / "server.log").write_text("x" * 11)
    child = ServerChild(launch)
    child.end()
    list(child.lines())
    assert (launch.folder / "server.old.log").read_text() == "x" * 11


@pytest.mark.skipif(sys.platform == "win32", reason="not run: kill -9 is of POSIX systems")
def test_it_ends_when_its_owner_is_killed(launch: Launch) -> None:
    """Another process hosts, and is killed: the server goes with it, and is no orphan."""
    owner = (
        "import sys, time; from pathlib import Path;"
        "from chat.model.hosted import HostingOptions;"
        "from chat.model.server_process import Launch, Ports, ServerChild;"
        "child = ServerChild(Launch(HostingOptions('lab', False), Ports(0, 0, 0),"
        " Path(sys.argv[1]), 'x'));"
        "[print(line, flush=True) for line in child.lines()]"
    )
    with subprocess.Popen(
        [sys.executable, "-c", owner, str(launch.folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        found = re.search(r":(\d+)$", process.stdout.readline())
        assert found is not None
        with socket.create_connection(("127.0.0.1", int(found[1])), PATIENCE) as sock:
            process.send_signal(signal.SIGKILL)
            sock.settimeout(PATIENCE)
            with contextlib.suppress(ConnectionResetError):
                while sock.recv(4096):  # until the server has gone
                    pass
