"""The real server for tests: in this process on free ports, or as `python -m server`.

And `WireClient`, a socket that speaks lines and waits for what it expects, never for a time.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chat.protocol.message import Message, parse_message
from server.config import ServerConfig
from server.shell.server import ChatServer

Address = tuple[str, int]

PATIENCE = 30.0  # seconds after which what a test waits for is taken for not coming: a machine
# that does much else at a time may leave a thread alone for more than ten
_ROOT = Path(__file__).parents[2]
_LISTENING = re.compile(r"Listening (?:(\w+ \w+(?: \w+)?) )?on (?:(\w+)://)?([^/\s]+):(\d+)")
_SCHEMES = {None: "irc", "for bare text": "plain", "with TLS": "ircs"}
_DOORS = ("--plain-port", "--tls-port", "--ws-port", "--files-port")
_CERTIFIED = ("--tls", "--tls-cert")


class WireClient:
    """A connection to a server that sends bytes and reads lines; a context manager."""

    def __init__(self, connected: Address | socket.socket, nick: str | None = None) -> None:
        """Connect to an address, or take a socket that is connected; register if given a nick."""
        if isinstance(connected, socket.socket):
            connected.settimeout(PATIENCE)
            self.socket = connected
        else:
            self.socket = socket.create_connection(connected, timeout=PATIENCE)
        self.seen: list[str] = []  # every line that was read
        self._pending = b""
        if nick is not None:
            try:
                self.register(nick)
            except BaseException:
                self.socket.close()
                raise

    def __enter__(self) -> WireClient:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.socket.close()

    def send(self, *lines: str) -> None:
        """Send lines, their ends added."""
        self.socket.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def register(self, nick: str) -> None:
        """NICK and USER, and wait until the server answered them."""
        self.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        self.wait_for(" 001 ")

    def join(self, channel: str = "#lobby") -> None:
        """Join, and wait until it is done."""
        self.send(f"JOIN {channel}")
        self.wait_for(" 366 ")

    def sync(self) -> list[str]:
        """PING, and read up to its answer: the lines before it, which is all there was so far."""
        self.send("PING :sync")
        start = len(self.seen)
        self.wait_for(lambda line: " PONG " in line and line.endswith("sync"))
        return self.seen[start:-1]

    def read_line(self) -> str | None:
        """The next line without its end; None once the server closed. Raises TimeoutError."""
        while b"\n" not in self._pending:
            data = self.socket.recv(65536)
            if not data:
                return None
            self._pending += data
        line, self._pending = self._pending.split(b"\n", 1)
        text = line.removesuffix(b"\r").decode()
        self.seen.append(text)
        return text

    def wait_for(self, wanted: str | Callable[[str], bool]) -> str:
        """Read until a line holds `wanted`, or until it is true of a line; that line."""
        matches = (lambda line: wanted in line) if isinstance(wanted, str) else wanted
        while (line := self.read_line()) is not None:
            if matches(line):
                return line
        raise AssertionError(f"closed before {wanted!r} came; last lines: {self.seen[-5:]}")

    def expect(self, *verbs: str) -> list[Message]:
        """Read until one message of each of these verbs came, in whatever order; those messages."""
        missing = list(verbs)
        found: dict[str, Message] = {}
        while missing:
            message = parse_message(self.wait_for(lambda _: True))
            if message.verb in missing:
                missing.remove(message.verb)
                found[message.verb] = message
        return [found[verb] for verb in verbs]

    def expect_text(self) -> str:
        """Read until the next PRIVMSG; its text."""
        return self.expect("PRIVMSG")[0].params[-1]

    def reset(self) -> None:
        """Close with a reset, as a crashed peer's system does."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def read_to_end(self) -> list[str]:
        """All lines up to the server's close; a reset is taken for one."""
        start = len(self.seen)
        with contextlib.suppress(ConnectionError):
            while self.read_line() is not None:
                pass
        return self.seen[start:]


