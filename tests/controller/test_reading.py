"""What is read when it is seen, the line before what is new, and marking unread."""

from __future__ import annotations

from chat.model.entities import ConversationKey, ConversationPreferences
from tests.controller.harness import NETWORK, Chat


def dividers(chat: Chat) -> list[tuple[str, str]]:
    """The texts that a line stands before, with what it says."""
    return [(row.text, row.divider) for row in chat.view.messages if row.divider]


def unread_channel(chat: Chat) -> ConversationKey:
    """Another channel with one message that was read and two that were not."""
    chat.join()
    more = chat.model.open(NETWORK, "#more")
    chat.model.receive(more, "known")
    chat.model.count_unread(more, 0)
    chat.model.receive(more, "first")
    chat.model.receive(more, "second")
    chat.model.end_turn()
    return more


def test_a_line_stands_before_what_is_new_until_one_leaves(chat: Chat) -> None:
    more = unread_channel(chat)
    chat.select("#more")
    [(text, said)] = dividers(chat)
    assert text == "first"
    assert said.startswith("New since ")
    chat.model.receive(more, "third")
    chat.model.end_turn()
    assert [text for text, _ in dividers(chat)] == ["first"]
    assert chat.view.row("#more").unread == 0
    chat.select("#lobby")
    chat.select("#more")
    assert dividers(chat) == []


def test_what_comes_while_nobody_looks_is_unread_and_new(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.receive(lobby, "seen")
    chat.model.end_turn()
    chat.view.reading.looks = False
    chat.model.receive(lobby, "unseen")
    chat.model.receive(lobby, "either")
    chat.model.end_turn()
    chat.model.receive(lobby, "later")
    chat.model.end_turn()
    assert chat.view.row("#lobby").unread == 3
    assert [text for text, _ in dividers(chat)] == ["unseen"]
    chat.view.reading.looks = True
    chat.controller.reading.on_seen()
    chat.model.end_turn()
    assert chat.view.row("#lobby").unread == 0
    assert [text for text, _ in dividers(chat)] == ["unseen"]


def test_the_line_moves_when_something_comes_after_all_was_seen(chat: Chat) -> None:
    lobby = chat.join()
    for text in ("one", "two"):
        chat.view.reading.looks = False
        chat.model.receive(lobby, text)
        chat.model.end_turn()
        chat.view.reading.looks = True
        chat.controller.reading.on_seen()
    assert [text for text, _ in dividers(chat)] == ["two"]
    assert "refresh_messages" in chat.view.calls


def test_what_was_missed_is_new_though_one_looks(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.receive(lobby, "before")
    chat.model.end_turn()
    missed = [chat.model.message(text) for text in ("missed", "and this")]
    chat.model.add_history(lobby, 1, *missed)
    chat.model.count_unread(lobby, 2)
    chat.model.end_turn()
    assert [text for text, _ in dividers(chat)] == ["missed"]
    assert chat.view.row("#lobby").unread == 0


def test_a_conversation_that_is_not_seen_is_not_read(chat: Chat) -> None:
    unread_channel(chat)
    chat.view.reading.looks = False
    chat.select("#more")
    assert chat.view.row("#more").unread == 2
    assert len(dividers(chat)) == 1


def test_going_to_the_first_unread_message(chat: Chat) -> None:
    chat.start().controller.reading.on_first_unread()
    unread_channel(chat)
    chat.controller.reading.on_first_unread()
    assert chat.view.places.selected == ""
    chat.select("#more")
    chat.controller.reading.on_first_unread()
    first = next(row.key for row in chat.view.messages if row.divider)
    assert chat.view.places.selected == first


def test_where_nothing_is_new_one_goes_where_something_is(chat: Chat) -> None:
    chat.join()
    for name, unread, mentions in (("#art", 3, 0), ("#chess", 2, 1), ("#noise", 9, 9)):
        chat.model.count_unread(chat.model.open(NETWORK, name), unread, mentions)
    noise = ConversationKey(NETWORK, "#noise")
    chat.model.preferences.change(noise, ConversationPreferences(muted=True))
    chat.model.end_turn()
    shown = []
    for _ in range(3):
        chat.controller.reading.on_first_unread()
        chat.model.end_turn()
        shown.append(chat.view.selected_label())
    assert shown == ["#chess", "#art", "#art"]


def test_marked_unread_it_stays_so_until_one_comes_back(chat: Chat) -> None:
    lobby = chat.join()
    for text in ("one", "two", "three"):
        chat.model.receive(lobby, text)
    chat.model.end_turn()
    key = next(row.key for row in chat.view.messages if row.text == "two")
    chat.controller.reading.on_mark_unread(key)
    chat.controller.reading.on_mark_unread("gone")
    chat.model.receive(lobby, "four")
    chat.model.end_turn()
    assert chat.view.row("#lobby").unread == 3
    assert [text for text, _ in dividers(chat)] == ["two"]
    chat.model.open(NETWORK, "#more")
    chat.model.end_turn()
    chat.select("#more")
    chat.select("#lobby")
    assert chat.view.row("#lobby").unread == 0
    assert [text for text, _ in dividers(chat)] == ["two"]
