"""A tiny server for one client: real sockets on port 0 of loopback, lines in and out."""

from __future__ import annotations

import socket
from types import TracebackType
from typing import Self

_PATIENCE = 10.0  # seconds; only a test that fails waits so long


class LineServer:
    """Listens at once; `accept` takes the client."""

    def __init__(self, backlog: int = 5) -> None:
        self.listener = socket.socket()
        self.listener.settimeout(_PATIENCE)
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(backlog)
        self.port: int = self.listener.getsockname()[1]
        self.client: socket.socket | None = None
        self._pending = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.client is not None:
            self.client.close()
        self.listener.close()

    def accept(self) -> None:
        self.client, _ = self.listener.accept()
        self.client.settimeout(_PATIENCE)

    def send(self, data: bytes | str) -> None:
        assert self.client is not None
        self.client.sendall(data.encode() if isinstance(data, str) else data)

    def send_lines(self, *lines: str) -> None:
        self.send("".join(f"{line}\r\n" for line in lines))

    def read_line(self) -> str:
        """The next line; "" at the end."""
        assert self.client is not None
        while b"\r\n" not in self._pending:
            data = self.client.recv(4096)
            if not data:
                return ""
            self._pending += data
        line, _, self._pending = self._pending.partition(b"\r\n")
        return line.decode()

    def read_until(self, beginning: str) -> str:
        """Read on to a line that begins so."""
        while line := self.read_line():
            if line.startswith(beginning):
                return line
        raise AssertionError(f"the client never sent {beginning}")

    def hang_up(self) -> None:
        assert self.client is not None
        self.client.close()
