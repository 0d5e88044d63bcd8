"""The tour: once, at the first connection; again if it is wanted."""

from __future__ import annotations

from chat.model.events import ConnectionLost
from chat.view.ports.tour import TourStop
from tests.controller.harness import NETWORK, REQUEST, Chat
from tests.fakes.fake_settings import FakeSettings


def test_it_begins_with_the_first_connection(chat: Chat) -> None:
    chat.start(REQUEST)
    assert chat.view.tour.hint is None
    chat.model.register(NETWORK)
    assert chat.view.tour.hint is None  # there is nothing to point at yet
    chat.model.end_turn()
    assert chat.view.tour.hint is not None
    assert (chat.view.tour.hint.stop, chat.view.tour.hint.step) == (TourStop.ENTRY, "1 of 3")
    chat.model.register(NETWORK)
    chat.model.end_turn()
    assert len(chat.view.tour.shown) == 1


def test_the_hint_that_is_shown_speaks_another_language_at_once(chat: Chat) -> None:
    chat.join()
    chat.controller.on_set("language", "de")
    assert chat.view.tour.hint is not None
    assert (chat.view.tour.hint.title, chat.view.tour.hint.step) == ("Hier schreibst du", "1 von 3")
    chat.controller.tour.on_end()
    chat.controller.on_set("language", "en")
    assert chat.view.tour.hint is None


def test_three_hints_and_never_again(chat: Chat) -> None:
    chat.join()
    chat.controller.tour.on_next()
    chat.controller.tour.on_next()
    assert [hint.stop for hint in chat.view.tour.shown] == list(TourStop)
    assert [hint.last for hint in chat.view.tour.shown] == [False, False, True]
    assert not chat.settings.tour_seen
    chat.controller.tour.on_next()
    assert chat.view.tour.hint is None
    assert chat.settings.tour_seen
    chat.model.register(NETWORK)
    chat.model.end_turn()
    assert chat.view.tour.hint is None


def test_enough_of_it_is_enough_for_good(chat: Chat) -> None:
    chat.join()
    saved = chat.settings.saved
    chat.controller.tour.on_end()
    assert chat.view.tour.hint is None
    assert chat.settings.tour_seen
    assert chat.settings.saved == saved + 1


def test_who_has_seen_it_is_left_alone_and_can_see_it_again() -> None:
    settings = FakeSettings()
    settings.tour_seen = True
    chat = Chat(settings)
    chat.join()
    assert chat.view.tour.hint is None
    saved = chat.settings.saved
    chat.controller.tour.on_start()
    assert chat.view.tour.hint is not None
    chat.controller.tour.on_end()
    assert chat.settings.saved == saved


def test_next_without_any_hint_begins(chat: Chat) -> None:
    chat.start().controller.tour.on_next()
    assert chat.view.tour.hint is not None
    assert chat.view.tour.hint.stop is TourStop.ENTRY


def test_it_waits_until_the_window_for_hosting_is_out_of_the_way(chat: Chat) -> None:
    chat.view.hosting.on_screen = True
    chat.join()
    assert chat.view.tour.hint is None
    chat.view.hosting.on_screen = False
    chat.model.end_turn()
    assert chat.view.tour.hint is not None


def test_who_has_written_is_not_shown_where_one_writes(chat: Chat) -> None:
    chat.join()
    chat.send("hello")
    assert chat.view.tour.shown[-1].step == "2 of 3"
    chat.send("again")
    assert chat.view.tour.shown[-1].step == "2 of 3"


def test_it_makes_room_for_what_the_bar_says_and_comes_back(chat: Chat) -> None:
    chat.join()
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, "reset"))
    chat.model.end_turn()
    assert chat.view.tour.hint is None
    assert not chat.settings.tour_seen
    chat.model.register(NETWORK)
    chat.model.end_turn()
    assert chat.view.tour.hint is not None
