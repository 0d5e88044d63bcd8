"""IRC over WebSocket, with a browser-like client; what is refused, and how it ends."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, ConnectionClosedError, InvalidStatus
from websockets.frames import Frame, Opcode
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from server.config import Limits, ServerConfig
from server.shell.websocket import BINARY, LONGEST_MESSAGE, TEXT, WebSocketFraming
from tests.fakes.live_server import PATIENCE, LiveServer, live_server
from tests.server.shell.certificates import certified_files


@pytest.fixture
def live() -> Iterator[LiveServer]:
    with live_server(ServerConfig(ws_port=0)) as server:
        yield server


@contextlib.contextmanager
def browser(
    live: LiveServer,
    *subprotocols: str,
    origin: str | None = None,
    nick: str | None = None,
    host: str = "127.0.0.1",
    forwarded: str | None = None,
) -> Iterator[Browser]:
    address = live.door("ws")
    with connect(
        f"ws://{host}:{address[1]}",
        sock=socket.create_connection(address, timeout=PATIENCE),
        origin=None if origin is None else Origin(origin),
        subprotocols=[Subprotocol(name) for name in subprotocols or (TEXT,)],
        open_timeout=PATIENCE,
        close_timeout=PATIENCE,
        compression=None,
        additional_headers=None if forwarded is None else {"X-Forwarded-For": forwarded},
    ) as connection:
        client = Browser(connection)
        if nick is not None:
            client.register(nick)
        yield client


class Browser:
    """A page's end of the connection: sends lines, reads lines."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def send(self, *lines: str | bytes) -> None:
        for line in lines:
            self.connection.send(line)

    def wait_for(self, wanted: str) -> str:
        while True:
            message = self.connection.recv(PATIENCE)
            line = message.decode() if isinstance(message, bytes) else message
            assert "\r" not in line
            assert "\n" not in line
            if wanted in line:
                return line

    def register(self, nick: str) -> None:
        self.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        self.wait_for(" 001 ")
        self.send("JOIN #lobby")
        self.wait_for(" 366 ")


@pytest.mark.parametrize(
    ("offered", "chosen", "kind"),
    [
        ((TEXT,), TEXT, str),
        ((BINARY,), BINARY, bytes),
        ((BINARY, TEXT), BINARY, bytes),
        ((TEXT, BINARY), TEXT, str),
        (("mqtt", BINARY, TEXT), BINARY, bytes),
    ],
)
def test_the_clients_preference_decides(
    live: LiveServer, offered: tuple[str, ...], chosen: str, kind: type
) -> None:
    with browser(live, *offered) as client:
        assert client.connection.subprotocol == chosen
        client.send("PING :hello")
        assert isinstance(client.connection.recv(PATIENCE), kind)


def test_without_a_common_subprotocol_lines_are_texts(live: LiveServer) -> None:
    with browser(live, "mqtt") as client:
        assert client.connection.subprotocol is None
        client.send("PING :hello")
        assert client.connection.recv(PATIENCE) == ":chat.local PONG chat.local hello"


@pytest.mark.parametrize("subprotocol", [TEXT, BINARY])
def test_pages_and_programs_chat(live: LiveServer, subprotocol: str) -> None:
    with browser(live, subprotocol, nick="webby") as client, live.member("alice") as alice:
        client.wait_for(" JOIN ")
        client.send("PRIVMSG #lobby :grüße 🎉")
        assert alice.expect_text() == "grüße 🎉"
        alice.send("PRIVMSG #lobby :one", "PRIVMSG #lobby :zwei 🎉")
        assert client.wait_for("PRIVMSG").endswith(":one")
        assert client.wait_for("PRIVMSG").endswith(":zwei 🎉")


def test_a_message_in_fragments_is_one_line(live: LiveServer) -> None:
    with browser(live, nick="webby") as client:
        client.connection.send(iter(["PRIVMSG webby", " :in", " pieces"]))
        assert client.wait_for("PRIVMSG").endswith(":in pieces")


def test_a_line_end_too_many_and_an_empty_message_do_no_harm(live: LiveServer) -> None:
    with browser(live) as client:
        client.send("", "\r\n", "PING :one\r\n", "PING :two\n")
        assert client.wait_for("PONG").endswith("one")
        assert client.wait_for("PONG").endswith("two")


