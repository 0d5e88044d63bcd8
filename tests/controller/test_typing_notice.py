"""Who is typing, in words; telling the others that we are, if we want that."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chat.model.events import MembersChanged, TypingChanged
from tests.controller.harness import NETWORK, Chat


@pytest.mark.parametrize(
    ("nicks", "words"),
    [
        ((), ""),
        (("bob",), "bob is typing…"),
        (("bob", "eve"), "bob and eve are typing…"),
        (("bob", "eve", "dan"), "Several people are typing…"),
    ],
)
def test_who_is_typing_in_words(chat: Chat, nicks: tuple[str, ...], words: str) -> None:
    lobby = chat.join()
    chat.model.typing_notice.nicks[lobby] = nicks
    chat.model.publish(TypingChanged(lobby))
    chat.model.end_turn()
    assert chat.view.typing == words


def test_it_follows_the_conversation_that_is_shown(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.open(NETWORK, "#more")
    chat.model.end_turn()
    chat.model.typing_notice.nicks[lobby] = ("bob",)
    chat.model.publish(TypingChanged(lobby))
    chat.model.end_turn()
    chat.select("#more")
    assert chat.view.typing == ""
    chat.select("#lobby")
    assert chat.view.typing == "bob is typing…"
    chat.model.typing_notice.nicks.clear()
    chat.model.publish(MembersChanged(lobby))
    chat.model.end_turn()
    assert chat.view.typing == ""


def test_muted_conversations_are_quiet(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.typing_notice.nicks[lobby] = ("bob",)
    muted = replace(chat.model.preferences.of(lobby), muted=True)
    chat.model.preferences.change(lobby, muted)
    chat.model.end_turn()
    assert chat.view.typing == ""
    chat.controller.on_typed("hello")
    assert chat.model.typing_notice.noted == []


def test_the_others_are_told_of_text_but_not_of_commands(chat: Chat) -> None:
    lobby = chat.join()
    for text in ("h", "/topic x", "//x", " "):
        chat.controller.on_typed(text)
    noted = [composing for key, composing in chat.model.typing_notice.noted if key == lobby]
    assert noted == [True, False, True, False]


def test_nobody_is_told_where_that_is_not_wanted(chat: Chat) -> None:
    chat.join()
    chat.controller.on_set("typing", "no")
    chat.controller.on_typed("hello")
    chat.controller.on_set("typing", "yes")
    chat.select("Example")
    chat.controller.on_typed("hello")
    assert chat.model.typing_notice.noted == []


def test_a_draft_that_is_shown_again_is_no_typing(chat: Chat) -> None:
    chat.join()
    chat.controller.typing_notice.listens = False
    chat.controller.on_typed("a draft")
    assert chat.model.typing_notice.noted == []


def test_nothing_happens_where_nothing_is_shown(chat: Chat) -> None:
    chat.start().controller.on_typed("hello")
    assert chat.view.typing == ""
    assert chat.model.typing_notice.noted == []
