"""Messages of several lines (IRCv3 multiline, client-batch)."""

from __future__ import annotations

import pytest

from chat.protocol.line_buffer import OverlongLine
from chat.protocol.multiline import combine, separate
from server.config import Limits, ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, heads, lines

CAPS = "batch draft/multiline message-tags"
CONCAT = "draft/multiline-concat"


@pytest.fixture
def network() -> CoreNetwork:
    return CoreNetwork(ServerConfig(limits=Limits(multiline_bytes=60, multiline_lines=4)))


@pytest.fixture
def ann(network: CoreNetwork) -> CoreClient:
    """Who sends."""
    return network.register("ann", caps=CAPS + " server-time").join("#a")


@pytest.fixture
def ben(network: CoreNetwork, ann: CoreClient) -> CoreClient:
    """A reader who knows multiline."""
    return network.register("ben", caps=CAPS).join("#a")


@pytest.fixture
def old(network: CoreNetwork, ann: CoreClient) -> CoreClient:
    """A reader who does not."""
    return network.register("old", caps="message-tags").join("#a")


def say(client: CoreClient, *texts: str, verb: str = "PRIVMSG", target: str = "#a") -> None:
    client.send(f"BATCH +1 draft/multiline {target}")
    for text in texts:
        client.send(f"@batch=1 {verb} {target} :{text}")


def test_the_limits_are_told(network: CoreNetwork):
    words = [w for m in network.connect().ask("CAP LS 302") for w in m.params[-1].split()]
    assert "draft/multiline=max-bytes=60,max-lines=4" in words


@pytest.mark.parametrize("verb", ["PRIVMSG", "NOTICE"])
def test_who_knows_it_gets_a_batch(ann: CoreClient, ben: CoreClient, verb: str):
    ann.read(), ben.read()
    ann.send("@+draft/reply=7 BATCH +1 draft/multiline #a", f"@batch=1 {verb} #a hello")
    ann.send(f"@batch=1 {verb.lower()} #A :", f"@batch=1 {verb} #a :how is ")
    ann.send(f"@batch=1;{CONCAT} {verb} #a :everyone?")
    assert ben.read() == []  # nothing before the end
    assert ann.ask("BATCH -1") == []
    opening, first, blank, third, joined, closing = ben.read()
    reference = opening.params[0][1:]
    assert opening.source == ann.user.source
    assert opening.params == (f"+{reference}", "draft/multiline", "#a")
    assert opening.tags["+draft/reply"] == "7"
    assert opening.tags["msgid"]
    for message in (first, blank, third):
        assert message.source == ann.user.source
        assert message.tags == {"batch": reference}
    assert joined.tags == {"batch": reference, CONCAT: ""}
    assert lines([first, blank, third, joined]) == [
        (verb, "#a", "hello"),
        (verb, "#a", ""),
        (verb, "#a", "how is "),
        (verb, "#a", "everyone?"),
    ]
    assert closing.params == (f"-{reference}",)
    assert closing.tags == {}


def test_others_get_the_lines_that_are_not_blank(ann: CoreClient, old: CoreClient):
    ann.user.modes.add("B")
    say(ann, "", "one", "", "two")
    ann.send("BATCH -1")
    first, second = old.read()
    assert lines([first, second]) == [("PRIVMSG", "#a", "one"), ("PRIVMSG", "#a", "two")]
    assert "msgid" in first.tags
    assert second.tags == {"bot": ""}


def test_multiline_without_batch_is_not_enough(network: CoreNetwork, ann: CoreClient):
    half = network.register("half", caps="draft/multiline").join("#a")
    say(ann, "one", "two")
    ann.send("BATCH -1")
    assert commands(half.read()) == ["PRIVMSG", "PRIVMSG"]


