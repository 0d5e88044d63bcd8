"""IRCv3 draft/chathistory and draft/event-playback, case by case, over both stores."""

from __future__ import annotations

import pytest

from server.config import Rates, ServerConfig
from server.core.restraints import Restraints
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.fakes.memory_store import MemoryStore
from tests.server.core.said import commands, lines, only
from tests.server.history_cases import (
    HISTORY,
    PLAYBACK,
    batch,
    moment,
    msgid,
    network,
    say,
    texts,
    timestamp,
)

__all__ = ["network"]

NUMBERS = [str(number) for number in range(10)]


@pytest.fixture
def alice(network: CoreNetwork) -> CoreClient:
    return network.register("alice", caps=HISTORY).join("#room")


@pytest.fixture
def bob(network: CoreNetwork) -> CoreClient:
    return network.register("bob", caps=HISTORY)


def fail(answer) -> tuple[str, ...]:
    """FAIL CHATHISTORY's code and context, without the text for people."""
    command, verb, *words, text = only(answer)
    assert (command, verb) == ("FAIL", "CHATHISTORY")
    assert text
    return tuple(words)


# ISUPPORT and the capability.


def test_isupport_says_the_limit_and_the_references(network: CoreNetwork) -> None:
    said = network.connect().ask("NICK alice", "USER user 0 * :Real Name")
    tokens = {token for it in said if it.command == "005" for token in it.params}
    assert {"CHATHISTORY=50", "MSGREFTYPES=msgid,timestamp"} <= tokens


def test_the_draft_names_are_offered_and_not_the_final_ones(network: CoreNetwork) -> None:
    offered = network.connect().ask("CAP LS 302")
    names = {word.partition("=")[0] for it in offered for word in it.params[-1].split()}
    assert {"draft/chathistory", "draft/event-playback"} <= names
    assert not {"chathistory", "event-playback"} & names


# The subcommands.


def test_latest_brings_the_newest_the_oldest_of_them_first(network, alice) -> None:
    said = say(network, alice, "#room", *NUMBERS)
    answer = alice.ask("CHATHISTORY LATEST #room * 3")
    assert answer[0].params[1:] == ("chathistory", "#room")
    assert texts(answer) == ["7", "8", "9"]
    assert texts(alice.ask(f"CHATHISTORY LATEST #room {msgid(said[7])} 50")) == ["8", "9"]
    assert texts(alice.ask(f"CHATHISTORY LATEST #room {msgid(said[2])} 2")) == ["8", "9"]
    assert texts(alice.ask(f"CHATHISTORY LATEST #room {timestamp(said[7])} 50")) == ["8", "9"]


@pytest.mark.parametrize("reference", [msgid, timestamp])
def test_before_brings_what_was_before_and_not_the_message(network, alice, reference) -> None:
    said = say(network, alice, "#room", *NUMBERS)
    at = reference(said[5])
    assert texts(alice.ask(f"CHATHISTORY BEFORE #room {at} 2")) == ["3", "4"]
    assert texts(alice.ask(f"CHATHISTORY BEFORE #room {at} 50")) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("reference", [msgid, timestamp])
def test_after_brings_what_was_after_and_not_the_message(network, alice, reference) -> None:
    said = say(network, alice, "#room", *NUMBERS)
    at = reference(said[5])
    assert texts(alice.ask(f"CHATHISTORY AFTER #room {at} 2")) == ["6", "7"]
    assert texts(alice.ask(f"CHATHISTORY AFTER #room {at} 50")) == ["6", "7", "8", "9"]


@pytest.mark.parametrize("reference", [msgid, timestamp])
def test_around_brings_both_sides_and_no_more_than_the_limit(network, alice, reference) -> None:
    said = say(network, alice, "#room", *NUMBERS)
    at = reference(said[5])
    assert texts(alice.ask(f"CHATHISTORY AROUND #room {at} 1")) == ["5"]
    assert texts(alice.ask(f"CHATHISTORY AROUND #room {at} 3")) == ["4", "5", "6"]
    assert texts(alice.ask(f"CHATHISTORY AROUND #room {at} 4")) == ["3", "4", "5", "6"]
    at = reference(said[1])
    assert texts(alice.ask(f"CHATHISTORY AROUND #room {at} 6")) == NUMBERS[:6]
    at = reference(said[9])
    assert texts(alice.ask(f"CHATHISTORY AROUND #room {at} 4")) == NUMBERS[6:]


