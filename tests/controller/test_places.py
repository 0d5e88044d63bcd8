"""Going to a message wherever it is; what is new is counted meanwhile; back to the newest."""

from __future__ import annotations

from chat.model.entities import ConversationKey, Place
from chat.model.events import ExcerptEnded, ExcerptGrown, PlaceFound, PlaceMissing
from tests.controller.harness import NETWORK, Chat


def away(chat: Chat, lobby: ConversationKey) -> int:
    """Something old is shown; returns its number."""
    for text in ("new one", "new two"):
        chat.model.receive(lobby, text)
    chat.model.end_turn()
    old = [chat.model.message(text) for text in ("older", "old", "less old")]
    chat.model.places.excerpts[lobby] = old
    chat.controller.places.jump_to(lobby, Place(message_id=old[1].id))
    chat.model.publish(PlaceFound(lobby, old[1].id))
    chat.model.end_turn()
    return old[1].id


def test_a_message_is_shown_with_what_is_around_it(chat: Chat) -> None:
    lobby = chat.join()
    number = away(chat, lobby)
    assert chat.model.places.calls[-1] == ("load_around", lobby, Place(message_id=number))
    assert chat.view.texts() == ["older", "old", "less old"]
    assert (chat.view.places.selected, chat.view.places.newest) == (str(number), False)


def test_what_is_new_meanwhile_is_counted_and_not_read(chat: Chat) -> None:
    lobby = chat.join()
    away(chat, lobby)
    read = len(chat.model.called("mark_read"))
    chat.model.receive(lobby, "now")
    chat.model.add_history(lobby, 0, chat.model.message("missed"))
    chat.model.end_turn()
    assert chat.view.places.counted == 1
    assert chat.view.texts() == ["older", "old", "less old"]
    assert len(chat.model.called("mark_read")) == read


def test_one_goes_back_to_the_newest(chat: Chat) -> None:
    lobby = chat.join()
    away(chat, lobby)
    chat.model.receive(lobby, "now")
    chat.model.end_turn()
    chat.controller.places.on_jump_to_newest()
    chat.model.end_turn()
    assert chat.view.texts() == ["new one", "new two", "now"]
    chat.model.receive(lobby, "then")
    chat.model.end_turn()
    assert chat.view.texts()[-1] == "then"


def test_one_reads_on_in_both_directions(chat: Chat) -> None:
    lobby = chat.join()
    away(chat, lobby)
    chat.controller.on_scrolled_to_top()
    chat.controller.places.on_scrolled_to_bottom()
    assert [call[0] for call in chat.model.places.calls[-2:]] == ["load_older", "load_newer"]
    assert not chat.model.called("load_older")
    chat.model.places.excerpts[lobby].append(chat.model.message("still less old"))
    chat.model.publish(ExcerptGrown(lobby))
    assert chat.view.texts()[-1] == "still less old"
    assert not chat.view.places.newest


def test_read_on_to_the_newest_it_is_shown_as_ever(chat: Chat) -> None:
    lobby = chat.join()
    away(chat, lobby)
    chat.model.kept[lobby][:0] = chat.model.places.excerpts.pop(lobby)
    chat.model.publish(ExcerptEnded(lobby))
    assert chat.view.texts() == ["older", "old", "less old", "new one", "new two"]
    assert chat.view.places.newest
    assert chat.view.calls[-1] != "show_messages"


def test_a_message_among_the_newest_is_just_shown(chat: Chat) -> None:
    lobby = chat.join()
    here = chat.model.receive(lobby, "here")
    chat.model.end_turn()
    chat.controller.places.jump_to(lobby, Place(message_id=here.id))
    chat.model.publish(PlaceFound(lobby, here.id))
    assert (chat.view.places.selected, chat.view.places.newest) == (str(here.id), True)


def test_another_conversation_is_shown_for_it_and_opened_if_need_be(chat: Chat) -> None:
    lobby = chat.join()
    bob = ConversationKey(NETWORK, "bob")
    chat.controller.places.jump_to(bob, Place(message_id=7))
    assert chat.model.called("open_conversation") == [(NETWORK, "bob")]
    chat.model.end_turn()
    assert chat.view.selected_label() == "bob"
    assert ("leave", lobby) in chat.model.places.calls
    chat.model.publish(PlaceFound(lobby, 3))
    assert "show_around" not in chat.view.calls


def test_what_cannot_be_had_is_told(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.publish(PlaceMissing(lobby, "It is gone."))
    chat.model.end_turn()
    assert chat.view.bar is not None
    assert chat.view.bar.text == "It is gone."


def test_details_and_times_of_what_is_shown_there(chat: Chat) -> None:
    lobby = chat.join()
    number = away(chat, lobby)
    chat.controller.on_show_details(str(number))
    assert chat.view.texts_shown[-1][1].endswith("old")
    chat.controller.on_set("clock", "12")
    assert chat.view.texts() == ["older", "old", "less old"]


def test_without_a_conversation_nothing_happens(chat: Chat) -> None:
    chat.start()
    chat.controller.places.on_scrolled_to_bottom()
    chat.controller.places.on_jump_to_newest()
    assert chat.model.places.calls == []


def test_what_is_listed_is_only_brought_into_view(chat: Chat) -> None:
    lobby = chat.join()
    here = chat.model.receive(lobby, "here")
    chat.view.places.reveals = True
    chat.model.publish(PlaceFound(lobby, here.id))
    assert chat.view.texts() == ["here"]
    assert chat.view.places.selected == str(here.id)
    assert "show_around" not in chat.view.calls
    chat.model.places.excerpts[lobby] = [chat.model.message("old")]
    chat.model.publish(PlaceFound(lobby, 99))
    assert chat.view.texts() == ["old"]
    chat.view.messages = []
    chat.model.publish(PlaceFound(lobby, 99))
    assert chat.view.texts() == []


def test_rows_that_the_model_let_go_of_are_let_go_of(chat: Chat) -> None:
    lobby = chat.join()
    for number in range(1_000):
        chat.model.receive(lobby, f"m{number}")
    chat.model.kept[lobby] = chat.model.kept[lobby][-10:]
    chat.model.end_turn()
    assert chat.view.places.kept == [10]
