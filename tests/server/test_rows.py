"""The server's rows of the specification (S1 to S8, C13), each by a test that names it."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.config import ServerConfig
from server.shell.listener import Listener
from server.shell.logs import TextFormatter
from server.shell.server import ChatServer
from tests.fakes.live_server import (
    PATIENCE,
    LiveServer,
    WireClient,
    live_server,
    server_process,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server() -> Iterator[LiveServer]:
    with live_server(ServerConfig(plain_port=0, cloak_addresses=False)) as running:
        yield running


def test_s1_handle_client_serves_until_an_empty_read(server: LiveServer) -> None:
    client_end, server_end = socket.socketpair()
    thread = threading.Thread(
        target=server.server.handle_client, args=(server_end, ("192.0.2.7", 7000))
    )
    with WireClient(client_end) as alice, server.member("bob") as bob:
        thread.start()
        alice.register("alice")
        alice.join()
        alice.send("PRIVMSG #lobby :hello")
        assert bob.expect_text() == "hello"
        alice.socket.shutdown(socket.SHUT_WR)  # an empty read over there
        alice.read_to_end()  # closed from over there
        thread.join(PATIENCE)
        assert not thread.is_alive()
        assert bob.expect("QUIT")[0].source == "alice!alice@192.0.2.7"


def test_s1_each_message_is_logged_but_not_its_text(
    server: LiveServer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), server.member("alice") as alice:
        alice.send("PRIVMSG #lobby :a secret")
        alice.sync()
    lines = [TextFormatter().format(record) for record in caplog.records]
    assert any("verb=PRIVMSG bytes=24" in line for line in lines)
    assert not any("secret" in line for line in lines)


def test_s1_an_oserror_ends_the_loop_and_removes_the_client(server: LiveServer) -> None:
    with server.member("bob") as bob:
        alice = server.member("alice")
        alice.reset()
        assert "reset" in bob.expect("QUIT")[0].params[0]
        assert len(server.server.core.sessions) == 1


def test_s2_broadcast_reaches_all_but_the_sender(server: LiveServer) -> None:
    with (
        server.member("alice") as alice,
        server.member("bob") as bob,
        server.member("carol") as carol,
    ):
        alice.sync()
        alice.send("PRIVMSG #lobby :one", "PRIVMSG #lobby :two")
        for other in (bob, carol):
            assert [other.expect_text(), other.expect_text()] == ["one", "two"]
        assert not [line for line in alice.sync() if "PRIVMSG" in line]


def test_s2_a_client_whose_socket_fails_is_removed_and_the_others_receive(
    server: LiveServer,
) -> None:
    with server.member("alice") as alice, server.member("bob") as bob:
        carol = server.member("carol")
        carol.reset()
        alice.send("PRIVMSG #lobby :still-here")
        said, quitted = bob.expect("PRIVMSG", "QUIT")
        assert said.params[-1] == "still-here"
        assert str(quitted.source).startswith("carol!")
        assert len(server.server.core.sessions) == 2


def test_s3_host_port_and_backlog_are_configuration() -> None:
    listener = Listener("127.0.0.1", 0, backlog=5)
    with contextlib.closing(listener), socket.socket(fileno=os.dup(listener.fileno())) as bound:
        assert bound.family == socket.AF_INET
        assert bound.type == socket.SOCK_STREAM
        assert bound.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
        assert listener.address == bound.getsockname()
        with socket.create_connection(listener.address, timeout=PATIENCE) as client:
            client_socket, client_address = listener.accept() or pytest.fail("nobody came")
            client_socket.close()
            assert client_address == client.getsockname()


def test_s3_the_configured_port_is_the_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = ChatServer(ServerConfig(port=port, backlog=5))
    server.bind()
    server.stop()
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE):
        assert server.addresses == [("127.0.0.1", port)]
    server.serve_forever()  # ends at once, and closes


def test_s4_a_registry_of_the_clients_is_kept(server: LiveServer) -> None:
    clients = server.server.clients
    assert not clients
    with server.client("alice"), server.client("bob"):
        assert len(clients) == 2
        assert len(server.server.core.sessions) == 2
    server.wait_until_empty()
    assert not clients
    assert not len(server.server.core.sessions)


def test_s5_every_client_is_accepted_into_a_thread_of_its_own(server: LiveServer) -> None:
    with server.client("alice"), server.client("bob"), server.client("carol"):
        threads = set(server.server.clients.values())
        assert len(threads) == 3
        assert all(thread.is_alive() for thread in threads)


def test_s6_the_address_is_printed() -> None:
    with server_process("--plain-port", "0") as process:
        host, port = process.address
        assert process.announced[0] == f"Listening on {host}:{port}"
        assert port > 0
        with process.client("alice"):
            pass
        assert process.process.stdout is not None
        assert "--host 0.0.0.0" in process.process.stdout.readline()


def test_s7_the_accept_loop_runs_in_the_main_thread() -> None:
    program = (
        "import threading, server.__main__ as program\n"
        "def accept_loop(server):\n"
        "    print(threading.current_thread() is threading.main_thread())\n"
        "    server.stop(); original(server)\n"
        "original = program.ChatServer.serve_forever\n"
        "program.ChatServer.serve_forever = accept_loop\n"
        "raise SystemExit(program.main(['--port', '0']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "True"


def test_s8_the_server_is_one_command() -> None:
    with server_process() as process, process.client("alice") as alice:
        alice.join()
        assert process.stop() == 0


def test_c13_a_bare_text_client_takes_part(server: LiveServer) -> None:
    with server.member("alice") as alice, server.guest() as guest:
        assert str(alice.expect("JOIN")[0].source).startswith("Guest1!")
        guest.socket.sendall(b"hello\nfrom below\r\n\r\n")
        assert [alice.expect_text(), alice.expect_text()] == ["hello", "from below"]
        alice.send("PRIVMSG #lobby :welcome", "PRIVMSG #lobby :\x01ACTION waves\x01")
        assert guest.read_line() == "alice: welcome"
        assert guest.read_line() == "* alice waves"


def test_c13_a_chunk_without_a_line_end_is_a_message(server: LiveServer) -> None:
    with server.member("alice") as alice, server.guest() as guest:
        guest.socket.sendall("grüße".encode())  # as the original's client sends
        assert alice.expect_text() == "grüße"


def test_c13_what_is_left_when_the_guest_closes_is_a_message(server: LiveServer) -> None:
    with server.member("alice") as alice, server.guest() as guest:
        guest.socket.sendall(b"last words")
        guest.socket.shutdown(socket.SHUT_WR)
        assert alice.expect_text() == "last words"


def test_c13_guests_read_each_other(server: LiveServer) -> None:
    with server.member("alice") as alice, server.guest() as one:
        alice.expect("JOIN")
        with server.guest() as two:
            alice.expect("JOIN")
            two.socket.sendall(b"anybody?\n")
            assert one.read_line() == "Guest2: anybody?"
        alice.expect("QUIT")
        with server.guest():  # the number that became free
            assert str(alice.expect("JOIN")[0].source).startswith("Guest2!")
