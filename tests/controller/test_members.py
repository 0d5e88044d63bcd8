"""What can be done with a member, and what is asked before."""

from __future__ import annotations

import pytest

from chat.model.entities import ConversationKey, Member
from chat.view.ports import MemberAction as Do
from tests.controller.harness import NETWORK, Chat


@pytest.fixture
def lobby(chat: Chat) -> ConversationKey:
    return chat.join()


def with_rank(chat: Chat, lobby: ConversationKey, prefixes: str) -> None:
    chat.model.change_members(
        lobby,
        Member("ann", prefixes),
        Member("bob", "+", user="~bo", host="home.example"),
        Member("carol", "@"),
    )
    chat.model.end_turn()


def test_without_a_rank_one_can_write_and_ask(chat: Chat, lobby: ConversationKey) -> None:
    with_rank(chat, lobby, "+")
    assert chat.controller.member_actions("bob") == (
        Do.MESSAGE,
        Do.MENTION,
        Do.WHOIS,
        Do.IGNORE,
    )
    assert chat.controller.member_actions("ann") == (Do.WHOIS,)
    assert chat.controller.member_actions("gone") == ()


def test_an_operator_gives_and_takes_ranks_and_puts_out(chat: Chat, lobby: ConversationKey) -> None:
    with_rank(chat, lobby, "@")
    assert chat.controller.member_actions("bob")[4:] == (
        Do.GIVE_OPERATOR,
        Do.TAKE_VOICE,
        Do.KICK,
        Do.BAN,
    )
    assert chat.controller.member_actions("carol")[4:6] == (Do.TAKE_OPERATOR, Do.GIVE_VOICE)
    assert chat.controller.member_actions("ann") == (Do.WHOIS, Do.TAKE_OPERATOR, Do.GIVE_VOICE)


def test_a_half_operator_only_puts_out(chat: Chat, lobby: ConversationKey) -> None:
    with_rank(chat, lobby, "%")
    assert chat.controller.member_actions("bob")[4:] == (Do.KICK, Do.BAN)


@pytest.mark.parametrize(
    ("action", "mode"),
    [
        (Do.GIVE_OPERATOR, "+o"),
        (Do.TAKE_OPERATOR, "-o"),
        (Do.GIVE_VOICE, "+v"),
        (Do.TAKE_VOICE, "-v"),
    ],
)
def test_ranks_are_changed(chat: Chat, lobby: ConversationKey, action: Do, mode: str) -> None:
    chat.controller.on_member_action("bob", action)
    assert chat.model.called("change_mode") == [(lobby, mode, "bob")]


def test_giving_up_ones_own_rank_is_asked_about(chat: Chat, lobby: ConversationKey) -> None:
    chat.view.answer = False
    chat.controller.on_member_action("ann", Do.TAKE_OPERATOR)
    assert chat.model.called("change_mode") == []
    chat.view.answer = True
    chat.controller.on_member_action("ann", Do.TAKE_OPERATOR)
    assert chat.model.called("change_mode") == [(lobby, "-o", "ann")]


def test_putting_out_asks_for_a_reason(chat: Chat, lobby: ConversationKey) -> None:
    chat.controller.on_member_action("bob", Do.KICK)
    assert chat.model.called("kick") == []
    [(question, answer)] = chat.view.lines_asked
    assert "Put bob out of #lobby" in question
    answer("too loud")
    assert chat.model.called("kick") == [(lobby, "bob", "too loud")]


def test_a_ban_lets_one_choose_whom_it_meets(chat: Chat, lobby: ConversationKey) -> None:
    with_rank(chat, lobby, "@")
    chat.controller.on_member_action("bob", Do.BAN)
    [(_, choices, answer)] = chat.view.choices_asked
    assert [mask for _, mask in choices] == ["*!*bo@home.example", "*!*@home.example", "bob!*@*"]
    answer(choices[1][1])
    assert chat.model.called("change_mode") == [(lobby, "+b", "*!*@home.example")]
    assert chat.model.called("kick") == [(lobby, "bob", "")]


def test_a_ban_by_name_where_the_host_is_not_known(chat: Chat, lobby: ConversationKey) -> None:
    with_rank(chat, lobby, "@")
    chat.controller.on_member_action("carol", Do.BAN)
    [(_, choices, _)] = chat.view.choices_asked
    assert [mask for _, mask in choices] == ["carol!*@*"]
    chat.controller.on_member_action("gone", Do.BAN)
    assert len(chat.view.choices_asked) == 1


def test_writing_mentioning_and_asking(chat: Chat, lobby: ConversationKey) -> None:
    chat.controller.on_member_action("bob", Do.MENTION)
    assert chat.view.entry == "bob: "
    chat.view.entry = "hello"
    chat.controller.on_member_action("bob", Do.MENTION)
    assert chat.view.entry == "hello bob "
    chat.controller.on_member_action("bob", Do.WHOIS)
    assert chat.model.called("whois") == [(NETWORK, "bob")]
    chat.controller.on_member_action("bob", Do.MESSAGE)
    assert chat.view.selected_label() == "bob"


def test_where_nothing_is_shown_nothing_is_done(chat: Chat) -> None:
    chat.start()
    chat.controller.on_member_action("bob", Do.KICK)
    assert chat.controller.member_actions("bob") == ()
    assert chat.view.lines_asked == []