@pytest.mark.parametrize("start", [msgid, timestamp])
@pytest.mark.parametrize("end", [msgid, timestamp])
def test_between_counts_from_the_first_without_either(network, alice, start, end) -> None:
    said = say(network, alice, "#room", *NUMBERS)
    first, last = start(said[2]), end(said[7])
    assert texts(alice.ask(f"CHATHISTORY BETWEEN #room {first} {last} 50")) == NUMBERS[3:7]
    assert texts(alice.ask(f"CHATHISTORY BETWEEN #room {first} {last} 2")) == ["3", "4"]
    first, last = start(said[7]), end(said[2])
    assert texts(alice.ask(f"CHATHISTORY BETWEEN #room {first} {last} 50")) == NUMBERS[3:7]
    assert texts(alice.ask(f"CHATHISTORY BETWEEN #room {first} {last} 2")) == ["5", "6"]


def test_subcommands_are_known_in_any_case(network, alice) -> None:
    say(network, alice, "#room", "hello")
    assert texts(alice.ask("chathistory latest #ROOM * 5")) == ["hello"]


def test_pages_of_messages_of_the_same_moment_are_complete(network, alice) -> None:
    alice.ask(*(f"PRIVMSG #room :{number}" for number in range(10)))
    found: list[str] = []
    at = "*"
    while page := batch(alice.ask(f"CHATHISTORY {'BEFORE' if found else 'LATEST'} #room {at} 3")):
        found = [*(it.params[-1] for it in page), *found]
        at = msgid(page[0])
    assert found == NUMBERS


# What a message looks like.


def test_messages_come_as_they_were(network, alice, bob) -> None:
    bob.join("#room")
    alice.read()
    bob.send("@+draft/reply=abc;+example.com/x=a\\sb PRIVMSG #room :hello", "NOTICE #room :so")
    before = alice.read()
    network.clock.advance(60)
    after = batch(alice.ask("CHATHISTORY LATEST #room * 10"))
    for message in after:
        del message.tags["batch"]  # type: ignore[attr-defined]
    assert after == before


def test_messages_come_with_the_account_of_then(network, alice) -> None:
    reader = network.register("carol", caps=f"{PLAYBACK} account-tag extended-join")
    alice.user.account = "Alice"
    alice.send("PRIVMSG #room :1", "PART #room", "JOIN #room")
    alice.user.account = None
    alice.send("PRIVMSG #room :2")
    reader.join("#room")
    answer = batch(reader.ask("CHATHISTORY LATEST #room * 50"))
    accounts = [it.tags.get("account") for it in answer]
    assert accounts == [None, "Alice", "Alice", "Alice", None, None]
    assert answer[3].params == ("#room", "Alice", "Real Name")


def test_without_tags_only_the_line_comes(network, alice) -> None:
    say(network, alice, "#room", "hello")
    plain = network.register("carol", caps="batch draft/chathistory").join("#room")
    (message,) = batch(plain.ask("CHATHISTORY LATEST #room * 10"))
    assert set(message.tags) == {"batch"}


def test_without_batch_the_lines_stand_alone(network, alice) -> None:
    say(network, alice, "#room", "1", "2")
    plain = network.register("carol", caps="draft/chathistory").join("#room")
    assert plain.ask("CHATHISTORY LATEST #room * 10") == plain.ask("CHATHISTORY LATEST #room * 9")
    said = lines(plain.ask("CHATHISTORY LATEST #room * 10"))
    assert said == [("PRIVMSG", "#room", "1"), ("PRIVMSG", "#room", "2")]


def test_an_empty_history_is_an_empty_batch(alice) -> None:
    assert texts(alice.ask("CHATHISTORY LATEST #room * 10")) == []
    assert texts(alice.ask("CHATHISTORY LATEST nobody * 10")) == []
    assert texts(alice.ask("CHATHISTORY LATEST #room * 0")) == []


