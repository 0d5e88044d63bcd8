"""The beginning: back to where one was, or the connect dialog; what was shown and begun then."""

from __future__ import annotations

import pytest

from chat.model.entities import ConversationKey, Place
from chat.model.events import MemoryRestored, PlaceMissing
from tests.controller.harness import NETWORK, REQUEST, Chat
from tests.fakes.fake_settings import FakeSettings


def begun(settings: FakeSettings | None = None) -> Chat:
    """A start for which the model still reads what an earlier run left."""
    chat = Chat(settings)
    chat.model.restoring = True
    return chat.start()


def test_one_comes_back_without_being_asked() -> None:
    chat = begun()
    assert chat.view.dialog is None
    network = chat.model.restore(REQUEST, "#lobby")
    chat.model.publish(MemoryRestored((network,)))
    assert chat.model.called("reconnect") == [(network,)]
    assert chat.view.dialog is None
    chat.model.publish(MemoryRestored((network,)))
    assert len(chat.model.called("reconnect")) == 1


def test_where_there_is_nowhere_to_come_back_to_the_dialog_asks() -> None:
    chat = begun()
    chat.model.publish(MemoryRestored(()))
    assert chat.view.dialog is not None


def test_who_wants_to_be_asked_is_asked() -> None:
    chat = begun()
    chat.controller.on_set("auto_connect", "no")
    chat.model.publish(MemoryRestored((chat.model.restore(REQUEST),)))
    assert chat.model.called("reconnect") == []
    assert chat.view.dialog is not None


def test_who_said_where_goes_there_only(chat: Chat) -> None:
    chat.model.restoring = True
    chat.start(REQUEST)
    chat.model.publish(MemoryRestored(("other:1",)))
    assert chat.model.called("reconnect") == []


def test_what_was_shown_is_shown_again_with_what_was_begun_there() -> None:
    chat = Chat()
    chat.join()
    chat.model.open(NETWORK, "#art")
    chat.model.end_turn()
    chat.view.entry = "half a sen"
    chat.controller.on_closing()
    assert chat.settings.shown == f"{NETWORK} #lobby"
    assert chat.model.drafts.of(ConversationKey(NETWORK, "#lobby")) == "half a sen"

    again = begun(chat.settings)
    again.model.drafts = chat.model.drafts
    again.model.restore(REQUEST, "#art", "#lobby")
    again.model.end_turn()
    assert again.view.selected_label() == "#lobby"
    assert again.view.entry == "half a sen"


def test_one_comes_back_to_where_one_read_once() -> None:
    chat = Chat()
    chat.join()
    chat.view.places.reading = "12"
    chat.controller.on_closing()
    assert chat.settings.shown_at == 12

    again = begun(chat.settings)
    again.model.restore(REQUEST, "#art", "#lobby")
    again.model.end_turn()
    lobby = ConversationKey(NETWORK, "#lobby")
    wanted = [call for call in again.model.places.calls if call[0] == "load_around"]
    assert wanted == [("load_around", lobby, Place(message_id=12))]
    again.model.publish(PlaceMissing(lobby, "It is gone."))
    assert again.view.bar is not None
    assert again.view.bar.text != "It is gone."  # nobody asked for it
    again.select("#art")
    again.select("#lobby")
    assert [call for call in again.model.places.calls if call[0] == "load_around"] == wanted


@pytest.mark.parametrize("reading", ["", "day 2026-03-01"])
def test_at_the_end_there_is_no_place_to_remember(reading: str) -> None:
    chat = Chat()
    chat.join()
    chat.view.places.reading = reading
    chat.controller.on_closing()
    assert chat.settings.shown_at == 0


def test_what_was_sent_is_no_draft_any_more(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.drafts.keep(lobby, "hello")
    chat.send("hello")
    assert chat.model.drafts.of(lobby) == ""


def test_nothing_shown_is_nothing_to_remember(chat: Chat) -> None:
    chat.start().controller.on_closing()
    assert chat.settings.shown == ""
