"""SEARCH (soju.im/search), case by case, over both stores."""

from __future__ import annotations

import pytest

from server.config import ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.fakes.memory_store import MemoryStore
from tests.server.core.said import commands, only
from tests.server.history_cases import HISTORY, batch, network, say

__all__ = ["network"]

CAPS = f"{HISTORY} soju.im/search draft/message-redaction"


@pytest.fixture
def alice(network: CoreNetwork) -> CoreClient:
    return network.register("alice", caps=CAPS).join("#room")


@pytest.fixture
def bob(network: CoreNetwork, alice: CoreClient) -> CoreClient:
    return network.register("bob", caps=CAPS).join("#room")


def found(client: CoreClient, attributes: str) -> list[str]:
    answer = client.ask(f"SEARCH {attributes}")
    return [message.params[-1] for message in batch(answer, "soju.im/search")]


def test_words_are_found_in_any_case_by_their_beginning(network, alice) -> None:
    say(network, alice, "#room", "That was fast!", "Fasting is hard", "breakfast", "slow")
    assert found(alice, "text=FAST;in=#room") == ["That was fast!", "Fasting is hard"]


def test_all_words_must_be_there(network, alice) -> None:
    say(network, alice, "#room", "red green", "green blue", "blue green")
    assert found(alice, "text=blue\\sgreen") == ["green blue", "blue green"]
    assert found(alice, ":text=blue green") == ["green blue", "blue green"]
    assert found(alice, "text=yellow") == []


def test_by_sender_and_place(network, alice, bob) -> None:
    say(network, alice, "#room", "from alice")
    say(network, bob, "#room", "from bob")
    say(network, bob, "alice", "from bob, alone")
    assert found(alice, "from=BOB;in=#ROOM") == ["from bob"]
    assert found(alice, "from=bob") == ["from bob", "from bob, alone"]
    assert found(alice, "in=bob") == ["from bob, alone"]
    assert found(alice, "in=#room") == ["from alice", "from bob"]
    assert found(alice, "from=alice;text=from;in=bob") == []


def test_a_talk_is_found_under_the_nicks_that_the_other_had(network, alice, bob) -> None:
    say(network, bob, "alice", "hello from bob")
    bob.ask("NICK robert")
    carl = network.register("carl").join("#room")
    carl.ask("NICK bob")
    say(network, carl, "alice", "hello from another bob")
    say(network, bob, "alice", "hello from robert")
    assert found(alice, "in=robert") == ["hello from bob", "hello from robert"]
    assert found(alice, "text=hello;in=robert") == ["hello from bob", "hello from robert"]
    assert found(alice, "text=another;in=robert") == []


def test_who_logs_in_finds_what_was_said_as_a_guest(network, alice, bob) -> None:
    network.add_account("ally")
    say(network, bob, "alice", "hello, guest")
    alice.log_in("ally")
    say(network, bob, "alice", "hello, ally")
    assert found(alice, "text=hello") == ["hello, guest", "hello, ally"]
    assert found(alice, "text=hello;in=bob") == ["hello, guest", "hello, ally"]
    assert found(bob, "text=hello") == ["hello, guest", "hello, ally"]


def test_by_time_both_ends_included(network, alice) -> None:
    said = say(network, alice, "#room", *"abcdef")
    first, last = (said[place].tags["time"] for place in (1, 4))
    assert found(alice, f"in=#room;after={first};before={last}") == ["b", "c", "d", "e"]
    assert found(alice, f"in=#room;after={first};limit=2") == ["b", "c"]
    assert found(alice, f"in=#room;before={last};limit=2") == ["d", "e"]
    assert found(alice, f"from=alice;after={first};limit=2") == ["b", "c"]
    assert found(alice, f"from=alice;before={last};limit=2") == ["d", "e"]
    assert found(alice, "in=#room;before=2010-01-01T00:00:00.000Z") == []


def test_the_limit_bounds_what_is_found(network, alice) -> None:
    say(network, alice, "#room", *(f"word {number}" for number in range(60)))
    assert found(alice, "text=word;limit=2") == ["word 58", "word 59"]
    assert len(found(alice, "text=word")) == 50
    assert len(found(alice, "text=word;limit=1000")) == 50
    assert found(alice, "text=word;limit=0") == []