def test_the_batch_carries_the_label(network) -> None:
    alice = network.register("alice", caps=f"{HISTORY} labeled-response").join("#room")
    say(network, alice, "#room", "1", "2")
    answer = alice.ask("@label=x CHATHISTORY LATEST #room * 10")
    assert texts(answer) == ["1", "2"]
    assert [it.tags.get("label") for it in answer] == ["x", None, None, None]


def test_more_than_the_limit_is_not_brought(network, alice) -> None:
    say(network, alice, "#room", *(str(number) for number in range(60)))
    assert len(texts(alice.ask("CHATHISTORY LATEST #room * 1000"))) == 50


def test_join_does_not_play_back(network, alice) -> None:
    say(network, alice, "#room", "hello")
    carol = network.register("carol", caps=HISTORY)
    assert "PRIVMSG" not in commands(carol.ask("JOIN #room"))


# Events.


def test_without_event_playback_there_are_messages_only(network, alice, bob) -> None:
    alice.send("NOTICE #room :1", "TOPIC #room :t", "MODE #room +m", "@+draft/react=x TAGMSG #room")
    bob.send("JOIN #room", "PART #room")
    alice.send("PRIVMSG #room :2")
    answer = batch(alice.ask("CHATHISTORY LATEST #room * 50"))
    assert lines(answer) == [("NOTICE", "#room", "1"), ("PRIVMSG", "#room", "2")]


def test_with_event_playback_there_is_what_happened(network, alice, bob) -> None:
    reader = network.register("carol", caps=f"{PLAYBACK} extended-join")
    network.register("dave").join("#room").drop("gone")
    bob.join("#room")
    alice.send(
        "PRIVMSG #room :1",
        "TOPIC #room :new topic",
        "MODE #room +ov bob bob",
        "@+draft/react=x;+draft/reply=y TAGMSG #room",
        "@+typing=active TAGMSG #room",
        "KICK #room bob :go away",
        "NICK alicia",
        "PRIVMSG #room :\x01ACTION waves\x01",
        "PRIVMSG #room :\x01VERSION\x01",
        "PART #room :bye",
        "JOIN #room",
    )
    network.clock.advance(60)
    reader.join("#room")
    answer = batch(reader.ask("CHATHISTORY LATEST #room * 50"))
    assert lines(answer) == [
        ("JOIN", "#room", "*", "Real Name"),
        ("JOIN", "#room", "*", "Real Name"),
        ("QUIT", "gone"),
        ("JOIN", "#room", "*", "Real Name"),
        ("PRIVMSG", "#room", "1"),
        ("TOPIC", "#room", "new topic"),
        ("MODE", "#room", "+ov", "bob", "bob"),
        ("TAGMSG", "#room"),
        ("KICK", "#room", "bob", "go away"),
        ("NICK", "alicia"),
        ("PRIVMSG", "#room", "\x01ACTION waves\x01"),
        ("PART", "#room", "bye"),
        ("JOIN", "#room", "*", "Real Name"),
        ("JOIN", "#room", "*", "Real Name"),
    ]
    assert all(it.tags["msgid"] and it.tags["time"] for it in answer)
    assert answer[7].tags["+draft/react"] == "x"
    sources = [it.source for it in answer[:3]]
    assert sources == [f"{nick}!user@192.0.2.1" for nick in ("alice", "dave", "dave")]


def test_an_event_in_several_channels_is_one_with_one_id(network, alice, bob) -> None:
    reader = network.register("carol", caps=PLAYBACK).join("#a").join("#b")
    bob.join("#a", "#b").drop("gone")
    found = [
        [it for it in batch(reader.ask(f"CHATHISTORY LATEST {room} * 50")) if it.verb == "QUIT"]
        for room in ("#a", "#b")
    ]
    assert [len(each) for each in found] == [1, 1]
    assert found[0][0].tags["msgid"] == found[1][0].tags["msgid"]


