"""The controllers over the real model: what only both together can get wrong."""

from __future__ import annotations

from datetime import UTC, datetime

from chat.controller.chat_controller import ChatController
from chat.view.ports.listing import ListAction
from tests.fakes.direct_store import DirectStore
from tests.fakes.fake_settings import FakeSettings
from tests.fakes.fake_view import FakeView
from tests.fakes.history_server import HistoryServer
from tests.model.test_memory import LOBBY, REQUEST, Run, next_run


class Window:
    """One run of the program, but for the widgets."""

    def __init__(self, run: Run, settings: FakeSettings) -> None:
        self.run, self.view = run, FakeView()
        self.controller = ChatController(
            run.client, self.view, settings, "alice", clock=lambda: datetime.now(UTC)
        )

    def act(self, label: str, action: ListAction) -> None:
        self.controller.listing.on_action(self.view.row(label).key, action)
        self.run.settle()


def test_a_network_that_is_shown_can_be_forgotten() -> None:
    store = DirectStore()
    window = Window(Run(HistoryServer(), store), FakeSettings())
    window.controller.start(REQUEST)
    window.run.settle()
    assert window.view.selected_label() == "#lobby"
    window.view.entry = "a secret begun"
    window.act("chat.example", ListAction.FORGET)
    assert window.view.conversations == []
    assert window.view.title == "CHAT APP"
    window.controller.on_closing()
    assert store.archive.load(5) == ()
    assert store.archive.older(LOBBY, None, 5) == ()


def test_one_reads_on_where_one_was_before_the_restart() -> None:
    server, store, settings = HistoryServer(), DirectStore(), FakeSettings()
    first = Window(Run(server, store), settings)
    first.controller.start(REQUEST)
    first.run.settle()
    for number in range(30):
        server.say(f"said {number}")
    first.run.settle()
    place = next(row.key for row in first.view.messages if row.text == "said 7")
    first.view.places.reading = place
    first.controller.on_closing()
    server.drop()

    run = next_run(server, store)
    again = Window(run, settings)
    again.view.places.reveals = True
    again.controller.start(REQUEST)
    run.settle()
    assert again.view.selected_label() == "#lobby"
    assert again.view.places.selected == place


def test_one_leaves_in_the_middle_and_comes_back_to_it() -> None:
    server, store, settings = HistoryServer(), DirectStore(), FakeSettings()
    first = Window(Run(server, store), settings)
    first.controller.start(REQUEST)
    first.run.settle()
    server.say("hello")
    server.say("and welcome")
    first.act("#lobby", ListAction.PIN)
    first.view.entry = "half a sen"
    first.controller.on_closing()
    server.drop()
    for number in range(3):
        server.say(f"missed {number}")

    again = next_run(server, store)  # has restored all before the controllers are there
    window = Window(again, settings)
    window.controller.start(REQUEST)
    again.settle()
    window.controller.conversations.show_by_row(f"{LOBBY.network} {LOBBY.target}")
    again.settle()
    assert window.view.row("#lobby").pinned
    assert window.view.entry == "half a sen"
    assert [row.text for row in window.view.messages if row.divider] == ["missed 0"]
    assert window.view.row("#lobby").unread == 0