@pytest.mark.parametrize("network", ["sqlite"], indirect=True)  # the fake knows no such words
def test_scripts_without_spaces_are_found_from_anywhere(network, alice) -> None:
    say(
        network, alice, "#room", "明日は雨です", "雨です!", "ですです", "don't", "Caf\u00e9 au lait"
    )
    assert found(alice, "text=雨です") == ["明日は雨です", "雨です!"]
    assert found(alice, "text=don't") == ["don't"]
    assert found(alice, "text=cafe") == ["Caf\u00e9 au lait"]


def test_what_is_found_is_as_it_was(network, alice) -> None:
    (echo,) = say(network, alice, "#room", "hello")
    (message,) = batch(alice.ask("SEARCH text=hello"), "soju.im/search")
    assert message.tags["msgid"] == echo.tags["msgid"]
    assert message.tags["time"] == echo.tags["time"]
    assert (message.source, message.command) == (echo.source, "PRIVMSG")


def test_only_messages_are_found(network, alice) -> None:
    alice.send("TOPIC #room :hello", "NOTICE #room :hello notice", "PART #room :hello")
    alice.join("#room")
    assert found(alice, "text=hello") == ["hello notice"]


def test_a_redacted_message_is_not_found(network, alice) -> None:
    (echo,) = say(network, alice, "#room", "secret")
    assert found(alice, "text=secret") == ["secret"]
    alice.ask(f"REDACT #room {echo.tags['msgid']}")
    assert found(alice, "text=secret") == []
    (echo,) = say(network, alice, "#room", "secret")
    alice.ask(f"REDACT #room {echo.tags['msgid']}")
    assert found(alice, "text=secret") == []


def test_one_finds_what_one_may_read(network, alice, bob) -> None:
    carol = network.register("carol", caps=CAPS).join("#other")
    say(network, alice, "#room", "word in the room")
    say(network, alice, "bob", "word to bob")
    assert found(carol, "text=word") == []
    assert found(bob, "text=word") == ["word in the room", "word to bob"]
    alice.send("MODE #room +H")
    carol.join("#room")
    assert found(carol, "text=word") == []
    say(network, alice, "#room", "word again")
    assert found(carol, "text=word") == ["word again"]
    assert found(carol, "text=word;in=#room") == ["word again"]


def test_the_batch_has_the_name_of_the_draft_that_was_negotiated(network, alice) -> None:
    say(network, alice, "#room", "hello")
    new = network.register("new", caps="batch draft/search").join("#room")
    assert len(batch(new.ask("SEARCH text=hello"), "search")) == 1
    new.ask("CAP REQ soju.im/search")
    assert len(batch(new.ask("SEARCH text=hello"), "soju.im/search")) == 1


def test_without_batch_the_messages_stand_alone(network, alice) -> None:
    say(network, alice, "#room", "hello")
    plain = network.register("plain", caps="soju.im/search").join("#room")
    assert commands(plain.ask("SEARCH text=hello")) == ["PRIVMSG"]


@pytest.mark.parametrize("text", ['"', "*", 'a"b OR c', "NEAR(a,b)", "-", "place:c1", "^a"])
def test_what_has_a_meaning_to_the_index_is_text(network, alice, text: str) -> None:
    say(network, alice, "#room", "unrelated")
    assert found(alice, f":text={text};in=#room") == []


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ("", ()),
        ("colour=red", ("colour",)),
        ("in=#nowhere", ("in",)),
        ("in=a,b", ("in",)),
        ("after=now", ("after",)),
        ("before=now", ("before",)),
        ("limit=many", ("limit",)),
        ("limit=-1", ("limit",)),
    ],
)
def test_what_cannot_be_searched_by_is_said(alice, attributes: str, said) -> None:
    answer = only(alice.ask(f"SEARCH {attributes}"))
    assert answer[:3] == ("FAIL", "SEARCH", "INVALID_PARAMS")
    assert answer[3:-1] == said


def test_a_search_that_fails_is_said(caplog) -> None:
    network = CoreNetwork(ServerConfig())
    assert isinstance(network.store, MemoryStore)
    alice = network.register("alice", caps=CAPS).join("#room")
    network.store.history.failing = True
    assert only(alice.ask("SEARCH text=x"))[:3] == ("FAIL", "SEARCH", "INTERNAL_ERROR")