def test_events_count_towards_the_limit(network, alice, bob) -> None:
    reader = network.register("carol", caps=PLAYBACK).join("#room")
    say(network, alice, "#room", "1", "2")
    bob.send("JOIN #room")
    answer = batch(reader.ask("CHATHISTORY LATEST #room * 2"))
    assert commands(answer) == ["PRIVMSG", "JOIN"]


def test_tags_alone_need_message_tags(network, alice) -> None:
    alice.send("@+draft/react=x TAGMSG #room")
    plain = network.register("carol", caps="batch draft/chathistory draft/event-playback")
    plain.join("#room")
    assert "TAGMSG" not in commands(plain.ask("CHATHISTORY LATEST #room * 50"))


def test_a_message_of_several_lines_comes_as_one(network, alice) -> None:
    knows = network.register("carol", caps=f"{HISTORY} draft/multiline").join("#room")
    knows.send(
        "BATCH +1 draft/multiline #room",
        "@batch=1 PRIVMSG #room :one",
        "@batch=1 PRIVMSG #room :two",
        "BATCH -1",
    )
    outer, opening, one, two, closing, end = knows.ask("CHATHISTORY LATEST #room * 5")
    assert opening.params[1:] == ("draft/multiline", "#room")
    assert opening.tags["batch"] == outer.params[0][1:]
    assert opening.tags["msgid"]
    assert [it.params[-1] for it in (one, two)] == ["one", "two"]
    assert one.tags["batch"] == two.tags["batch"] == opening.params[0][1:]
    assert (closing.command, end.command) == ("BATCH", "BATCH")
    others = batch(alice.ask("CHATHISTORY LATEST #room * 5"))
    assert [it.params[-1] for it in others] == ["one", "two"]
    assert others[0].tags["msgid"] == opening.tags["msgid"]


# Direct messages.


def test_a_talk_is_read_by_both_with_both_sides(network, alice, bob) -> None:
    say(network, alice, "bob", "1")
    say(network, bob, "ALICE", "2")
    for client, other in ((alice, "Bob"), (bob, "alice")):
        answer = client.ask(f"CHATHISTORY LATEST {other} * 10")
        assert answer[0].params[2] == other.lower()  # the name as it is written
        assert lines(batch(answer)) == [("PRIVMSG", "bob", "1"), ("PRIVMSG", "alice", "2")]


def test_a_talk_with_oneself_is_kept_once(network, alice) -> None:
    say(network, alice, "alice", "note")
    assert texts(alice.ask("CHATHISTORY LATEST alice * 10")) == ["note"]


def test_nobody_else_reads_a_talk(network, alice, bob) -> None:
    say(network, alice, "bob", "secret")
    carol = network.register("carol", caps=HISTORY)
    for other in ("alice", "bob", "carol"):
        assert texts(carol.ask(f"CHATHISTORY LATEST {other} * 10")) == []


def test_who_takes_a_nick_later_does_not_inherit_its_talks(network, alice, bob) -> None:
    say(network, alice, "bob", "secret")
    bob.drop()
    impostor = network.register("bob", caps=HISTORY)
    assert texts(impostor.ask("CHATHISTORY LATEST alice * 10")) == []
    assert texts(alice.ask("CHATHISTORY LATEST bob * 10")) == ["secret"]


def test_a_talk_goes_on_when_the_other_side_changes_its_nick(network, alice, bob) -> None:
    say(network, alice, "bob", "1")
    say(network, bob, "alice", "2")
    bob.send("NICK robert")
    say(network, bob, "alice", "3")
    bob.send("NICK rob", "NICK Robert")
    say(network, alice, "robert", "4")
    latest = alice.ask("CHATHISTORY LATEST robert * 10")
    assert texts(latest) == ["1", "2", "3", "4"]
    assert latest[0].params[-1] == "Robert"
    assert texts(alice.ask("CHATHISTORY LATEST robert * 3")) == ["2", "3", "4"]
    assert texts(alice.ask(f"CHATHISTORY AFTER robert {moment(0)} 3")) == ["1", "2", "3"]
    assert texts(alice.ask("CHATHISTORY LATEST bob * 10")) == ["1", "2"]


