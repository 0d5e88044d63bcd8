"""A relay on loopback between a client and a server, stepped by the test: it can hold and cut."""

from __future__ import annotations

import contextlib
import socket
from types import TracebackType


class Relay:
    """Carries bytes both ways for one connection after the other, whenever `step` is called."""

    def __init__(self, port: int) -> None:
        self._to = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        self.port = int(self._listener.getsockname()[1])
        self.holds_questions = False  # what the client says is taken, and goes no further
        self.holds_answers = False
        self._client: socket.socket | None = None
        self._server: socket.socket | None = None

    def __enter__(self) -> Relay:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.cut()
        self._listener.close()

    def step(self) -> None:
        """Take a new connection, if there is one, and carry what there is."""
        with contextlib.suppress(BlockingIOError):
            client, _ = self._listener.accept()
            self.cut()
            self._client, self._server = client, socket.create_connection(self._to)
            self._client.setblocking(False)
            self._server.setblocking(False)
        if self._client is not None and self._server is not None:
            questions, answers = _read(self._client), _read(self._server)
            if not self.holds_questions:
                self._server.sendall(questions)
            if not self.holds_answers:
                self._client.sendall(answers)

    def cut(self) -> None:
        """End both sides; what was held is lost."""
        for side in (self._client, self._server):
            if side is not None:
                side.close()
        self._client = self._server = None
        self.holds_questions = self.holds_answers = False


def _read(side: socket.socket) -> bytes:
    try:
        return side.recv(65536)
    except (BlockingIOError, ConnectionError):
        return b""