def test_bytes_that_are_no_utf8_are_refused_in_words(live: LiveServer) -> None:
    with browser(live, BINARY, nick="webby") as client:
        client.send(b"PRIVMSG webby :\xff\xfe")
        assert "INVALID_UTF8" in client.wait_for("FAIL")


def test_a_text_that_is_no_utf8_ends_the_connection(live: LiveServer) -> None:
    with browser(live) as client:
        frame = Frame(Opcode.TEXT, b"PRIVMSG x :\xff").serialize(mask=True)
        client.connection.socket.sendall(frame)
        assert ended(client) == 1007


def ended(client: Browser) -> int:
    """The code that the server closed with."""
    with pytest.raises(ConnectionClosed) as closed:
        client.wait_for("nothing like it")
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


def test_a_line_too_long_is_answered_and_a_flood_is_not(live: LiveServer) -> None:
    with browser(live, nick="webby") as client:
        client.send(f"PRIVMSG webby :{'x' * 600}")
        assert " 417 " in client.wait_for(" 417 ")
        client.send("x" * (LONGEST_MESSAGE + 1))
        assert ended(client) == 1009


def test_ping_is_answered_with_pong(live: LiveServer) -> None:
    with browser(live) as client:
        assert client.connection.ping().wait(PATIENCE)


def test_quit_ends_in_order(live: LiveServer) -> None:
    with browser(live, nick="webby") as client:
        client.send("QUIT")
        client.wait_for("ERROR :Closing link")
        assert ended(client) == 1000


def test_a_page_that_is_closed_is_gone(live: LiveServer) -> None:
    with live.member("alice") as alice:
        with browser(live, nick="webby"):
            pass
        alice.wait_for("QUIT")
    live.wait_until_empty()


def test_the_servers_end_is_said(live: LiveServer) -> None:
    with browser(live, nick="webby") as client:
        live.server.stop()
        client.wait_for("ERROR :Closing link")
        assert ended(client) == 1000


def test_a_page_that_stops_reading_is_cut_with_the_reason() -> None:
    """In whole frames: what a browser reads to the end is well-formed."""
    config = ServerConfig(ws_port=0, limits=Limits(send_queue=100_000))
    with live_server(config) as live, live.member("alice") as alice:
        small = socket.socket()
        small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        small.settimeout(PATIENCE)
        small.connect(live.door("ws"))
        with small:
            small.sendall(REQUEST)
            answer = b""
            while b"\r\n\r\n" not in answer:
                answer += small.recv(1)
            for line in ("NICK stalled", "USER s 0 * :s", "JOIN #lobby"):
                small.sendall(Frame(Opcode.TEXT, line.encode()).serialize(mask=True))
            alice.wait_for("JOIN")
            while not any(" QUIT :SendQ exceeded" in line for line in alice.sync()):
                alice.send(*(f"PRIVMSG #lobby :{'x' * 400}" for _ in range(500)))
            told = b""
            while data := small.recv(65536):
                told += data
    frames = list(unmasked(told))
    assert frames[-2:] == [
        (Opcode.TEXT, b"ERROR :SendQ exceeded"),
        (Opcode.CLOSE, b"\x03\xf0SendQ exceeded"),
    ]


REQUEST = (
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Protocol: text.ircv3.net\r\n\r\n"
)


def unmasked(data: bytes) -> Iterator[tuple[Opcode, bytes]]:
    """The frames of a server, which have to fill the bytes exactly."""
    at = 0
    while at < len(data):
        opcode, length, start = data[at] & 0x0F, data[at + 1], at + 2
        if length == 126:
            length, start = int.from_bytes(data[at + 2 : at + 4]), at + 4
        at = start + length
        assert at <= len(data)
        yield Opcode(opcode), data[start:at]


def test_frames_of_every_length_are_told_apart() -> None:
    sizes = (0, 1, 125, 126, 65535, 65536)
    frames = [Frame(Opcode.TEXT, b"x" * size).serialize(mask=False) for size in sizes]
    data, start, framing = b"".join(frames), 0, WebSocketFraming(Opcode.TEXT)
    for frame in frames:
        end = start + len(frame)
        assert framing.unit_end(data, start) == end
        assert framing.unit_end(data, end - 1) == end
        start = end