def test_the_echo_is_a_batch_under_its_label(network: CoreNetwork, ann: CoreClient):
    ann.send("CAP REQ :echo-message labeled-response")
    ann.read()
    assert ann.ask("@label=x BATCH +1 draft/multiline #a") == []
    assert ann.ask("@batch=1 PRIVMSG #a one", "@batch=1 PRIVMSG #a two") == []
    opening, one, two, closing = ann.ask("BATCH -1")
    assert opening.tags["label"] == "x"
    assert "time" in opening.tags
    assert set(one.tags) == set(two.tags) == {"batch"}
    assert closing.tags == {}


def test_without_an_echo_the_label_is_acknowledged_at_the_end(ann: CoreClient):
    ann.send("CAP REQ :labeled-response")
    ann.read()
    assert ann.ask("@label=x BATCH +1 draft/multiline #a", "@batch=1 PRIVMSG #a one") == []
    (ack,) = ann.ask("BATCH -1")
    assert (ack.command, ack.tags["label"]) == ("ACK", "x")


def test_an_echo_with_more_to_say_is_nested(network: CoreNetwork, ann: CoreClient):
    network.register("away").send("AWAY :gone")
    ann.send("CAP REQ :echo-message labeled-response")
    ann.read()
    ann.send("@label=x BATCH +1 draft/multiline away", "@batch=1 PRIVMSG away one")
    outer, inner, line, inner_end, reply, outer_end = ann.ask("BATCH -1")
    assert outer.params[1] == "labeled-response"
    reference = outer.params[0][1:]
    assert inner.tags["batch"] == inner_end.tags["batch"] == reply.tags["batch"] == reference
    assert line.tags == {"batch": inner.params[0][1:]}
    assert outer_end.params == (f"-{reference}",)


def test_a_private_message_reaches_all_of_its_readers_clients(
    network: CoreNetwork, ann: CoreClient, ben: CoreClient
):
    plain = network.connect().attach_to(ben)
    ben.read()
    say(ann, "one", "two", target="ben")
    ann.send("BATCH -1")
    assert commands(ben.read()) == ["BATCH", "PRIVMSG", "PRIVMSG", "BATCH"]
    assert commands(plain.read()) == ["PRIVMSG", "PRIVMSG"]


def test_what_cannot_be_said_is_answered_at_the_end(ann: CoreClient):
    say(ann, "one", target="nobody")
    assert head(ann.ask("BATCH -1")) == ("401", "ann", "nobody")
    say(ann, "one", verb="NOTICE", target="nobody")
    assert ann.ask("BATCH -1") == []


@pytest.mark.parametrize(
    ("sent", "failure"),
    [
        (["@batch=1 PRIVMSG #b x"], ("MULTILINE_INVALID_TARGET", "#a", "#b")),
        (["@batch=1 PRIVMSG #a " + "x" * 61], ("MULTILINE_MAX_BYTES", "60")),
        (["@batch=1 PRIVMSG #a x"] * 5, ("MULTILINE_MAX_LINES", "4")),
        ([], ("MULTILINE_INVALID",)),
        (["@batch=1 PRIVMSG #a :"] * 2, ("MULTILINE_INVALID",)),
        (["@batch=1 PRIVMSG #a x", f"@batch=1;{CONCAT} PRIVMSG #a :"], ("MULTILINE_INVALID",)),
        (["@batch=1 PRIVMSG #a x", "@batch=1 NOTICE #a x"], ("MULTILINE_INVALID",)),
        (["@batch=1 TAGMSG #a"], ("MULTILINE_INVALID",)),
        (["@batch=1 PRIVMSG #a"], ("MULTILINE_INVALID",)),
        (["@batch=1;+typing PRIVMSG #a x"], ("MULTILINE_INVALID",)),
        (["@batch=2 PRIVMSG #a x"], ("MULTILINE_INVALID",)),
        (["PRIVMSG #a x"], ("MULTILINE_INVALID",)),
        (["JOIN #c"], ("MULTILINE_INVALID",)),
        (["BATCH +2 draft/multiline #a"], ("MULTILINE_INVALID",)),
        (["@batch=1 BATCH +2 draft/multiline #a"], ("MULTILINE_INVALID",)),
    ],
)
def test_what_is_wrong_with_a_batch_is_told_once_and_nothing_is_said(
    ann: CoreClient, ben: CoreClient, sent: list[str], failure: tuple[str, ...]
):
    ben.read()
    ann.send("CAP REQ labeled-response", "@label=x BATCH +1 draft/multiline #a", *sent)
    ann.send("@batch=1 PRIVMSG #a :" if sent else "PING x", "BATCH -1")
    (told,) = [message for message in ann.read() if message.command == "FAIL"]
    assert told.params[:-1] == ("BATCH", *failure)
    assert told.tags["label"] == "x"
    assert [m for m in ben.read() if m.command in ("PRIVMSG", "NOTICE", "BATCH")] == []
    say(ann, "again")
    ann.send("BATCH -1")
    assert commands(ben.read()) == ["BATCH", "PRIVMSG", "BATCH"]