def test_a_talk_goes_on_after_a_restart_with_one_who_stays(network) -> None:
    """Also with the nick after the next; who had a nick before does not come into it."""
    earlier = network.register("robert")
    for name in ("ally", "bob"):
        network.add_account(name, always_on=True)
    alice = network.member("ally", caps=HISTORY)
    say(network, alice, "robert", "to another")
    earlier.send("QUIT")
    bob = network.member("bob", nick="bob", caps=HISTORY)
    say(network, alice, "bob", "1")
    bob.send("NICK robert")
    say(network, bob, "ally", "2")
    network.restart()
    alice, bob = (network.member(name, caps=HISTORY) for name in ("ally", "bob"))
    assert texts(alice.ask("CHATHISTORY LATEST robert * 2")) == ["1", "2"]
    bob.send("NICK rob")
    assert texts(alice.ask("CHATHISTORY LATEST rob * 10")) == ["1", "2"]


def test_a_talk_goes_on_when_one_changes_ones_own_nick(network, alice, bob) -> None:
    say(network, alice, "bob", "1")
    say(network, alice, "alice", "to myself")
    alice.send("NICK alicia")
    say(network, bob, "alicia", "2")
    assert texts(alice.ask("CHATHISTORY LATEST bob * 10")) == ["1", "2"]
    assert texts(alice.ask("CHATHISTORY LATEST alicia * 10")) == ["to myself"]


def test_a_talk_goes_on_when_one_logs_in(network, alice, bob) -> None:
    network.add_account("ally")
    say(network, alice, "bob", "1")
    say(network, bob, "alice", "2")
    carol = network.register("carol", caps=HISTORY)
    say(network, alice, "carol", "once")
    alice.log_in("ally")
    say(network, alice, "bob", "3")
    assert texts(alice.ask("CHATHISTORY LATEST bob * 10")) == ["1", "2", "3"]
    assert texts(alice.ask("CHATHISTORY LATEST bob * 2")) == ["2", "3"]
    ask = f"CHATHISTORY TARGETS {moment(0)} {moment(9_000_000_000)}"
    assert [name for name, _ in targets(alice.ask(f"{ask} 10"))] == ["carol", "bob"]
    assert [name for name, _ in targets(alice.ask(f"{ask} 1"))] == ["carol"]
    alice.drop()
    again = network.member("ally", caps=HISTORY)
    assert texts(again.ask("CHATHISTORY LATEST bob * 10")) == ["3"]
    assert texts(carol.ask("CHATHISTORY LATEST alice * 10")) == ["once"]


def test_what_others_said_under_a_nick_before_is_not_the_talk(network, alice, bob) -> None:
    say(network, alice, "bob", "to the first")
    bob.drop()
    second = network.register("bob", caps=HISTORY)
    say(network, alice, "bob", "to the second")
    second.send("NICK robert")
    third = network.register("bob", caps=HISTORY)
    say(network, third, "alice", "from the third")
    assert texts(alice.ask("CHATHISTORY LATEST robert * 10")) == ["to the second"]


def test_many_nicks_are_remembered_but_not_all(network, alice, bob) -> None:
    network.core.context.restraints = Restraints(Rates(nick_burst=100))
    for number in range(25):
        say(network, alice, f"bob{number}" if number else "bob", str(number))
        bob.send(f"NICK bob{number + 1}")
    answer = alice.ask("CHATHISTORY LATEST bob25 * 50")
    assert texts(answer) == [str(number) for number in range(5, 25)]


def test_an_account_keeps_its_talks(network, alice, bob) -> None:
    bob.user.account = "Bob"
    say(network, alice, "bob", "for later")
    bob.drop()
    again = network.register("bobby", caps=HISTORY)
    again.user.account = "bob"
    assert texts(again.ask("CHATHISTORY LATEST alice * 10")) == ["for later"]


# TARGETS.


def targets(answer) -> list[tuple[str, ...]]:
    inside = batch(answer, "draft/chathistory-targets")
    assert all(it.command == "CHATHISTORY" and it.params[0] == "TARGETS" for it in inside)
    return [it.params[1:] for it in inside]


