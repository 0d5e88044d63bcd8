"""Finding a text in the conversation that is shown: counted, gone through, left."""

from __future__ import annotations

from chat.model.entities import ConversationKey, Place
from chat.model.events import MatchesFound
from tests.controller.harness import NETWORK, Chat


def rest(chat: Chat) -> None:
    """The keys rest: what waits for that is done."""
    while chat.view.scheduled:
        chat.view.run_scheduled()


def find(chat: Chat, lobby: ConversationKey, text: str, *numbers: int, more: bool = False) -> None:
    chat.controller.finding.on_open()
    chat.controller.finding.on_typed(text)
    rest(chat)
    chat.model.publish(MatchesFound(lobby, text, numbers, more))


def gone_to(chat: Chat) -> list[object]:
    return [call[2] for call in chat.model.places.calls if call[0] == "load_around"]


def test_what_is_typed_is_looked_for_once_the_keys_rest(chat: Chat) -> None:
    lobby = chat.join()
    chat.controller.finding.on_open()
    for text in ("h", "he", "hel"):
        chat.controller.finding.on_typed(text)
    rest(chat)
    assert chat.model.finding.asked == [(lobby, "hel")]
    assert chat.view.finding.highlighted == "hel"


def test_the_newest_match_is_shown_and_one_goes_up_from_there(chat: Chat) -> None:
    lobby = chat.join()
    find(chat, lobby, "hel", 30, 20, 10)
    assert chat.view.finding.count == "1 of 3"
    chat.controller.finding.on_step(1)
    assert chat.view.finding.count == "2 of 3"
    chat.controller.finding.on_step(-1)
    chat.controller.finding.on_step(-1)
    assert chat.view.finding.count == "3 of 3"
    assert gone_to(chat) == [Place(message_id=number) for number in (30, 20, 30, 10)]


def test_none_and_too_many_are_said(chat: Chat) -> None:
    lobby = chat.join()
    find(chat, lobby, "zzz")
    assert (chat.view.finding.count, chat.view.finding.found) == ("Not found", False)
    chat.controller.finding.on_step(1)
    assert gone_to(chat) == []
    find(chat, lobby, "e", *range(1, 1001), more=True)
    assert chat.view.finding.count == "1 of 1,000+"
    find(chat, lobby, "")
    assert chat.view.finding.count == ""


def test_a_new_message_that_matches_is_counted_and_the_place_stays(chat: Chat) -> None:
    lobby = chat.join()
    find(chat, lobby, "hel", 30, 20)
    chat.controller.finding.on_step(1)
    chat.model.receive(lobby, "Hello")
    chat.model.receive(lobby, "hello again")
    chat.model.receive(lobby, "bye")
    rest(chat)
    assert len(chat.model.finding.asked) == 2
    chat.model.publish(MatchesFound(lobby, "hel", (40, 30, 20), False))
    assert chat.view.finding.count == "3 of 3"
    assert len(gone_to(chat)) == 2


def test_late_answers_and_those_for_others_are_dropped(chat: Chat) -> None:
    lobby = chat.join()
    find(chat, lobby, "hel", 30)
    chat.model.publish(MatchesFound(ConversationKey(NETWORK, "x"), "hel", (1, 2), False))
    chat.model.publish(MatchesFound(lobby, "he", (1, 2), False))
    assert chat.view.finding.count == "1 of 1"
    chat.model.receive(lobby, "hello")
    chat.controller.finding.on_close()
    rest(chat)
    chat.model.publish(MatchesFound(lobby, "", (1, 2), False))
    assert len(chat.model.finding.asked) == 1


def test_closed_it_leaves_no_mark_and_the_cursor_where_one_writes(chat: Chat) -> None:
    lobby = chat.join()
    find(chat, lobby, "hel", 30)
    chat.controller.finding.on_close()
    assert not chat.view.finding.is_open
    assert chat.view.finding.highlighted == ""
    assert chat.view.calls[-1] == "focus_entry"
    chat.view.calls.clear()
    chat.controller.finding.on_close()
    assert "focus_entry" not in chat.view.calls


def test_another_conversation_closes_it(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.open(NETWORK, "bob")
    chat.model.end_turn()
    find(chat, lobby, "hel", 30)
    chat.select("bob")
    assert not chat.view.finding.is_open


def test_the_next_match_opens_it_and_nothing_is_found_in_nothing(chat: Chat) -> None:
    chat.start()
    chat.controller.finding.on_step(1)
    assert not chat.view.finding.is_open
    chat.controller.finding.on_typed("x")
    rest(chat)
    assert chat.model.finding.asked == []
    chat.join()
    chat.controller.finding.on_step(1)
    assert chat.view.finding.is_open
