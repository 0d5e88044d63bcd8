"""`python -m server` as a process: failures in one sentence, signals, the end within a second."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from server.shell.lifeline import end_with_input
from tests.fakes.live_server import ServerProcess, WireClient, server_process

ROOT = Path(__file__).parents[3]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "server", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def failed(done: subprocess.CompletedProcess[str], status: int = 1) -> str:
    """The one sentence that a failed start ends with."""
    assert done.returncode == status
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = failed(run("--port", str(port)))
    assert f"127.0.0.1, port {port}: another program uses the port; choose another" in told


def test_a_plain_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = failed(run("--port", "0", "--plain-port", str(taken.getsockname()[1])))
    assert "another program uses the port" in told


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("192.0.2.1", "no address of this computer"),
        ("no.such.host.invalid", "no such host name"),
    ],
)
def test_a_host_that_cannot_be_had_is_one_sentence(host: str, told: str) -> None:
    assert told in failed(run("--host", host, "--port", "0"))


def test_a_bad_option_is_one_sentence_and_status_2() -> None:
    assert "a whole number" in failed(run("--port", "x"), 2)


def test_a_data_directory_in_use_is_one_sentence(tmp_path: Path) -> None:
    with server_process("--data-dir", str(tmp_path)):
        told = failed(run("--port", "0", "--data-dir", str(tmp_path)))
    assert f"another server is using {tmp_path}" in told
    with server_process("--data-dir", str(tmp_path)) as again:
        assert again.stop() == 0


def test_a_data_directory_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot use the data directory" in failed(run("--data-dir", str(tmp_path / "file")))


def test_a_secret_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "cloak.key").mkdir()
    told = failed(run("--data-dir", str(tmp_path), "--port", "0"))
    assert f"cannot use {tmp_path / 'cloak.key'}: Is a directory." in told


def test_it_ends_with_its_input_if_that_is_asked_for() -> None:
    command = [sys.executable, "-m", "server", "--port", "0", "--end-with-stdin"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Listening on ")
        process.stdin.write("anything")
        process.stdin.close()
        assert process.wait(30) == 0


def test_without_any_input_it_ends_at_once() -> None:
    ended = threading.Event()
    reader, writer = os.pipe()
    os.close(writer)
    end_with_input(ended.set, reader).join(30)
    os.close(reader)
    assert ended.is_set()
    ended.clear()
    end_with_input(ended.set, -1).join(30)
    assert ended.is_set()


def test_who_listens_on_the_network_is_not_told_how_to() -> None:
    with server_process("--host", "0.0.0.0", "--no-announce") as process:
        assert process.stop() == 0
        assert process.process.stdout is not None
        assert process.process.stdout.read() == ""
        assert len(process.announced) == 1


def test_a_reader_of_the_announcement_that_left_is_no_failure() -> None:
    command = [sys.executable, "-m", "server", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert "event=listening host=127.0.0.1 port=" in process.stderr.readline()
        process.terminate()
        assert process.wait(10) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_order_within_a_second(number: signal.Signals) -> None:
    with server_process() as process, contextlib.ExitStack() as opened:
        clients = [opened.enter_context(process.client(f"nick{n}")) for n in range(50)]
        clients.append(opened.enter_context(stopped_reading(process)))
        began = time.monotonic()
        process.process.send_signal(number)
        clients[0].wait_for("ERROR")
        process.process.send_signal(number)  # a second one is harmless
        assert process.process.wait(10) == 0
        assert time.monotonic() - began < 1.0
        for client in clients[1:-1]:
            *_, last = client.read_to_end()
            assert last.startswith("ERROR :Closing link:")


def stopped_reading(process: ServerProcess) -> WireClient:
    """A client that asked for more than its socket holds and does not read it."""
    client = process.client("stalled")
    client.socket.settimeout(0.2)
    with contextlib.suppress(TimeoutError):
        for _ in range(3000):
            client.send(f"PING :{'x' * 400}")
    return client