def test_targets_are_channels_and_people_by_their_newest_message(network, alice, bob) -> None:
    start = moment(network.clock.now)
    carol = network.register("Carol", caps=HISTORY)
    alice.join("#silent")
    room = say(network, alice, "#room", "1")
    to_bob = say(network, alice, "bob", "2")
    from_carol = say(network, carol, "alice", "3")
    end = moment(network.clock.now + 1)
    everything = [
        ("#room", room[0].tags["time"]),
        ("bob", to_bob[0].tags["time"]),
        ("Carol", from_carol[0].tags["time"]),
    ]
    assert targets(alice.ask(f"CHATHISTORY TARGETS {start} {end} 10")) == everything
    assert targets(alice.ask(f"CHATHISTORY TARGETS {end} {start} 10")) == everything
    assert targets(alice.ask(f"CHATHISTORY TARGETS {start} {end} 2")) == everything[:2]
    assert targets(alice.ask(f"CHATHISTORY TARGETS {end} {start} 2")) == everything[1:]
    assert targets(alice.ask(f"CHATHISTORY TARGETS {start} {end} 0")) == []
    first = f"timestamp={everything[0][1]}"
    assert targets(alice.ask(f"CHATHISTORY TARGETS {first} {end} 10")) == everything[1:]
    assert targets(alice.ask(f"CHATHISTORY TARGETS {start} {first} 10")) == []


def test_targets_are_one_s_own_only(network, alice, bob) -> None:
    start = moment(network.clock.now)
    say(network, alice, "#room", "1")
    say(network, alice, "bob", "2")
    stranger = network.register("eve", caps=HISTORY)
    end = moment(network.clock.now + 1)
    assert targets(stranger.ask(f"CHATHISTORY TARGETS {start} {end} 10")) == []


# Who may read.


def test_a_channel_s_history_is_its_members(network, alice, bob) -> None:
    say(network, alice, "#room", "1")
    for target in ("#room", "#nowhere", "#"):
        answer = bob.ask(f"CHATHISTORY LATEST {target} * 10")
        assert fail(answer) == ("INVALID_TARGET", "LATEST", target)
    bob.join("#room")
    assert texts(bob.ask("CHATHISTORY LATEST #room * 10")) == ["1"]


def test_a_secret_channel_is_as_one_that_is_not_there(network, alice, bob) -> None:
    alice.send("MODE #room +s")
    there = lines(bob.ask("CHATHISTORY BEFORE #room msgid=1 10"))
    not_there = lines(bob.ask("CHATHISTORY BEFORE #moor msgid=1 10"))
    assert there == [tuple(word.replace("#moor", "#room") for word in line) for line in not_there]


def test_under_mode_h_one_reads_from_when_one_joined(network, alice, bob) -> None:
    start = moment(network.clock.now)
    alice.send("MODE #room +H")
    say(network, alice, "#room", "before")
    bob.join("#room")
    end = moment(network.clock.now + 1)
    assert texts(bob.ask("CHATHISTORY LATEST #room * 10")) == []
    assert targets(bob.ask(f"CHATHISTORY TARGETS {start} {end} 10")) == []
    say(network, alice, "#room", "after")
    assert texts(bob.ask("CHATHISTORY LATEST #room * 10")) == ["after"]
    assert texts(bob.ask(f"CHATHISTORY AFTER #room {start} 10")) == ["after"]
    assert texts(alice.ask("CHATHISTORY LATEST #room * 10")) == ["before", "after"]
    alice.send("MODE #room -H")
    assert texts(bob.ask("CHATHISTORY LATEST #room * 10")) == ["before", "after"]


@pytest.mark.parametrize("mode", ["+k key", "+i", "+s", "+H"])
def test_a_closed_channel_s_history_ends_with_it(network, alice, bob, mode: str) -> None:
    alice.send(f"MODE #room {mode}")
    say(network, alice, "#room", "among us")
    alice.send("PART #room")
    bob.join("#room")
    assert texts(bob.ask("CHATHISTORY LATEST #room * 10")) == []
    say(network, bob, "#room", "anew")
    assert texts(bob.ask("CHATHISTORY LATEST #room * 10")) == ["anew"]


