"""Up and Down in the entry, and what is told while one types."""

from __future__ import annotations

import pytest

from chat.controller.recall import MOST_KEPT
from chat.controller.typing_hints import MOST_HINTS, hints
from chat.view.ports import Hint
from tests.controller.harness import NETWORK, Chat


def recall(chat: Chat, *steps: int) -> list[str]:
    shown = []
    for step in steps:
        chat.controller.on_recall(step)
        shown.append(chat.view.entry)
    return shown


def test_what_was_sent_comes_back_and_the_draft_after_it(chat: Chat) -> None:
    chat.join()
    for text in ("one", "/topic", "/topic", "two"):
        chat.send(text)
    chat.view.entry = "half a sen"
    assert recall(chat, -1, -1, -1, -1) == ["two", "/topic", "one", "one"]
    assert recall(chat, 1, 1, 1, 1) == ["/topic", "two", "half a sen", "half a sen"]


def test_sending_what_was_recalled_leaves_the_draft(chat: Chat) -> None:
    chat.join()
    chat.send("one")
    chat.view.entry = "half a sen"
    recall(chat, -1)
    chat.controller.on_send(chat.view.entry)
    assert chat.view.entry == "half a sen"
    assert recall(chat, -1, 1) == ["one", "half a sen"]


def test_a_recalled_command_that_shows_another_conversation_leaves_the_draft(chat: Chat) -> None:
    lobby = chat.join()
    chat.send("/query bob")
    chat.select("#lobby")
    chat.view.entry = "half a sen"
    recall(chat, -1)
    chat.controller.on_send(chat.view.entry)
    assert (chat.view.selected_label(), chat.view.entry) == ("bob", "")
    assert chat.model.drafts.of(lobby) == "half a sen"
    chat.select("#lobby")
    assert chat.view.entry == "half a sen"


def test_each_conversation_has_its_own_and_keeps_its_draft(chat: Chat) -> None:
    chat.join()
    chat.model.open(NETWORK, "#more")
    chat.model.end_turn()
    chat.send("in the lobby")
    chat.view.entry = "half a sen"
    recall(chat, -1)
    chat.select("#more")
    chat.view.entry = "new"
    assert recall(chat, -1) == ["new"]
    chat.select("#lobby")
    assert chat.view.entry == "half a sen"
    assert recall(chat, -1) == ["in the lobby"]


def test_it_follows_a_person_and_goes_with_the_conversation(chat: Chat) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    chat.controller.conversations.show(bob)
    chat.send("hi")
    robert = chat.model.rename(bob, "robert")
    assert recall(chat, -1) == ["hi"]
    chat.model.close_quietly(robert)
    chat.model.end_turn()
    chat.controller.conversations.show(chat.model.open(NETWORK, "robert"))
    chat.view.entry = ""
    assert recall(chat, -1) == [""]


def test_only_so_much_is_kept(chat: Chat) -> None:
    chat.join()
    for number in range(MOST_KEPT + 5):
        chat.send(f"text {number}")
    assert recall(chat, *[-1] * (MOST_KEPT + 5))[-1] == "text 5"


def test_several_lines_are_asked_about_first(chat: Chat) -> None:
    lobby = chat.join()
    chat.view.answer = False
    chat.send("one\n\ntwo")
    assert chat.view.questions == ["Send this as 2 messages to #lobby?"]
    assert chat.view.harmful_deeds == []
    assert chat.view.entry == "one\n\ntwo"
    assert chat.model.called("send_message") == []
    chat.view.answer = True
    chat.send("one\n\ntwo")
    assert chat.model.called("send_message") == [(lobby, "one"), (lobby, "two")]
    assert chat.view.entry == ""


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("short", ("", False)),
        ("x" * 330, ("70 bytes left", False)),
        ("ü" * 200, ("0 bytes left", False)),
        ("x" * 401, ("1 bytes over one message: it will be sent in parts", True)),
        ("one\ntwo", ("2 lines, 6 bytes", True)),
        ("/join " + "x" * 400, ("", False)),
        ("", ("", False)),
    ],
)
def test_the_room_is_told_when_it_gets_short(chat: Chat, text: str, room: tuple[str, bool]) -> None:
    chat.join()
    chat.controller.on_typed(text)
    assert chat.view.room == room


def test_commands_are_explained_while_they_are_typed(chat: Chat) -> None:
    chat.join()
    chat.controller.on_typed("/jo")
    assert chat.view.hints == [Hint("/join ", "/join #channel [key]", "Join a channel.")]
    chat.controller.on_typed("hello")
    assert chat.view.hints == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("/me", ["/me "]),
        ("/me waves", ["/me "]),
        ("/ms", ["/msg "]),
        ("/raw PING", ["/quote "]),
        ("/M x", []),
        ("//me", []),
        ("/me\n", []),
        ("me", []),
    ],
)
def test_which_commands_fit(text: str, names: list[str]) -> None:
    assert [hint.text for hint in hints(text)] == names
    everything = hints("/")
    assert len(everything) == MOST_HINTS
    assert everything[-1].text == "/help "


def test_what_is_typed_where_nobody_reads_has_no_length(chat: Chat) -> None:
    chat.start()
    chat.controller.on_typed("x" * 1000)
    assert chat.view.room == ("", False)
