"""How fast clients may send, over real sockets: what comes too fast waits, and a flood is cut."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import replace
from pathlib import Path

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from server.config import Rates, ServerConfig
from server.shell.websocket import TEXT
from tests.fakes.live_server import PATIENCE, live_server
from tests.server.shell.certificates import certified_files, connect_tls


def rates(**changes: float) -> ServerConfig:
    return ServerConfig(rates=Rates(**changes))  # type: ignore[arg-type]


QUICK = rates(message_rate=200.0, message_burst=5)
STRICT = rates(message_rate=0.5, message_burst=20, receive_queue=1024)


def test_what_comes_too_fast_is_delayed_and_nothing_is_lost() -> None:
    with (
        live_server(QUICK, limited=True) as server,
        server.member("alice") as alice,
        server.member("bob") as bob,
    ):
        alice.send(*[f"PRIVMSG #lobby :{number}" for number in range(60)])
        assert [bob.expect_text() for _ in range(60)] == [str(number) for number in range(60)]


def test_what_a_client_said_before_it_hung_up_is_still_handled() -> None:
    with live_server(QUICK, limited=True) as server, server.member("bob") as bob:
        with server.member("alice") as alice:
            alice.send(*[f"PRIVMSG #lobby :{number}" for number in range(60)])
            alice.socket.shutdown(socket.SHUT_WR)
        assert [bob.expect_text() for _ in range(60)] == [str(number) for number in range(60)]
        bob.expect("QUIT")


def test_a_flood_is_cut_with_the_reason_and_others_are_told() -> None:
    with (
        live_server(STRICT, limited=True) as server,
        server.member("bob") as bob,
        server.member("mallory") as mallory,
    ):
        mallory.send(*[f"PRIVMSG #lobby :{number} {'x' * 300}" for number in range(60)])
        last = mallory.read_to_end()[-1]
        assert last == "ERROR :Closing link: Excess flood (limit: 0.5 lines a second)"
        assert bob.expect("QUIT")[0].params == ("Excess flood",)
        texts = [line for line in bob.seen if " PRIVMSG " in line]
        assert 0 < len(texts) < 25  # the burst, not the flood
        assert [text.split(" :")[1].split()[0] for text in texts] == [
            str(number) for number in range(len(texts))
        ]


def test_a_flood_of_empty_commands_is_cut_too() -> None:
    with live_server(STRICT, limited=True) as server, server.client("mallory") as mallory:
        mallory.send(*["PING x"] * 200)
        assert mallory.read_to_end()[-1].startswith("ERROR :Closing link: Excess flood")


def test_a_flood_before_registration_is_cut() -> None:
    with live_server(STRICT, limited=True) as server, server.client() as mallory:
        mallory.send(*["NICK x"] * 200)
        assert mallory.read_to_end()[-1].startswith("ERROR :Closing link: Excess flood")


def test_a_guest_of_the_plain_port_has_a_pace_too() -> None:
    config = ServerConfig(plain_port=0, rates=Rates(message_rate=200.0, message_burst=5))
    with (
        live_server(config, limited=True) as server,
        server.member("bob") as bob,
        server.guest() as guest,
    ):
        bob.expect("JOIN")
        guest.send(*[str(number) for number in range(40)])
        assert [bob.expect_text() for _ in range(40)] == [str(number) for number in range(40)]


def test_the_server_ends_at_once_while_clients_wait_for_their_turn() -> None:
    with live_server(STRICT, limited=True) as server, server.client("alice") as alice:
        alice.send(*["PRIVMSG alice :x"] * 24)
        alice.wait_for("PRIVMSG")
        server.server.stop()
        assert alice.read_to_end()[-1] == "ERROR :Closing link: Server shutting down"
        assert sum(" PRIVMSG " in line for line in alice.seen) < 24  # its turn did not come


def test_over_tls_what_comes_too_fast_is_delayed_too(tmp_path: Path) -> None:
    files = certified_files(tmp_path)
    config = replace(QUICK, tls_port=0, tls_cert=files.certificate, tls_key=files.key)
    with (
        live_server(config, limited=True) as server,
        server.member("bob") as bob,
        connect_tls(server.door("ircs"), nick="alice") as alice,
    ):
        alice.join()
        alice.send(*[f"PRIVMSG #lobby :{number} {'x' * 300}" for number in range(60)])
        assert [bob.expect_text().split()[0] for _ in range(60)] == list(map(str, range(60)))


def test_by_websocket_what_comes_too_fast_is_delayed_too() -> None:
    config = replace(QUICK, ws_port=0)
    with live_server(config, limited=True) as server, server.member("bob") as bob:
        host, port = server.door("ws")
        with connect(f"ws://{host}:{port}", subprotocols=[TEXT], max_queue=None) as page:
            for line in ("NICK alice", "USER a 0 * :a", "JOIN #lobby"):
                page.send(line)
            for number in range(60):
                page.send(f"PRIVMSG #lobby :{number}")
            assert [bob.expect_text() for _ in range(60)] == list(map(str, range(60)))


def test_by_websocket_a_flood_is_cut() -> None:
    config = replace(STRICT, ws_port=0)
    with live_server(config, limited=True) as server:
        host, port = server.door("ws")
        with connect(f"ws://{host}:{port}", subprotocols=[TEXT], max_queue=None) as page:
            with contextlib.suppress(ConnectionClosed):
                for _ in range(200):
                    page.send("NICK x")
            said = []
            with contextlib.suppress(ConnectionClosed):
                while True:
                    said.append(str(page.recv(PATIENCE)))
        assert said[-1].startswith("ERROR :Closing link: Excess flood")


def test_a_line_without_an_end_is_cut() -> None:
    with live_server(STRICT, limited=True) as server, server.client() as mallory:
        with contextlib.suppress(OSError):
            mallory.socket.sendall(b"x" * 100_000)
        told = mallory.read_to_end()
        assert told == ["ERROR :Closing link: Input line was too long (limit: 512 bytes)"]
