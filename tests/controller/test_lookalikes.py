"""Names that can be taken for others are marked: among the members, and where somebody writes."""

from __future__ import annotations

from chat.model.entities import Member
from tests.controller.harness import NETWORK, Chat

COPY = "bоb"  # with a Cyrillic letter
MIXED = "раul"


def test_a_member_who_reads_like_another_is_marked(chat: Chat) -> None:
    lobby = chat.join()
    members = [Member(nick) for nick in ("ann", "bob", COPY, MIXED, "Zoë", "Борис")]
    chat.model.change_members(lobby, *members)
    chat.model.end_turn()
    beware = {row.nick: row.beware for row in chat.view.members}
    assert beware == {
        "ann": "",
        "bob": "",
        COPY: "Reads like “bob”, but is written with other letters",
        MIXED: "Mixes letters of several scripts: it may not be who it seems",
        "Zoë": "",
        "Борис": "",
    }


def test_so_is_a_message_of_theirs_and_its_details(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.receive(lobby, "hello", sender=COPY)
    chat.model.end_turn()
    assert "several scripts" in chat.view.messages[-1].beware
    chat.model.change_members(lobby, Member("ann"), Member("bob"), Member(COPY))
    chat.model.end_turn()
    message = chat.model.receive(lobby, "it is me, bob", sender=COPY)
    chat.model.receive(lobby, "no", sender="bob")
    chat.model.end_turn()
    assert [bool(row.beware) for row in chat.view.messages[-2:]] == [True, False]
    assert "Reads like “bob”" in chat.view.messages[-2].beware
    chat.controller.on_show_details(str(message.id))
    assert "Careful: Reads like “bob”" in chat.view.texts_shown[-1][1]


def test_in_a_private_talk_those_one_writes_with_are_compared(chat: Chat) -> None:
    chat.join()
    chat.model.open(NETWORK, "bob")
    talk = chat.model.open(NETWORK, COPY)
    chat.model.end_turn()
    chat.select(COPY)
    chat.model.receive(talk, "the password, please", sender=COPY)
    chat.model.end_turn()
    assert "Reads like “bob”" in chat.view.messages[-1].beware