def test_max_bytes_counts_line_feeds_but_not_those_of_joined_lines(
    ann: CoreClient, ben: CoreClient
):
    ann.send("BATCH +1 draft/multiline #a", "@batch=1 PRIVMSG #a " + "é" * 15)
    ann.send(f"@batch=1;{CONCAT} PRIVMSG #a " + "x" * 30, "BATCH -1")
    assert heads(ann.read())[-1][0] != "FAIL"
    ann.send("BATCH +1 draft/multiline #a", "@batch=1 PRIVMSG #a " + "é" * 15)
    assert head(ann.ask("@batch=1 PRIVMSG #a " + "x" * 30)) == (
        *("FAIL", "BATCH", "MULTILINE_MAX_BYTES", "60"),
    )


@pytest.mark.parametrize(
    ("line", "failure"),
    [
        ("BATCH +1 draft/multiline", ("MULTILINE_INVALID",)),
        ("BATCH +1 other #a", ("UNKNOWN_TYPE", "1", "other")),
        ("BATCH + draft/multiline #a", ("INVALID_REFTAG", "*")),
        ("BATCH +a_b draft/multiline #a", ("INVALID_REFTAG", "a_b")),
        ("BATCH +é draft/multiline #a", ("INVALID_REFTAG", "é")),
        ("BATCH 1 draft/multiline #a", ("INVALID_REFTAG", "*")),
        ("BATCH -1", ("INVALID_REFTAG", "1")),
        ("@batch=1 PRIVMSG #a x", ("MULTILINE_INVALID",)),
    ],
)
def test_what_opens_or_closes_no_batch(ann: CoreClient, line: str, failure: tuple[str, ...]):
    assert head(ann.ask(line)) == ("FAIL", "BATCH", *failure)


def test_a_batch_without_a_type_is_461(ann: CoreClient):
    assert head(ann.ask("BATCH +1")) == ("461", "ann", "BATCH")


def test_the_lines_under_a_bad_reference_are_ignored(ann: CoreClient, ben: CoreClient):
    ben.read()
    said = ann.ask("BATCH +a_b draft/multiline #a", "@batch=a_b PRIVMSG #a x", "BATCH -a_b")
    assert heads(said) == [("FAIL", "BATCH", "INVALID_REFTAG", "a_b")]
    assert ben.read() == []
    assert commands(ann.ask("PRIVMSG #a again")) == []
    assert commands(ben.read()) == ["PRIVMSG"]


def test_it_takes_the_capability(network: CoreNetwork, ben: CoreClient):
    client = network.register("dave", caps="batch message-tags").join("#a")
    ben.read()
    assert head(client.ask("BATCH +1 draft/multiline #a")) == (
        *("FAIL", "BATCH", "UNKNOWN_TYPE", "1", "draft/multiline"),
    )
    client.send("@batch=1 PRIVMSG #a :an unknown tag, no more")
    assert commands(ben.read()) == ["PRIVMSG"]


