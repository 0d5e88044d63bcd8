"""Clients of a server's core in memory: bytes in, messages out, and no socket between.

    network = CoreNetwork()
    alice = network.register("alice")
    bob = network.register("bob", caps="echo-message")
    alice.send("PRIVMSG bob :hello")
    bob.read_one("PRIVMSG").params == ("bob", "hello")

Whoever reads makes a tick first, as the broadcaster would.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any, cast

from chat.protocol.capabilities import pack_words
from chat.protocol.line_buffer import LineBuffer
from chat.protocol.message import Message, parse_message
from chat.protocol.sasl import encode_chunks, format_plain
from server.config import ServerConfig
from server.core.account_ports import AccountServices, SaveAccount
from server.core.accounts import Account
from server.core.core import Core
from server.core.entities import User
from server.core.ports import Journal
from server.store.store import SqliteStore
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_sink import FakeSink
from tests.fakes.memory_accounts import FakePasswords, FakeSender
from tests.fakes.memory_store import MemoryStore


def pump(core: Core) -> None:
    """One tick of the broadcaster: store and hand out all that waits, then close who is to be."""
    tick = core.delivery.take()
    cast(Journal, core.context.store).commit(tick.writes)
    for session, data in tick.deliveries():
        session.sink.send(data)
    for session in tick.closing:
        session.sink.close()


class CoreClient:
    """One connection to a core."""

    def __init__(self, core: Core, address: str = "192.0.2.1", *, secure: bool = False) -> None:
        self.core = core
        self.sink = FakeSink()
        limits = core.config.limits
        self._framing = LineBuffer(limits.line_length, limits.client_tags_length + 2)
        self.session = core.open(self.sink, address, secure=secure)

    @property
    def user(self) -> User:
        """The user that this connection is registered as."""
        assert self.session.user is not None
        return self.session.user

    def send(self, *lines: str | bytes) -> None:
        """Send lines; CR LF is added."""
        for line in lines:
            data = line.encode() if isinstance(line, str) else line
            for framed in self._framing.feed(data + b"\r\n"):
                deferred = self.core.receive(self.session, framed)
                while deferred is not None:
                    pump(self.core)
                    deferred.run()
                    deferred = self.core.resume(self.session, deferred)

    def read_bytes(self) -> bytes:
        """All bytes that came since the last reading."""
        pump(self.core)
        return self.sink.take()

    def read(self) -> list[Message]:
        """All messages that came since the last reading."""
        return [parse_message(line.decode()) for line in self.read_bytes().split(b"\r\n") if line]

    def ask(self, *lines: str | bytes) -> list[Message]:
        """Send lines and read what they bring; what came before is dropped."""
        self.read()
        self.send(*lines)
        return self.read()

    def read_one(self, command: str) -> Message:
        """The one message of this command among those that came."""
        (found,) = [message for message in self.read() if message.command == command]
        return found

    def register(
        self, nick: str, *, caps: str = "", username: str = "user", realname: str = "Real Name"
    ) -> CoreClient:
        """Register with these capabilities (names parted by spaces), and drop the welcome."""
        for words in pack_words(caps.split(), 400):
            self.send(f"CAP REQ :{words}")
        self.send(f"NICK {nick}", f"USER {username} 0 * :{realname}")
        if caps:
            self.send("CAP END")
        commands = [message.command for message in self.read()]
        assert "001" in commands, commands
        return self

    def log_in(self, account: str, password: str = "sesame") -> CoreClient:
        """Log in by PLAIN, and drop what answers; before registration or after."""
        self.send("CAP REQ :sasl", "AUTHENTICATE PLAIN")
        self.send(
            *(f"AUTHENTICATE {each}" for each in encode_chunks(format_plain(account, password)))
        )
        commands = [message.command for message in self.read()]
        assert "903" in commands, commands
        return self

    def join(self, *channels: str) -> CoreClient:
        """Join channels, and drop what answers."""
        for channel in channels:
            self.send(f"JOIN {channel}")
        self.read()
        return self

    def attach_to(self, other: CoreClient) -> CoreClient:
        """Speak for the same user as another connection, as a second device would."""
        user = other.user
        self.session.user = user
        user.sessions.append(self.session)
        for channel in user.channels:
            self.core.delivery.attach(self.session, channel.log)
        return self

    def drop(self, reason: str = "Connection closed") -> None:
        """The connection breaks."""
        self.core.drop(self.session, reason)


class CoreNetwork:
    """A core with a clock that stands, ids that count, and clients."""

    def __init__(
        self, config: ServerConfig | None = None, store: MemoryStore | SqliteStore | None = None
    ) -> None:
        self.clock = FakeClock()
        self._numbers = count(1)
        self.wakes = 0
        self.store = MemoryStore() if store is None else cast(MemoryStore, store)
        self.passwords = FakePasswords()
        self.sender: FakeSender | None = None
        self._config = config or ServerConfig()
        self.core = self._start()

    def _start(self) -> Core:
        core = Core(
            self._config,
            self.clock,
            store=self.store,
            wake=self._wake,
            ids=lambda: f"id{next(self._numbers)}",
        )
        core.context.services = AccountServices(self.passwords, self.store.accounts, self.sender)
        return core

    def restart(self) -> None:
        """Another core, with what the one before had stored; its clients are gone."""
        pump(self.core)
        self.core = self._start()

    def verify_by_mail(self) -> FakeSender:
        """From now on codes are sent."""
        self.sender = FakeSender()
        services = self.core.context.services
        self.core.context.services = replace(services, sender=self.sender)
        return self.sender

    def add_account(self, name: str, password: str = "sesame", **changes: Any) -> Account:
        """An account that is there already."""
        account = Account(name, self.clock(), self.passwords.make(password), **changes)
        self.core.context.state.accounts.put(account)
        self.core.context.record(SaveAccount(account))
        return account

    def member(self, account: str, *channels: str, nick: str = "", caps: str = "") -> CoreClient:
        """A client that logged in before it registered, in these channels."""
        client = self.connect().log_in(account)
        return client.register(nick or account, caps=f"sasl {caps}").join(*channels)

    def _wake(self) -> None:
        self.wakes += 1

    def connect(self, address: str = "192.0.2.1", *, secure: bool = False) -> CoreClient:
        """A client that has said nothing yet."""
        return CoreClient(self.core, address, secure=secure)

    def register(self, nick: str, *, caps: str = "", address: str = "192.0.2.1") -> CoreClient:
        """A client that is registered."""
        return self.connect(address).register(nick, caps=caps)