# Who may not come in


def refused(live: LiveServer, origin: str, host: str = "127.0.0.1") -> int:
    with (
        pytest.raises(InvalidStatus) as refusal,
        browser(live, origin=origin, host=host),
    ):
        pass
    return refusal.value.response.status_code


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.2", "file://"])
def test_strange_pages_are_refused(live: LiveServer, origin: str) -> None:
    assert refused(live, origin) == 403
    live.wait_until_empty()


def test_pages_of_this_machine_are_let_in(live: LiveServer) -> None:
    with browser(live, origin="http://127.0.0.1:8000", nick="webby"):
        pass


def test_a_strangers_name_that_points_here_is_refused(live: LiveServer) -> None:
    """DNS rebinding: origin and host agree, on a name that is not ours."""
    assert refused(live, "http://evil.example", host="evil.example") == 403


def test_only_the_origins_on_the_list_are_let_in() -> None:
    config = ServerConfig(ws_port=0, ws_origins=("https://chat.example",))
    with live_server(config) as live:
        with browser(live, origin="https://chat.example", nick="webby"):
            pass
        assert refused(live, "http://127.0.0.1") == 403


def test_an_asterisk_lets_all_pages_in() -> None:
    config = ServerConfig(ws_port=0, ws_origins=("*",))
    with live_server(config) as live, browser(live, origin="https://any.example", nick="webby"):
        pass


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"426"),
        (b"GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", b"400"),
        (REQUEST.replace(b"13", b"12"), b"400"),
        (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"NICK alice\r\nUSER alice 0 * :alice\r\n", b""),
    ],
)
def test_what_is_no_websocket_is_told_so(
    live: LiveServer, request_bytes: bytes, status: bytes
) -> None:
    with socket.create_connection(live.door("ws"), timeout=PATIENCE) as peer:
        peer.sendall(request_bytes)
        told = b""
        with contextlib.suppress(ConnectionError):
            while data := peer.recv(4096):
                told += data
    assert told[:12] == (b"HTTP/1.1 " + status if status else b"")
    live.wait_until_empty()


def test_who_never_asks_is_sent_away() -> None:
    config = ServerConfig(ws_port=0, limits=Limits(handshake_timeout=0.2))
    with live_server(config) as live:
        with socket.create_connection(live.door("ws"), timeout=PATIENCE) as silent:
            assert silent.recv(100) == b""
        live.wait_until_empty()


def test_over_tls_where_there_is_a_certificate(tmp_path: Path) -> None:
    files = certified_files(tmp_path)
    config = ServerConfig(ws_port=0, tls_cert=files.certificate, tls_key=files.key)
    with live_server(config) as live:
        address = live.door("wss")
        raw = socket.create_connection(address, timeout=PATIENCE)
        with connect(
            "wss://chat.example",
            sock=raw,
            ssl=files.trusting(),
            subprotocols=[TEXT],
            open_timeout=PATIENCE,
            close_timeout=PATIENCE,
        ) as connection:
            client = Browser(connection)
            client.register("webby")
            client.send("WHOIS webby")
            assert "secure" in client.wait_for(" 671 ")
            client.send("QUIT")
            client.wait_for("ERROR")


def test_many_pages_at_once(live: LiveServer) -> None:
    with contextlib.ExitStack() as opened:
        clients = [opened.enter_context(browser(live, nick=f"web{n}")) for n in range(8)]

        def speak(client: Browser, number: int) -> None:
            for count in range(20):
                client.send(f"PRIVMSG #lobby :{number} {count}")

        threads = [
            threading.Thread(target=speak, args=(client, number))
            for number, client in enumerate(clients)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        for number, client in enumerate(clients):
            heard = [client.wait_for("PRIVMSG") for _ in range(7 * 20)]
            assert len(set(heard)) == len(heard)
            assert not any(line.startswith(f":web{number}!") for line in heard)


def test_a_broken_off_connection_is_no_harm(live: LiveServer) -> None:
    with live.member("alice") as alice:
        with contextlib.suppress(ConnectionClosedError), browser(live, nick="webby") as client:
            client.connection.socket.shutdown(socket.SHUT_RDWR)
        alice.wait_for("QUIT")