def test_signs_of_life_may_be_sent_meanwhile(ann: CoreClient, ben: CoreClient):
    ben.read()
    say(ann, "one")
    assert commands(ann.ask("PING x")) == ["PONG"]
    ann.send("BATCH -1")
    assert commands(ben.read()) == ["BATCH", "PRIVMSG", "BATCH"]


def test_a_batch_left_open_times_out(network: CoreNetwork, ann: CoreClient, ben: CoreClient):
    ben.read()
    say(ann, "one")
    ann.read()
    network.clock.advance(29)
    network.core.sweep()
    assert ann.read() == []
    network.clock.advance(1)
    network.core.sweep()
    assert head(ann.read()) == ("FAIL", "BATCH", "TIMEOUT", "1")
    assert ann.ask("@batch=1 PRIVMSG #a two", "BATCH -1") == []
    assert ben.read() == []


def test_a_line_that_cannot_be_read_ends_the_batch(
    network: CoreNetwork, ann: CoreClient, ben: CoreClient
):
    ben.read()
    say(ann, "one")
    assert commands(ann.ask(b"@batch=1 PRIVMSG #a :\xff", "BATCH -1")) == ["FAIL"]
    say(ann, "one")
    network.core.receive(ann.session, OverlongLine(9000, False))
    assert commands(ann.ask("BATCH -1")) == []
    assert ben.read() == []


def test_statusmsg_and_mode_c_hold_for_batches(ann: CoreClient, ben: CoreClient):
    ann.send("MODE #a +C", "MODE #a +v ben")
    ben.read(), ann.read()
    say(ann, "one", "\x01VERSION\x01")
    assert head(ann.ask("BATCH -1")) == ("404", "ann", "#a")
    say(ann, "one", target="+#a")
    ann.send("BATCH -1")
    assert ben.read()[0].params[2] == "+#a"


@pytest.mark.parametrize(
    ("text", "room"),
    [("one\n\ntwo three", 8), ("x" * 30 + "\n" + "é " * 20, 9), ("", 8), ("  a  b  ", 5)],
)
def test_a_combined_message_comes_apart_and_together_again(text: str, room: int):
    parts = separate(text, room)
    assert combine(parts) == text
    assert all(len(line.encode()) <= room for line, _ in parts)


def test_history_brings_the_lines_as_they_were_said(ann: CoreClient, ben: CoreClient):
    ann.read(), ben.read()
    said = [("how is ", False), ("everyone?", True), ("", False), ("fine", False)]
    ann.send("BATCH +1 draft/multiline #a")
    for text, concat in said:
        ann.send(f"@batch=1{f';{CONCAT}' if concat else ''} PRIVMSG #a :{text}")
    ann.send("BATCH -1")
    again = [each for each in ben.ask("CHATHISTORY LATEST #a * 1") if each.command == "PRIVMSG"]
    assert [(each.params[-1], CONCAT in each.tags) for each in again] == said


@pytest.mark.parametrize(
    ("params", "failure"),
    [
        ("draft/multiline", ("MULTILINE_INVALID",)),
        ("other #a", ("UNKNOWN_TYPE", "1", "other")),
        ("other", ("UNKNOWN_TYPE", "1", "other")),
    ],
)
def test_a_batch_that_cannot_be_opened_is_told_once(
    ann: CoreClient, ben: CoreClient, params: str, failure: tuple[str, ...]
):
    ann.read(), ben.read()
    said = ann.ask(
        f"BATCH +1 {params}", "@batch=1 PRIVMSG #a :x", "@batch=1 BATCH +2 x", "BATCH -1"
    )
    assert head(said) == ("FAIL", "BATCH", *failure)
    assert ben.read() == []
    say(ann, "again")
    ann.send("BATCH -1")
    assert commands(ben.read()) == ["BATCH", "PRIVMSG", "BATCH"]
