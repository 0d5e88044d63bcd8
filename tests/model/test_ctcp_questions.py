"""Questions to others' programs and to the server: asked, answered where they were asked."""

from __future__ import annotations

import pytest

from chat.model.entities import DeliveryState, MessageKind
from chat.model.session import ctcp_questions, sending
from chat.model.session.questions import MOST
from chat.protocol.message import MalformedMessage
from tests.model.session_rig import ALL_CAPS, Rig


@pytest.fixture
def rig() -> Rig:
    rig = Rig().register()
    rig.join("#lobby", "alice bob")
    return rig


def test_an_answer_is_told_where_it_was_asked(rig: Rig) -> None:
    lobby = rig.conversation("#lobby")
    ctcp_questions.ask(rig.session, lobby, "bob", "version")
    assert rig.sent() == ["PRIVMSG bob :\x01VERSION\x01"]
    assert rig.texts("#lobby")[-1] == "You ask bob's program for VERSION"
    rig.feed(":BOB!b@h NOTICE alice :\x01VERSION HexChat\x01")
    assert rig.texts("#lobby")[-1] == "BOB answers VERSION: HexChat"
    rig.feed(":bob!b@h NOTICE alice :\x01VERSION HexChat again\x01")
    assert rig.last().text == "bob answers VERSION: HexChat again"


def test_a_ping_measures(rig: Rig) -> None:
    lobby = rig.conversation("#lobby")
    ctcp_questions.ask(rig.session, lobby, "bob", "ping")
    [line] = rig.sent()
    rig.advance(1.25)
    rig.feed(f":bob!b@h NOTICE alice :{line.partition(':')[2]}")
    assert rig.texts("#lobby")[-1] == "bob answered after 1.2 s"
    ctcp_questions.ping_server(rig.session, lobby)
    [line] = rig.sent()
    rig.advance(0.0421)
    rig.feed(f":s.example PONG s.example {line.split()[1]}")
    assert rig.texts("#lobby")[-1] == "chat.example answered after 0.042 s"


def test_an_answer_after_the_talk_was_closed_is_told_under_the_networks_name(rig: Rig) -> None:
    bob = rig.session.open("bob")
    ctcp_questions.ask(rig.session, bob, "bob", "TIME", "now")
    rig.session.conversations.pop("bob")
    rig.feed(":bob!b@h NOTICE alice :\x01TIME noon\x01")
    assert rig.last().text == "bob answers TIME: noon"


def test_what_is_no_question_is_refused_and_few_wait(rig: Rig) -> None:
    lobby = rig.conversation("#lobby")
    with pytest.raises(MalformedMessage):
        ctcp_questions.ask(rig.session, lobby, "bob", "\x01")
    ctcp_questions.ask(rig.session, lobby, "two words", "TIME")
    for number in range(2 * MOST):
        ctcp_questions.ask(rig.session, lobby, f"n{number}", "TIME")
    assert len(rig.session.questions.waiting) == MOST


def test_without_a_connection_nothing_is_asked() -> None:
    rig = Rig()
    ctcp_questions.ask(rig.session, rig.session.home, "bob", "TIME")
    ctcp_questions.ping_server(rig.session, rig.session.home)
    assert not rig.session.questions.waiting


def test_a_notice_is_said_and_settled_by_its_echo() -> None:
    rig = Rig().register(f"{ALL_CAPS} draft/multiline")
    lobby = rig.join("#lobby")
    sending.send_text(rig.session, lobby, "tea\nis ready", MessageKind.NOTICE)
    lines = [line.rpartition(" :")[2] for line in rig.sent() if " NOTICE #lobby" in line]
    assert rig.lines("#lobby")[-2:] == [
        (MessageKind.NOTICE, "tea"),
        (MessageKind.NOTICE, "is ready"),
    ]
    assert len(rig.states("#lobby")) == 2
    assert "PRIVMSG" not in "".join(lines)
    labels = [one.label for one in rig.session.outgoing._pending]
    for label, text in zip(labels, ("tea", "is ready"), strict=True):
        rig.feed(f"@label={label} :alice!a@h NOTICE #lobby :{text}")
    assert rig.states("#lobby") == [DeliveryState.SENT, DeliveryState.SENT]
