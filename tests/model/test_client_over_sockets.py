"""The whole model against a real socket: rows C1, C2, C4, C9 and C10 at the level of the model."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from chat.model.entities import ConnectionRequest, ConversationKey, DeliveryState
from chat.model.events import (
    ConnectionEstablished,
    ConnectionFailed,
    ConnectionLost,
    Event,
    FailureReason,
    MessageChanged,
    MessagesAdded,
    Registered,
)
from tests.fakes.turned_client import TurnedClient
from tests.model.line_server import LineServer


class Window(TurnedClient):
    """A Client with a pump, as the Tk thread would run it."""

    def connect(self, server: LineServer, *channels: str) -> str:
        return self.client.connect(
            ConnectionRequest("alice", "127.0.0.1", server.port, channels=channels)
        )

    def pump_until_event(self, kind: type[Event]) -> None:
        self.pump_until(lambda: self.has(kind))

    def texts(self, key: ConversationKey) -> list[str]:
        return [message.text for message in self.client.messages(key)]


@pytest.fixture
def window() -> Iterator[Window]:
    window = Window()
    yield window
    window.client.close()


@pytest.fixture
def server() -> Iterator[LineServer]:
    with LineServer() as server:
        yield server


def register(window: Window, server: LineServer) -> str:
    network = window.connect(server, "#lobby")
    server.accept()
    window.pump_until_event(ConnectionEstablished)
    assert server.read_until("CAP LS")
    server.send_lines(":s.example CAP * LS :", ":s.example 001 alice :Welcome")
    window.pump_until_event(Registered)
    assert server.read_line() == "NICK alice"
    server.read_until("USER")
    assert server.read_until("JOIN") == "JOIN #lobby"
    server.send_lines(
        ":alice!a@h JOIN #lobby",
        ":s.example 353 alice = #lobby :alice @bob",
        ":s 366 alice #lobby :",
    )
    window.pump_until(lambda: len(window.client.members(ConversationKey(network, "#lobby"))) == 2)
    return network


def threads_of(server: LineServer) -> list[str]:
    return [
        thread.name for thread in threading.enumerate() if thread.name.endswith(f":{server.port}")
    ]


def test_c1_socket_and_threads_carry_the_chat(window: Window, server: LineServer) -> None:
    network = register(window, server)
    lobby = ConversationKey(network, "#lobby")
    window.client.send_message(lobby, "hello all")
    assert server.read_until("PRIVMSG") == "PRIVMSG #lobby :hello all"
    window.pump_until(lambda: window.client.messages(lobby)[-1].state is DeliveryState.SENT)
    assert MessageChanged in {type(event) for event in window.events}
    names = {name.split()[0] for name in threads_of(server)}
    assert names == {"receive", "send"}


def test_c2_receive_messages_runs_in_its_own_thread_and_hands_over(
    window: Window, server: LineServer
) -> None:
    network = register(window, server)
    assert any(name.startswith("receive ") for name in threads_of(server))
    server.send(b":bob!b@h PRIVMSG #lobby :caf\xc3\xa9\r\n:bob!b@h PRIVMSG #lobby :caf\xe9\r\n")
    lobby = ConversationKey(network, "#lobby")
    window.pump_until(lambda: "café" in window.texts(lobby)[-1:])
    window.pump_until(lambda: window.texts(lobby)[-2:] == ["café", "café"])
    added = [event for event in window.events if isinstance(event, MessagesAdded)]
    assert added[-1].messages[-1].sender == "bob"


def test_c4_closing_says_quit_closes_the_socket_and_ends_the_threads(
    window: Window, server: LineServer
) -> None:
    register(window, server)
    before = time.monotonic()
    window.client.close()
    assert time.monotonic() - before < 2
    assert server.read_until("QUIT") == "QUIT"
    assert server.read_line() == ""
    assert threads_of(server) == []


def test_c9_connects_to_the_address_and_port_it_is_given(
    window: Window, server: LineServer
) -> None:
    window.connect(server)
    server.accept()
    window.pump_until_event(ConnectionEstablished)
    assert server.client is not None
    assert server.client.getsockname() == ("127.0.0.1", server.port)


def test_c10_the_receive_thread_starts_with_the_connection(
    window: Window, server: LineServer
) -> None:
    assert threads_of(server) == []
    window.connect(server)
    server.accept()
    server.send_lines(":s.example NOTICE * :hello")
    network = window.client.networks()[0]
    window.pump_until(lambda: "hello" in window.texts(ConversationKey(network, "")))
    assert any(name.startswith("receive ") for name in threads_of(server))


def test_a_server_that_hangs_up_is_a_lost_connection_and_can_be_reached_again(
    window: Window, server: LineServer
) -> None:
    network = register(window, server)
    server.hang_up()
    window.pump_until_event(ConnectionLost)
    assert not window.client.is_connected(network)
    window.events.clear()
    assert register(window, server) == network


def test_refused_is_told(window: Window) -> None:
    with LineServer() as server:
        port = server.port
    window.client.connect(ConnectionRequest("alice", "127.0.0.1", port))
    window.pump_until_event(ConnectionFailed)
    failure = next(event for event in window.events if isinstance(event, ConnectionFailed))
    assert failure.reason is FailureReason.REFUSED
    assert failure.detail
