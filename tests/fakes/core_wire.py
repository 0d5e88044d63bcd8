"""The server's real core at the end of a `CutWire`: a connection of it, and people beside it."""

from __future__ import annotations

from collections.abc import Callable

from tests.fakes.core_client import CoreClient, CoreNetwork, pump


class CoreWire:
    """One client's way into a core; bob is in the lobby, and speaks."""

    def __init__(self) -> None:
        self.network = CoreNetwork()
        self.bob = self.network.register("bob").join("#lobby")
        self.heard: list[tuple[str, str]] = []  # what bob read: to whom, and what
        self.said: list[str] = []  # all that was said in the lobby, in order
        self._client: CoreClient | None = None
        self._write: Callable[[str], None] = lambda _line: None

    def connect(self, write: Callable[[str], None]) -> None:
        self._client, self._write = self.network.connect(), write

    def drop(self) -> None:
        if self._client is not None:
            self._client.drop()
        self._client = None
        self._tick()

    def receive(self, line: str) -> None:
        assert self._client is not None
        self._client.send(line)
        self._tick()

    def say(self, text: str) -> None:
        """Bob says something in the lobby; the clock goes on."""
        self.network.clock.advance(1)
        self.bob.send(f"PRIVMSG #lobby :{text}")
        self.said.append(text)
        self._tick()

    def offers_history(self) -> bool:
        """Whether this core keeps a history that clients can ask for."""
        offered = self.network.connect().ask("CAP LS 302")
        return any("draft/chathistory" in message.params[-1] for message in offered)

    def _tick(self) -> None:
        pump(self.network.core)
        for message in self.bob.read():
            if message.command == "PRIVMSG":
                self.heard.append((message.params[0], message.params[1]))
                if message.params[0] == "#lobby":
                    self.said.append(message.params[1])
        if self._client is not None:
            for line in self._client.read_bytes().decode().split("\r\n"):
                if line:
                    self._write(line)
