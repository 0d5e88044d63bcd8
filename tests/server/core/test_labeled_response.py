"""Labels (IRCv3 labeled-response, batch)."""

from __future__ import annotations

import pytest

from chat.protocol.message import Message
from server.core.capabilities import NAMES
from server.core.dispatch import COMMANDS
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.operators import has_operators
from tests.server.core.said import commands, lines

CAPS = "labeled-response batch message-tags echo-message"


@pytest.fixture
def labeled(network: CoreNetwork) -> CoreClient:
    return network.register("labeled", caps=CAPS)


def unbatched(messages: list[Message], label: str) -> list[Message]:
    """What stands between the start and end of the one batch, which carries the label."""
    start, *inner, end = messages
    assert start.tags["label"] == label
    assert start.params[1] == "labeled-response"
    reference = start.params[0].removeprefix("+")
    assert end.params == (f"-{reference}",)
    for message in inner:
        assert message.tags["batch"] == reference
        assert "label" not in message.tags
    return inner


def test_one_answer_carries_the_label(labeled: CoreClient):
    (pong,) = labeled.ask("@label=abc PING token")
    assert (pong.command, pong.tags["label"]) == ("PONG", "abc")


def test_no_answer_is_an_ack(labeled: CoreClient):
    (ack,) = labeled.ask("@label=abc PONG token")
    assert (ack.command, ack.params, ack.tags["label"]) == ("ACK", (), "abc")
    assert ack.source == "chat.local"


def test_several_answers_are_a_batch(labeled: CoreClient):
    inner = unbatched(labeled.ask("@label=abc WHOIS labeled"), "abc")
    assert commands(inner) == ["311", "312", "338", "317", "318"]


def test_an_error_carries_the_label(labeled: CoreClient):
    said = labeled.ask("@label=1 PRIVMSG nobody :x", "@label=2 DANCE", "@label=3 TOPIC")
    assert [(each.command, each.tags["label"]) for each in said] == [
        ("401", "1"),
        ("421", "2"),
        ("461", "3"),
    ]


def test_ones_own_join_is_in_the_batch(labeled: CoreClient):
    inner = unbatched(labeled.ask("@label=abc JOIN #a"), "abc")
    assert commands(inner) == ["JOIN", "353", "366"]


def test_what_is_told_to_all_carries_the_label_for_the_one_who_did_it(
    labeled: CoreClient, bob: CoreClient
):
    labeled.join("#a")
    bob.join("#a")
    labeled.read()
    for line in ("TOPIC #a :t", "MODE #a +m", "KICK #a bob", "NICK other", "PART #a"):
        (message,) = labeled.ask(f"@label=x {line}")
        assert message.tags["label"] == "x", line
    assert all("label" not in message.tags for message in bob.read())


def test_only_the_echo_carries_the_label(network: CoreNetwork, labeled: CoreClient):
    other = network.register("other", caps=CAPS).join("#a")
    labeled.join("#a")
    other.read()
    (echo,) = labeled.ask("@label=x PRIVMSG #a :hi")
    assert echo.tags["label"] == "x"
    assert "label" not in other.read()[0].tags


def test_several_echoes_are_a_batch(labeled: CoreClient, alice: CoreClient, bob: CoreClient):
    inner = unbatched(labeled.ask("@label=x PRIVMSG alice,bob :hi"), "x")
    assert [message.params[0] for message in inner] == ["alice", "bob"]


def test_a_message_to_oneself_is_labeled_in_its_echo_only(labeled: CoreClient):
    said = labeled.ask("@label=x PRIVMSG labeled :note")
    assert lines(said) == [("PRIVMSG", "labeled", "note")] * 2
    assert sorted("label" in message.tags for message in said) == [False, True]


def test_a_message_without_echo_is_acknowledged(network: CoreNetwork, bob: CoreClient):
    client = network.register("client", caps="labeled-response batch")
    assert commands(client.ask("@label=x PRIVMSG bob :hi")) == ["ACK"]


def test_a_notice_that_fails_is_acknowledged(labeled: CoreClient):
    assert commands(labeled.ask("@label=x NOTICE nobody :hi")) == ["ACK"]


def test_quit_carries_the_label(labeled: CoreClient):
    (error,) = labeled.ask("@label=x QUIT")
    assert (error.command, error.tags["label"]) == ("ERROR", "x")


@pytest.mark.parametrize("caps", ["labeled-response", "batch message-tags"])
def test_labels_need_both_capabilities(network: CoreNetwork, caps: str):
    client = network.register("client", caps=caps)
    (pong,) = client.ask("@label=x PING token")
    assert "label" not in pong.tags


@pytest.mark.parametrize("label", ["", "x" * 65, "é" * 33])
def test_a_label_that_is_none_is_ignored(labeled: CoreClient, label: str):
    (pong,) = labeled.ask(f"@label={label} PING token")
    assert "label" not in pong.tags


def test_labels_work_before_registration(network: CoreNetwork):
    client = network.connect()
    client.ask("CAP REQ :labeled-response batch")
    (error,) = client.ask("@label=x NICK")
    assert (error.command, error.tags["label"]) == ("431", "x")


def test_setname_without_its_capability_is_acknowledged(labeled: CoreClient):
    assert commands(labeled.ask("@label=x SETNAME :New Name")) == ["ACK"]


def test_an_answer_is_written_for_the_capabilities_before_it_changed_them(labeled: CoreClient):
    said = labeled.ask("@label=x CAP REQ server-time", "PING token")
    assert ["time" in message.tags for message in said] == [False, True]


def test_invalid_utf8_is_refused_under_the_label(labeled: CoreClient):
    (fail,) = labeled.ask(b"@label=x PRIVMSG #a :caf\xe9")
    assert (fail.command, fail.params[0], fail.tags["label"]) == ("FAIL", "PRIVMSG", "x")


# Every command there is, with more and less that it can be given.

EVERYTHING = " ".join(name for name in NAMES if name != "draft/metadata-2")
GIVEN = (
    "",
    "#a",
    "#a bob",
    "bob :hello there",
    "#a,bob,nobody :x",
    "* LIST",
    "#a SET url :x",
    "* SUB url",
    "+ bob,nobody",
    "LATEST #a * 5",
    "TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2040-01-01T00:00:00.000Z 5",
    "#a +b",
    "text=x",
    "+1 draft/multiline #a",
    "-9",
    "LS 302",
    "GET",
    "u",
    "#a 1f",
)


def labelled_once(said: list[Message], label: str) -> bool:
    """Whether one message has the label, and all batches end that begin, each in its own place."""
    places: dict[str, str | None] = {}
    for message in said:
        place = message.tags.get("batch")
        assert place is None or place in places
        if message.command == "BATCH":
            sign, reference = message.params[0][0], message.params[0][1:]
            if sign == "+":
                places[reference] = place
            else:
                assert places.pop(reference) == place
    assert not places
    return [message.tags.get("label") for message in said].count(label) == 1


@pytest.mark.parametrize("verb", [*COMMANDS, "NONSENSE"])
def test_whatever_answers_a_command_has_the_label_once(network: CoreNetwork, verb: str):
    has_operators(network)
    network.add_account("zoe")
    network.register("bob").join("#a")
    for number, params in enumerate(GIVEN):
        client = network.member("zoe", "#a", caps=EVERYTHING)
        if number % 2:
            client.ask("OPER root sesame")
        said = client.ask(f"@label=x {verb} {params}")
        if client.session.batch is not None:  # the answer comes with its end
            said += client.ask("BATCH -1")
        assert labelled_once(said, "x"), (params, said)
        client.drop()
