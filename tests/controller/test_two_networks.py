"""Two networks in one window, each a real server: one dies and comes back, the other goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

from chat.controller.chat_controller import ChatController
from chat.model.client import Client
from chat.model.entities import ConnectionRequest, ConversationKey, DeliveryState
from chat.model.events import ConnectionLost, Event, NetworkEvent, Registered
from chat.view.ports import ConversationRow, RowState
from tests.fakes.fake_settings import FakeSettings
from tests.fakes.fake_view import FakeView
from tests.fakes.live_server import WireClient, live_server

RED, BLUE = "#red", "#blue"
PATIENCE = 10.0


class Window:
    """The program but for its widgets, its pump turned until what a test waits for is there."""

    def __init__(self) -> None:
        self.client, self.view = Client(), FakeView()
        self.controller = ChatController(
            self.client, self.view, FakeSettings(), "ann", clock=lambda: datetime.now(UTC)
        )
        self.events: list[Event] = []
        self.controller.start()
        self.client.subscribe(self.events.append)

    def until(self, done: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < deadline, f"waited in vain until {what}"
            self.client.pump()
            time.sleep(0.002)

    def enter(self, port: int, channel: str) -> ConversationKey:
        """Connect to one more server, and be in its channel."""
        request = ConnectionRequest("ann", "127.0.0.1", port, channels=(channel,))
        self.controller.connecting.connect(request)
        self.until(lambda: self.active(channel), f"{channel} is joined")
        return ConversationKey(f"127.0.0.1:{port}", channel)

    def row(self, channel: str) -> ConversationRow | None:
        return next((row for row in self.view.conversations if row.label == channel), None)

    def active(self, channel: str) -> bool:
        row = self.row(channel)
        return row is not None and row.active

    def look_at(self, channel: str) -> None:
        self.controller.on_select_conversation(self.view.row(channel).key)

    def say(self, channel: str, text: str) -> None:
        self.look_at(channel)
        self.view.entry = text
        self.controller.on_send(text)

    def sent(self, key: ConversationKey, text: str) -> bool:
        found = [one for one in self.client.messages(key) if one.text == text]
        return [one.state for one in found] == [DeliveryState.SENT]

    def happened(self, kind: type[NetworkEvent], network: str) -> int:
        return sum(isinstance(one, kind) and one.network == network for one in self.events)


@contextmanager
def opened() -> Iterator[Window]:
    window = Window()
    try:
        yield window
    finally:
        window.controller.on_closing()


def heard(person: WireClient, channel: str, text: str) -> None:
    person.wait_for(lambda line: line.endswith(f"PRIVMSG {channel} :{text}"))


def test_one_network_dies_and_comes_back_and_the_other_is_untouched() -> None:
    with live_server() as red, ExitStack() as blue_life, opened() as window:
        blue = blue_life.enter_context(live_server())
        port = blue.address[1]
        here = window.enter(red.address[1], RED)
        there = window.enter(port, BLUE)
        with red.member("bob", RED) as bob:
            with blue.member("carl", BLUE) as carl:
                talk_on_both(window, bob, carl, here, there)
            blue_life.close()
            window.until(lambda: not window.active(BLUE), "blue is gone")

            bob.send(f"PRIVMSG {RED} :still here?")
            window.say(RED, "yes, and listening")
            window.until(lambda: window.sent(here, "yes, and listening"), "red takes it")
            heard(bob, RED, "yes, and listening")
            window.until(lambda: "still here?" in window.view.texts(), "red is heard")
            window.say(BLUE, "said while you were gone")
            assert window.view.messages[-1].state is not RowState.SENT

            with live_server(port=port) as again, again.member("dora", BLUE) as dora:
                window.controller.on_bar_action()  # try now
                window.until(lambda: window.active(BLUE), "blue is back")
                window.until(
                    lambda: window.sent(there, "said while you were gone"), "it is sent, once"
                )
                heard(dora, BLUE, "said while you were gone")
                dora.send(f"PRIVMSG {BLUE} :welcome back")
                window.until(lambda: "welcome back" in window.view.texts(), "blue is heard")
                assert not any("said while" in line for line in dora.sync())
        for network, lost, registered in ((here.network, 0, 1), (there.network, 1, 2)):
            assert window.happened(ConnectionLost, network) == lost
            assert window.happened(Registered, network) == registered


def talk_on_both(
    window: Window,
    bob: WireClient,
    carl: WireClient,
    here: ConversationKey,
    there: ConversationKey,
) -> None:
    """Each network has its own people and talk, and what is not looked at is unread."""
    window.look_at(RED)
    window.until(lambda: len(window.client.members(here)) == 2, "bob is seen")
    window.until(lambda: len(window.client.members(there)) == 2, "carl is seen")
    bob.send(f"PRIVMSG {RED} :from bob")
    carl.send(f"PRIVMSG {BLUE} :from carl")
    window.until(lambda: window.view.row(BLUE).unread == 1, "carl's is unread")
    window.until(lambda: "from bob" in window.view.texts(), "bob is heard")
    assert "from carl" not in window.view.texts()
    assert [row.nick for row in window.view.members] == ["ann", "bob"]
    window.say(RED, "hello bob")
    window.say(BLUE, "hello carl")
    window.until(lambda: window.sent(here, "hello bob"), "bob gets it")
    window.until(lambda: window.sent(there, "hello carl"), "carl gets it")
    heard(bob, RED, "hello bob")
    heard(carl, BLUE, "hello carl")
    assert [row.nick for row in window.view.members] == ["ann", "carl"]
    assert not any("carl" in line for line in bob.sync())