@dataclass
class LiveServer:
    """A server that runs in this process."""

    server: ChatServer
    address: Address
    plain_address: Address | None

    def door(self, scheme: str) -> Address:
        """Where a door of this scheme is (server.shell.doors)."""
        return next(door.address for door in self.server.doors if door.scheme == scheme)

    def client(self, nick: str | None = None) -> WireClient:
        """A connection to it, registered if a nick is given."""
        return WireClient(self.address, nick)

    def member(self, nick: str, channel: str = "#lobby") -> WireClient:
        """A registered client in a channel."""
        client = self.client(nick)
        client.join(channel)
        return client

    def guest(self) -> WireClient:
        """A bare connection to the plain-text port."""
        assert self.plain_address is not None
        return WireClient(self.plain_address)

    def wait_until_empty(self) -> None:
        """Wait for the end of all clients that are here, or on their way in."""
        with self.client() as last:  # clients are accepted in the order in which they came
            last.sync()
            with self.server.lock:
                threads = list(self.server.clients.values())
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a client's thread did not end"


@contextlib.contextmanager
def live_server(
    config: ServerConfig | None = None, *, limited: bool = False, port: int = 0
) -> Iterator[LiveServer]:
    """Run the real server in a thread of this process, on free ports of loopback.

    Ports in `config` are replaced by free ones; those but the first only open if one is given.
    `port` has the first on a certain one, where a server was before.
    Rates are not limited unless `limited`.
    """
    config = replace(config or ServerConfig(), no_limits=not limited)
    others = ("plain_port", "tls_port", "ws_port", "files_port")
    ports: dict[str, Any] = {name: 0 for name in others if getattr(config, name) is not None}
    server = ChatServer(replace(config, host="127.0.0.1", port=port, **ports))
    server.bind()
    found = {door.scheme: door.address for door in server.doors}
    thread = threading.Thread(target=server.serve_forever, name="accept loop")
    thread.start()
    try:
        yield LiveServer(server, found["irc"], found.get("plain"))
    finally:
        server.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive(), "the server did not stop"


@dataclass
class ServerProcess:
    """`python -m server`, running."""

    process: subprocess.Popen[str]
    doors: dict[str, Address]  # by scheme (server.shell.doors)
    announced: list[str]  # the lines that it printed at the start

    @property
    def address(self) -> Address:
        """Where clients that speak IRC connect."""
        return self.doors["irc"]

    @property
    def plain_address(self) -> Address | None:
        """Where bare text goes."""
        return self.doors.get("plain")

    def announced_line(self, word: str) -> str:
        """The one line of the announcement that holds a word."""
        (line,) = [line for line in self.announced if word in line]
        return line

    def client(self, nick: str | None = None) -> WireClient:
        """A connection to it, registered if a nick is given."""
        return WireClient(self.address, nick)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; the exit status."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextlib.contextmanager
def server_process(*arguments: str) -> Iterator[ServerProcess]:
    """Run `python -m server --port 0` with these arguments, and wait until it listens."""
    command = [sys.executable, "-m", "server", "--port", "0", *arguments]
    process = subprocess.Popen(
        command,
        cwd=_ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    drain = _ErrorDrain(process)
    try:
        yield _started(process, arguments)
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        drain.close()


def _started(process: subprocess.Popen[str], arguments: tuple[str, ...]) -> ServerProcess:
    assert process.stdout is not None
    announced: list[str] = []
    found: dict[str, Address] = {}
    awaited = 1 + sum(flag in arguments for flag in _DOORS)
    awaited += any(flag in arguments for flag in _CERTIFIED)
    while awaited:
        line = process.stdout.readline()
        if not line:
            raise AssertionError(f"the server did not start, status {process.wait(PATIENCE)}")
        announced.append(line.rstrip("\n"))
        if match := _LISTENING.match(line):
            found[match[2] or _SCHEMES[match[1]]] = (match[3], int(match[4]))
            awaited -= 1
        elif "fingerprint" in line:
            awaited -= 1
    return ServerProcess(process, found, announced)


class _ErrorDrain:
    """Reads the process's log so that it never blocks on a full pipe; shown if a test fails."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._thread = threading.Thread(target=self._run, name="server log")
        self._thread.start()

    def _run(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            print(line, end="", file=sys.stderr)

    def close(self) -> None:
        self._thread.join(PATIENCE)
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._process.stdout.close()
        self._process.stderr.close()
