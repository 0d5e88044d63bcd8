"""Messages of several lines: one message here and a batch on the wire, both ways."""

from __future__ import annotations

import pytest

from chat.model.entities import DeliveryState, MessageKind
from chat.model.session import multiline, sending
from chat.model.session.batches import MAX_LINES
from chat.protocol.multiline import Limits
from tests.model.session_rig import ALL_CAPS, Rig

LIMITS = "draft/multiline=max-bytes=400,max-lines=4"


def enter(caps: str = f"{ALL_CAPS} {LIMITS}") -> Rig:
    rig = Rig().start()
    names = " ".join(word.partition("=")[0] for word in caps.split())
    rig.feed(f":s.example CAP * LS :{caps}", f":s.example CAP * ACK :{names}")
    rig.feed(":s.example 001 alice :Welcome")
    rig.join()
    return rig


def say(rig: Rig, text: str, kind: MessageKind = MessageKind.MESSAGE) -> list[str]:
    sending.send_text(rig.session, rig.conversation("#lobby"), text, kind)
    return [line.partition(" ")[2] if line.startswith("@") else line for line in rig.sent()]


def test_several_lines_are_one_message_until_the_echo_settles_it() -> None:
    rig = enter()
    sending.send_text(
        rig.session, rig.conversation("#lobby"), "one\r\n\ntwo \x1dtwo\n", reply_to="m"
    )
    opening, *lines, end = rig.sent()
    tags = "label=m1;+chat-app/id=here-3;+draft/reply=m"
    assert opening == f"@{tags} BATCH +l1 draft/multiline #lobby"
    assert lines == [
        "@batch=l1 PRIVMSG #lobby :one",
        "@batch=l1 PRIVMSG #lobby :",
        "@batch=l1 PRIVMSG #lobby :two \x1dtwo",
    ]
    assert end == "BATCH -l1"
    assert rig.states("#lobby") == [DeliveryState.PENDING]
    rig.feed(
        "@label=m1;msgid=x9 :alice!a@h BATCH +7 draft/multiline #lobby",
        "@batch=7 :alice!a@h PRIVMSG #lobby :one",
        "@batch=7 :alice!a@h PRIVMSG #lobby :",
        "@batch=7 :alice!a@h PRIVMSG #lobby :two \x1dtwo",
    )
    assert rig.states("#lobby") == [DeliveryState.PENDING]
    rig.feed(":alice!a@h BATCH -7")
    message = rig.last("#lobby")
    assert (message.text, message.msgid) == ("one\n\ntwo two", "x9")
    assert rig.states("#lobby") == [DeliveryState.SENT]


def test_a_line_too_long_goes_on_in_the_next() -> None:
    rig = enter(f"{ALL_CAPS} draft/multiline=max-bytes=4096")
    text = " ".join(f"word{number}" for number in range(150))
    sending.send_text(rig.session, rig.conversation("#lobby"), text)
    _opening, first, *more, _end = rig.sent()
    assert more
    assert first.startswith("@batch=l1 PRIVMSG")
    assert all(line.startswith("@batch=l1;draft/multiline-concat ") for line in more)
    said = "".join(line.partition(" :")[2] for line in (first, *more))
    assert said == text
    assert len(rig.states("#lobby")) == 1


@pytest.mark.parametrize(
    "text",
    ["1\n2\n3\n4\n5", "\n".join(["x" * 250] * 2)],
    ids=["too many lines", "too many bytes"],
)
def test_what_the_server_takes_not_as_one_is_sent_line_by_line(text: str) -> None:
    rig = enter()
    lines = say(rig, text)
    assert lines == [f"PRIVMSG #lobby :{line}" for line in text.split("\n")]


def test_actions_and_single_lines_are_no_batch() -> None:
    rig = enter()
    assert say(rig, "one") == ["PRIVMSG #lobby :one"]
    assert len(say(rig, "a\nb", MessageKind.ACTION)) == 2
    assert say(rig, "\n \n") == []


