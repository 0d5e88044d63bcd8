"""A server that says what it is told to, as fast as it is told to: for one client at a time."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

_TICK = 0.01  # s between two sends
_NICKS = 50


class FloodServer:
    """Takes one connection, welcomes it, lets it join, and then floods its channel."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._socket: socket.socket | None = None
        self._ready = threading.Event()
        self._answered = threading.Event()
        self._pings = 0
        self.sent = 0
        self._nick = ""
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """End the connection."""
        self._listener.close()
        if self._socket is not None:
            self._socket.close()

    def wait_for_client(self, timeout: float = 30.0) -> None:
        """Until the client is in the channel. Raises TimeoutError."""
        if not self._ready.wait(timeout):
            raise TimeoutError("the client did not join")

    def flood(self, rate: float, seconds: float) -> None:
        """So many messages a second, for so long; the socket may hold us up."""
        began, first = time.perf_counter(), self.sent
        while (elapsed := time.perf_counter() - began) < seconds:
            self._say(int(elapsed * rate) - (self.sent - first))
            time.sleep(_TICK)
        self._say(int(seconds * rate) - (self.sent - first))

    def burst(self, count: int) -> None:
        """So many as fast as they are taken."""
        for first in range(0, count, 1_000):
            self._say(min(1_000, count - first))

    def wait_until_digested(self, timeout: float = 120.0) -> float:
        """Ask with a PING, which is answered behind all the rest; how long that took, in s."""
        began = time.perf_counter()
        self._answered.clear()
        self._pings += 1
        self._send(f"PING :p{self._pings}\r\n".encode())
        if not self._answered.wait(timeout):
            raise TimeoutError("the client does not answer")
        return time.perf_counter() - began

    def open_another(self) -> None:
        """Let somebody write to the client itself, so that it has another conversation."""
        self._send(f":bob!b@h PRIVMSG {self._nick} :hello\r\n".encode())

    def text(self, number: int) -> str:
        """What the message of a number says."""
        return f"message {number} with some words in it, as long as most of them are"

    def lost(self, told: dict[str, Any]) -> int:
        """How many of its messages a client does not report; at least one if the last is not."""
        missing = self.sent - int(told["messages"])
        return missing if told["last_text"] == self.text(self.sent - 1) else max(1, missing)

    def _say(self, count: int) -> None:
        lines = []
        for number in range(self.sent, self.sent + max(0, count)):
            source = f"nick{number % _NICKS}!user@host.example"
            lines.append(f":{source} PRIVMSG #bench :{self.text(number)}\r\n")
        self.sent += len(lines)
        if lines:
            self._send("".join(lines).encode())

    def _send(self, data: bytes) -> None:
        if self._socket is None:
            raise ConnectionError("nobody is connected")
        self._socket.sendall(data)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            self._socket, _ = self._listener.accept()
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._socket.makefile("r", encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    self._answer(line.split())

    def _answer(self, words: list[str]) -> None:
        match [words[0].upper(), *words[1:]] if words else []:
            case ["CAP", "LS", *_]:
                self._send(b":s CAP * LS :\r\n")
            case ["NICK", nick, *_]:
                self._nick = nick.lstrip(":")
            case ["USER", *_]:
                self._send(
                    f":s 001 {self._nick} :Welcome\r\n:s 005 {self._nick} CHANTYPES=# :are\r\n"
                    f":s 422 {self._nick} :No MOTD\r\n".encode()
                )
            case ["JOIN", channel, *_]:
                self._join(channel.lstrip(":").split(",")[0])
            case ["PING", token, *_]:
                self._send(f":s PONG s {token}\r\n".encode())
            case ["PONG", *rest] if rest and rest[-1].lstrip(":") == f"p{self._pings}":
                self._answered.set()

    def _join(self, channel: str) -> None:
        names = " ".join([self._nick, *(f"nick{number}" for number in range(_NICKS))])
        self._send(
            f":{self._nick}!a@h JOIN {channel}\r\n:s 353 {self._nick} = {channel} :{names}\r\n"
            f":s 366 {self._nick} {channel} :End\r\n".encode()
        )
        if channel == "#bench":
            self._ready.set()


@contextlib.contextmanager
def flood_server() -> Iterator[FloodServer]:
    """One, for as long as the block runs."""
    server = FloodServer()
    try:
        yield server
    finally:
        server.close()
