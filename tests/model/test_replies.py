"""Replies: which message they answer, sent and received."""

from __future__ import annotations

import pytest

from chat.model.entities import DeliveryState
from chat.model.session import replies, sending
from tests.model.session_rig import ALL_CAPS, Rig


@pytest.fixture
def rig() -> Rig:
    rig = Rig().register(ALL_CAPS)
    rig.join()
    rig.feed("@msgid=m1 :bob!b@h PRIVMSG #lobby :tea?")
    return rig


@pytest.mark.parametrize("tag", ["+draft/reply", "+reply"])
def test_one_knows_what_it_answers(rig: Rig, tag: str) -> None:
    rig.feed(f"@msgid=m2;{tag}=m1;account=carl :carol!c@h PRIVMSG #lobby :yes")
    message = rig.last("#lobby")
    assert (message.reply_to, message.account, message.mention) == ("m1", "carl", False)


def test_an_answer_to_us_mentions_us(rig: Rig) -> None:
    rig.feed("@msgid=m2 :alice!a@h PRIVMSG #lobby :coffee!")
    rig.feed("@+draft/reply=m2 :bob!b@h PRIVMSG #lobby :no")
    assert rig.last("#lobby").mention
    assert rig.conversation("#lobby").mentions == 1


def test_what_we_answer_is_told_and_resent(rig: Rig) -> None:
    lobby = rig.conversation("#lobby")
    sending.send_text(rig.session, lobby, "yes\nplease", reply_to="m1")
    first, second = rig.sent()
    assert "+draft/reply=m1" in first
    assert "+draft/reply" not in second
    assert [one.reply_to for one in lobby.messages if one.own] == ["m1", ""]
    rig.feed("@label=m1 :s.example FAIL PRIVMSG NO :no")
    failed = next(one for one in lobby.messages if one.own)
    assert failed.state is DeliveryState.FAILED
    sending.retry(rig.session, lobby, failed.id)
    assert "+draft/reply=m1" in rig.sent()[0]


@pytest.mark.parametrize(
    ("caps", "tags", "why"),
    [
        (ALL_CAPS, "@msgid=m1 ", ""),
        (ALL_CAPS, "", replies.NO_ID),
        ("echo-message", "@msgid=m1 ", replies.NO_TAGS),
    ],
)
def test_why_an_answer_cannot_point_at_it(caps: str, tags: str, why: str) -> None:
    rig = Rig().register(caps)
    lobby = rig.join()
    rig.feed(f"{tags}:bob!b@h PRIVMSG #lobby :tea?")
    assert replies.obstacle(rig.session, lobby.messages[-1]) == why


def test_without_a_connection_it_waits_as_all_that_is_said(rig: Rig) -> None:
    lobby = rig.conversation("#lobby")
    rig.session.prepare(rig.request)
    assert replies.obstacle(rig.session, lobby.messages[-1]) == ""
    sending.send_text(rig.session, lobby, "later", reply_to="m1")
    assert lobby.messages[-1].state is DeliveryState.WAITING