def test_one_that_waited_falls_apart_where_it_cannot_be_one() -> None:
    rig = enter()
    lobby = rig.conversation("#lobby")
    sending.send_text(rig.session, lobby, "one\ntwo\nthree")
    rig.feed("@label=m1 FAIL BATCH MULTILINE_INVALID :no")
    [failed] = [one for one in lobby.messages if one.own]
    assert failed.state is DeliveryState.FAILED
    rig.sent()
    rig.session.capabilities.withdraw(["draft/multiline"])
    sending.retry(rig.session, lobby, failed.id)
    said = [line.partition("PRIVMSG")[2] for line in rig.sent()]
    assert said == [" #lobby :one", " #lobby :two", " #lobby :three"]
    assert [one.text for one in lobby.messages if one.own] == ["one", "two", "three"]


def test_a_refusal_without_a_label_fails_the_message() -> None:
    rig = enter("message-tags batch echo-message " + LIMITS)
    sending.send_text(rig.session, rig.conversation("#lobby"), "one\ntwo")
    rig.feed("FAIL BATCH MULTILINE_INVALID_TARGET #lobby #other :Lines go where the batch goes")
    assert rig.states("#lobby") == [DeliveryState.FAILED]


def test_of_others_it_is_one_message_with_the_tags_of_its_opening() -> None:
    rig = enter()
    rig.feed(
        "@msgid=x1;+draft/reply=q;time=2024-05-01T10:00:00.000Z"
        " :bob!b@h BATCH +1 draft/multiline #lobby",
        "@batch=1 :bob!b@h PRIVMSG #lobby :hello",
        "@batch=1;draft/multiline-concat :bob!b@h PRIVMSG #lobby : world",
        "@batch=1 :bob!b@h PRIVMSG #lobby :alice, look",
        "@batch=1 :bob!b@h PRIVMSG #elsewhere :not this",
        "@batch=1 :bob!b@h PRIVMSG #lobby",
        "@batch=1 :bob!b@h JOIN #lobby",
        "BATCH -1",
    )
    message = rig.last("#lobby")
    assert (message.text, message.sender) == ("hello world\nalice, look", "bob")
    assert (message.msgid, message.reply_to, message.mention) == ("x1", "q", True)
    assert message.time.hour == 10
    assert [
        line.partition(":")[2] for line in rig.session.lines.text(message.id).splitlines()[1:]
    ] == [
        "bob!b@h PRIVMSG #lobby :hello",
        "bob!b@h PRIVMSG #lobby : world",
        "bob!b@h PRIVMSG #lobby :alice, look",
    ]


def test_what_makes_no_sense_ends_nothing() -> None:
    rig = enter()
    before = rig.texts("#lobby")
    rig.feed(
        ":bob!b@h BATCH +1 draft/multiline #lobby",
        "@batch=1 :bob!b@h PRIVMSG #lobby :",
        ":bob!b@h BATCH -1",
        ":bob!b@h BATCH +2 draft/multiline",
        "@batch=2 :bob!b@h PRIVMSG #lobby :x",
        ":bob!b@h BATCH -2",
        "BATCH -3",
    )
    assert rig.texts("#lobby") == before
    rig.feed(":bob!b@h BATCH +4 draft/multiline #lobby")
    for number in range(MAX_LINES + 10):
        rig.feed(f"@batch=4 :bob!b@h PRIVMSG #lobby :{number}")
    rig.feed("BATCH -4")
    assert rig.last("#lobby").text.count("\n") == MAX_LINES - 1


def test_what_the_server_offers() -> None:
    assert multiline.limits(enter().session) == Limits(400, 4)
    assert multiline.limits(enter(ALL_CAPS).session) is None
    assert multiline.limits(enter(f"{ALL_CAPS} draft/multiline").session) is None


def test_a_message_that_says_only_its_first_line_is_another() -> None:
    rig = enter(f"message-tags batch echo-message {LIMITS}")
    lobby = rig.conversation("#lobby")
    sending.send_text(rig.session, lobby, "ok\nand more")
    rig.feed(":alice!a@h PRIVMSG #lobby :ok")  # from another window of ours
    assert rig.states("#lobby") == [DeliveryState.PENDING, DeliveryState.SENT]