def test_an_open_channel_s_history_goes_on(network, alice, bob) -> None:
    alice.send("MODE #room +s")
    alice.send("MODE #room -s")
    say(network, alice, "#room", "hello")
    alice.send("PART #room")
    bob.join("#room")
    assert texts(bob.ask("CHATHISTORY LATEST #room * 10")) == ["hello"]


def test_a_renamed_channel_takes_its_history_along(network, alice, bob) -> None:
    say(network, alice, "#room", "before")
    alice.send("RENAME #room #Hall")
    say(network, alice, "#hall", "after")
    answer = alice.ask("CHATHISTORY LATEST #HALL * 10")
    assert answer[0].params[2] == "#Hall"
    assert texts(answer) == ["before", "after"]
    bob.join("#room")
    assert texts(bob.ask("CHATHISTORY LATEST #room * 10")) == []


# What is wrong with a request.


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("CHATHISTORY", ("INVALID_PARAMS", "*")),
        ("CHATHISTORY EARLIEST #room * 10", ("INVALID_PARAMS", "EARLIEST")),
        ("CHATHISTORY LATEST", ("INVALID_PARAMS", "LATEST")),
        ("CHATHISTORY LATEST #room *", ("INVALID_PARAMS", "LATEST")),
        ("CHATHISTORY LATEST #room * 10 x", ("INVALID_PARAMS", "LATEST")),
        ("CHATHISTORY BETWEEN #room msgid=1 10", ("INVALID_PARAMS", "BETWEEN")),
        ("CHATHISTORY TARGETS * * 10", ("INVALID_PARAMS", "TARGETS", "*")),
        ("CHATHISTORY TARGETS msgid=1 msgid=2 10", ("INVALID_PARAMS", "TARGETS", "msgid=1")),
        ("CHATHISTORY LATEST #room * x", ("INVALID_PARAMS", "LATEST", "x")),
        ("CHATHISTORY LATEST #room * -1", ("INVALID_PARAMS", "LATEST", "-1")),
        ("CHATHISTORY BEFORE #room * 10", ("INVALID_PARAMS", "BEFORE", "*")),
        ("CHATHISTORY BEFORE #room 1 10", ("INVALID_PARAMS", "BEFORE", "1")),
        ("CHATHISTORY BEFORE #room msgid= 10", ("INVALID_PARAMS", "BEFORE", "msgid=")),
        ("CHATHISTORY BEFORE #room msgid=? 10", ("INVALID_PARAMS", "BEFORE", "msgid=?")),
        (
            "CHATHISTORY AFTER #room timestamp=now 10",
            ("INVALID_PARAMS", "AFTER", "timestamp=now"),
        ),
        (
            "CHATHISTORY AFTER #room timestamp=2023-13-01T00:00:00.000Z 10",
            ("INVALID_PARAMS", "AFTER", "timestamp=2023-13-01T00:00:00.000Z"),
        ),
        (
            "CHATHISTORY AFTER #room line=7 10",
            ("INVALID_MSGREFTYPE", "AFTER", "#room", "line=7"),
        ),
        ("CHATHISTORY LATEST a,b * 10", ("INVALID_TARGET", "LATEST", "a,b")),
    ],
)
def test_what_is_wrong_is_said(alice: CoreClient, request_: str, said: tuple[str, ...]) -> None:
    assert fail(alice.ask(request_)) == said


def test_it_is_for_those_who_registered(network: CoreNetwork) -> None:
    assert network.connect().ask("CHATHISTORY LATEST #room * 10")[0].command == "451"


@pytest.mark.parametrize("words", ["LATEST #room *", "TARGETS {0} {0}"])
def test_a_history_that_cannot_be_read_is_said(words: str, caplog) -> None:
    network = CoreNetwork(ServerConfig())
    assert isinstance(network.store, MemoryStore)
    alice = network.register("alice", caps=HISTORY).join("#room")
    network.store.history.failing = True
    words = words.format(moment(network.clock.now))
    subcommand, target, *_ = words.split()
    answer = fail(alice.ask(f"CHATHISTORY {words} 10"))
    assert answer == ("MESSAGE_ERROR", subcommand, target if target == "#room" else "*")
