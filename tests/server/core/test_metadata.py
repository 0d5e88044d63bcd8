"""METADATA (IRCv3 metadata), in the words of both drafts."""

from __future__ import annotations

import pytest

from chat.protocol.message import Message
from server.config import Limits, Rates, ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, heads, lines, only

NEWER = "batch draft/metadata-3"
OLDER = "batch draft/metadata-2"
BOTH = pytest.mark.parametrize("caps", [OLDER, NEWER])


def batch(messages: list[Message], *params: str) -> list[Message]:
    """What is in the one batch of these parameters that the messages are."""
    opening, *inside, closing = messages
    assert opening.command == closing.command == "BATCH"
    assert opening.params[1:] == params
    reference = opening.params[0][1:]
    assert closing.params == (f"-{reference}",)
    assert all(message.tags["batch"] == reference for message in inside)
    return inside


@pytest.fixture
def ann(network: CoreNetwork) -> CoreClient:
    return network.register("ann", caps=NEWER)


@pytest.fixture
def old(network: CoreNetwork) -> CoreClient:
    return network.register("old", caps=OLDER)


# The capability.


def test_the_limits_are_told(network: CoreNetwork):
    words = [w for m in network.connect().ask("CAP LS 302") for w in m.params[-1].split()]
    common = "before-connect,max-subs=100,max-keys=50,max-value-bytes=256"
    assert f"draft/metadata-2={common}" in words
    assert f"draft/metadata-3={common},max-key-bytes=40" in words


def test_only_one_draft_can_be_negotiated(network: CoreNetwork, ann: CoreClient):
    client = network.connect()
    assert only(client.ask("CAP REQ :draft/metadata-2 draft/metadata-3"))[2] == "NAK"
    assert only(ann.ask("CAP REQ draft/metadata-2"))[2] == "NAK"
    assert only(ann.ask("CAP REQ :-draft/metadata-3 draft/metadata-2"))[2] == "ACK"


@pytest.mark.parametrize("lost", ["batch", "draft/metadata-3"])
def test_subscriptions_end_with_a_capability_they_need(ann: CoreClient, lost: str):
    ann.ask("METADATA * SUB url")
    ann.ask("CAP REQ setname")
    assert ann.session.subscriptions
    ann.ask(f"CAP REQ -{lost}")
    assert not ann.session.subscriptions


# SET and CLEAR.


@BOTH
def test_a_value_is_set_and_deleted(network: CoreNetwork, caps: str):
    ann = network.register("ann", caps=caps)
    url = "http://www.example.com"
    assert only(ann.ask(f"METADATA * SET url :{url}")) == ("761", "ann", "*", "url", "*", url)
    assert only(ann.ask("METADATA ann SET url x"))[2:] == ("ann", "url", "*", "x")
    assert head(ann.ask("METADATA * SET url")) == ("766", "ann", "*", "url")
    assert batch(ann.ask("METADATA * LIST"), "metadata", "ann") == []


def test_an_empty_value_is_a_value_in_the_older_draft_only(old: CoreClient, ann: CoreClient):
    assert only(old.ask("METADATA * SET url :")) == ("761", "old", "*", "url", "*", "")
    ann.ask("METADATA * SET url x")
    assert head(ann.ask("METADATA * SET url :")) == ("766", "ann", "*", "url")


def test_deleting_what_is_not_set(old: CoreClient, ann: CoreClient):
    assert head(old.ask("METADATA * SET url")) == ("FAIL", "METADATA", "KEY_NOT_SET", "*", "url")
    assert head(ann.ask("METADATA * SET url")) == ("766", "ann", "*", "url")


@BOTH
def test_channels_are_set_by_who_runs_them(network: CoreNetwork, caps: str):
    ann = network.register("ann", caps=caps).join("#a")
    bob = network.register("bob", caps=caps).join("#a")
    ann.read()
    assert only(ann.ask("METADATA #A SET url x")) == ("761", "ann", "#A", "url", "*", "x")
    assert head(bob.ask("METADATA #a SET url y")) == (
        *("FAIL", "METADATA", "KEY_NO_PERMISSION", "#a", "url"),
    )
    assert head(bob.ask("METADATA #a CLEAR")) == (
        *("FAIL", "METADATA", "KEY_NO_PERMISSION", "#a", "*"),
    )
    assert head(bob.ask("METADATA ann SET url y")) == (
        *("FAIL", "METADATA", "KEY_NO_PERMISSION", "ann", "url"),
    )
    assert lines(batch(bob.ask("METADATA #a LIST"), "metadata", "#a")) == [
        ("761", "bob", "#a", "url", "*", "x")
    ]
    bob.user.modes.add("o")
    assert commands(bob.ask("METADATA ann SET url y")) == ["761"]


@BOTH
def test_clear_deletes_all(network: CoreNetwork, caps: str):
    ann = network.register("ann", caps=caps)
    ann.ask("METADATA * SET url x", "METADATA * SET status :far away")
    assert heads(batch(ann.ask("METADATA * CLEAR"), "metadata", "ann")) == [
        ("766", "ann", "ann", "url"),
        ("766", "ann", "ann", "status"),
    ]
    assert batch(ann.ask("METADATA * CLEAR"), "metadata", "ann") == []


# What cannot be.


INVALID = ["$url$", "URL", "url:", "é", "x" * 41, ":", "a b"]


@pytest.mark.parametrize("key", INVALID)
def test_invalid_keys_cannot_be_set(old: CoreClient, ann: CoreClient, key: str):
    sent = f"METADATA * SET :{key}" if " " in key else f"METADATA * SET {key} x"
    if key == ":":
        sent = "METADATA * SET :"
    shown = "*" if key == ":" or " " in key else key
    assert head(old.ask(sent)) == ("FAIL", "METADATA", "KEY_INVALID", shown)
    assert head(ann.ask(sent)) == ("FAIL", "METADATA", "INVALID_KEY", shown)


def test_an_invalid_key_is_told_before_a_permission_that_is_lacking(
    old: CoreClient, ann: CoreClient
):
    assert head(ann.ask("METADATA old SET $url$ x")) == ("FAIL", "METADATA", "INVALID_KEY", "$url$")
    assert head(old.ask("METADATA ann SET $url$ x")) == ("FAIL", "METADATA", "KEY_INVALID", "$url$")


def test_without_batch_a_client_is_not_aware_of_metadata(network: CoreNetwork, ann: CoreClient):
    ben = network.register("ben", caps="draft/metadata-3").join("#a")
    assert commands(ben.ask("METADATA * SUB url")) == ["770"]
    ann.join("#a").ask("METADATA * SET url x")
    assert commands(ben.read()) == ["JOIN"]


@BOTH
@pytest.mark.parametrize("target", ["nobody", "#none", "$a:user", "a!b@c"])
@pytest.mark.parametrize("rest", ["GET url", "LIST", "SET url x", "CLEAR", "SYNC", "SUB url"])
def test_what_is_no_target(network: CoreNetwork, caps: str, target: str, rest: str):
    ann = network.register("ann", caps=caps)
    assert head(ann.ask(f"METADATA {target} {rest}")) == (
        *("FAIL", "METADATA", "INVALID_TARGET", target),
    )


def test_a_secret_channel_is_no_target_for_others(ann: CoreClient, alice: CoreClient):
    alice.join("#a").ask("MODE #a +s")
    assert head(ann.ask("METADATA #a LIST")) == ("FAIL", "METADATA", "INVALID_TARGET", "#a")


def test_a_value_can_be_too_long(old: CoreClient, ann: CoreClient):
    assert head(old.ask(f"METADATA * SET url {'x' * 257}")) == ("FAIL", "METADATA", "VALUE_INVALID")
    assert head(ann.ask(f"METADATA * SET url {'é' * 129}")) == (
        *("FAIL", "METADATA", "INVALID_VALUE", "url"),
    )
    assert commands(ann.ask(f"METADATA * SET url {'é' * 128}")) == ["761"]


def test_there_can_be_too_many_keys():
    network = CoreNetwork(ServerConfig(limits=Limits(metadata_keys=1)))
    old, ann = network.register("old", caps=OLDER), network.register("ann", caps=NEWER)
    for client in (old, ann):
        client.ask("METADATA * SET url x")
    assert head(old.ask("METADATA * SET b x")) == ("FAIL", "METADATA", "LIMIT_REACHED", "*")
    assert head(ann.ask("METADATA * SET b x")) == (
        *("FAIL", "METADATA", "LIMIT_REACHED", "SET", "*", "1"),
    )
    assert commands(ann.ask("METADATA * SET url y")) == ["761"]


@pytest.mark.parametrize(
    ("line", "older", "newer"),
    [
        ("METADATA", ("461", "old", "METADATA"), ("INVALID_PARAMS", "*")),
        ("METADATA *", ("461", "old", "METADATA"), ("INVALID_PARAMS", "*")),
        ("METADATA * get", ("461", "old", "METADATA"), ("INVALID_PARAMS", "GET")),
        ("METADATA * SUB", ("461", "old", "METADATA"), ("INVALID_PARAMS", "SUB")),
        ("METADATA * LIST x", ("461", "old", "METADATA"), ("INVALID_PARAMS", "LIST")),
        (
            "METADATA * SNEEZE",
            ("FAIL", "METADATA", "SUBCOMMAND_INVALID", "SNEEZE"),
            ("INVALID_PARAMS", "SNEEZE"),
        ),
        (
            "METADATA * :: hi!",
            ("FAIL", "METADATA", "SUBCOMMAND_INVALID", "*"),
            ("INVALID_PARAMS", "*"),
        ),
    ],
)
def test_invalid_commands(
    old: CoreClient,
    ann: CoreClient,
    line: str,
    older: tuple[str, ...],
    newer: tuple[str, ...],
):
    assert head(old.ask(line)) == older
    assert head(ann.ask(line)) == ("FAIL", "METADATA", *newer)


def test_nobody_waits_without_limits():
    rates = Rates(metadata_burst=1)
    ann = CoreNetwork(ServerConfig(rates=rates, no_limits=True)).register("ann", caps=NEWER)
    assert commands(ann.ask(*["METADATA * SET url x"] * 5)) == ["761"] * 5


def test_too_many_changes_must_wait():
    network = CoreNetwork(ServerConfig(rates=Rates(metadata_burst=2)))
    old, ann = network.register("old", caps=OLDER), network.register("ann", caps=NEWER)
    for client in (old, ann):
        client.ask("METADATA * SET url x", "METADATA * SET url y")
    assert head(old.ask("METADATA * SET url z")) == (
        *("FAIL", "METADATA", "RATE_LIMITED", "*", "url", "2"),
    )
    assert lines(ann.ask("METADATA * SET url :z z", "METADATA * CLEAR")) == [
        ("775", "ann", "2", "*", "SET", "url", "z z"),
        ("775", "ann", "2", "*", "CLEAR"),
    ]
    assert commands(ann.ask("METADATA * SUBS"))[0] == "BATCH"  # reading need not wait
    network.clock.advance(2)
    assert commands(ann.ask("METADATA * SET url z", "METADATA * SET url a")) == ["761", "775"]


# GET and LIST.


def test_get_answers_each_key_in_order(old: CoreClient, ann: CoreClient):
    ann.ask("METADATA * SET url x")
    asked = "METADATA ann GET none url $x$"
    assert lines(batch(ann.ask(asked), "metadata", "ann"))[:2] == [
        ("766", "ann", "ann", "none", "Key not set"),
        ("761", "ann", "ann", "url", "*", "x"),
    ]
    assert heads(ann.ask(asked))[3] == ("WARN", "METADATA", "INVALID_KEY", "$x$")
    assert heads(batch(old.ask(asked), "metadata", "ann")) == [
        ("766", "old", "ann", "none"),
        ("761", "old", "ann", "url", "*"),
        ("FAIL", "METADATA", "KEY_INVALID", "$x$"),
    ]


# Subscriptions.


@BOTH
def test_subscribing_and_unsubscribing(network: CoreNetwork, caps: str):
    ann = network.register("ann", caps=caps)
    first, *sync = ann.ask("METADATA * SUB avatar website foo")
    assert only([first]) == ("770", "ann", "avatar", "website", "foo")
    assert bool(sync) == ("metadata-3" in caps)
    assert lines(batch(ann.ask("METADATA ann SUBS"), "metadata-subs")) == [
        ("772", "ann", "avatar", "website", "foo")
    ]
    assert only(ann.ask("METADATA * UNSUB foo none")) == ("771", "ann", "foo", "none")
    assert only(ann.ask("METADATA * SUB avatar avatar")) == ("770", "ann", "avatar", "avatar")
    assert lines(batch(ann.ask("METADATA * SUBS"), "metadata-subs")) == [
        ("772", "ann", "avatar", "website")
    ]


def test_invalid_keys_are_passed_over(old: CoreClient, ann: CoreClient):
    assert heads(old.ask("METADATA * SUB foo $url")) == [
        ("FAIL", "METADATA", "KEY_INVALID", "$url"),
        ("770", "old"),
    ]
    assert heads(ann.ask("METADATA * SUB foo $url"))[:2] == [
        ("WARN", "METADATA", "INVALID_KEY", "$url"),
        ("770", "ann"),
    ]
    assert heads(ann.ask("METADATA * UNSUB $url")) == [("WARN", "METADATA", "INVALID_KEY", "$url")]
    assert heads(old.ask("METADATA * UNSUB $url")) == [("FAIL", "METADATA", "KEY_INVALID", "$url")]


def test_too_many_subscriptions_name_the_first_key_that_was_refused():
    network = CoreNetwork(ServerConfig(limits=Limits(metadata_subscriptions=3)))
    old, ann = network.register("old", caps=OLDER), network.register("ann", caps=NEWER)
    for client in (old, ann):
        client.ask("METADATA * SUB avatar website")
    asked = "METADATA * SUB foo website avatar"
    assert lines(old.ask(asked))[0] == ("770", "old", "foo")
    assert heads(old.ask(asked)) == [("FAIL", "METADATA", "TOO_MANY_SUBS", "foo")]
    assert heads(ann.ask(asked))[1] == ("FAIL", "METADATA", "LIMIT_REACHED", "SUB", "website", "3")
    assert list(ann.session.subscriptions) == ["avatar", "website", "foo"]


def test_many_keys_take_several_lines(ann: CoreClient):
    keys = [f"some-long-key-{number:02}" for number in range(30)]
    ann.ask("METADATA * SUB " + " ".join(keys[:15]), "METADATA * SUB " + " ".join(keys[15:]))
    inside = batch(ann.ask("METADATA * SUBS"), "metadata-subs")
    assert len(inside) > 1
    assert [key for message in inside for key in message.params[1:]] == keys


@pytest.mark.parametrize("verb", ["SUB", "UNSUB", "SUBS"])
def test_subscriptions_are_ones_own(ann: CoreClient, bob: CoreClient, verb: str):
    keys = "" if verb == "SUBS" else " url"
    assert head(ann.ask(f"METADATA bob {verb}{keys}")) == (
        *("FAIL", "METADATA", "INVALID_TARGET", "bob"),
    )


# Notifications.


def watching(network: CoreNetwork, caps: str, *keys: str) -> CoreClient:
    client = network.register("watcher", caps=caps)
    client.ask(f"METADATA * SUB {' '.join(keys)}")
    return client


def test_members_are_told_of_each_other_and_of_the_channel(network: CoreNetwork, ann: CoreClient):
    ann.join("#a", "#b")
    newer = watching(network, NEWER, "url").join("#a", "#b")
    older = network.register("older", caps=OLDER).join("#a", "#b")
    older.ask("METADATA * SUB url")
    newer.read()
    assert commands(ann.ask("METADATA * SET url x", "METADATA #a SET url y"))[-2:] == ["761"] * 2
    assert lines(newer.read()) == [
        ("761", "watcher", "ann", "url", "*", "x"),
        ("761", "watcher", "#a", "url", "*", "y"),
    ]
    told = older.read()
    assert {message.source for message in told} == {ann.user.source}
    assert lines(told) == [
        ("METADATA", "ann", "url", "*", "x"),
        ("METADATA", "#a", "url", "*", "y"),
    ]
    ann.send("METADATA * SET url", "METADATA #a CLEAR")
    assert heads(newer.read()) == [
        ("766", "watcher", "ann", "url"),
        ("766", "watcher", "#a", "url"),
    ]
    assert lines(older.read()) == [("METADATA", "ann", "url", "*"), ("METADATA", "#a", "url", "*")]


def test_what_one_did_not_subscribe_to_is_not_told(network: CoreNetwork, ann: CoreClient):
    ann.join("#a")
    watcher = watching(network, NEWER, "status").join("#a")
    unaware = network.register("unaware", caps="batch").join("#a")
    watcher.read(), unaware.read()
    ann.send("METADATA * SET url x", "METADATA * SET status :")
    ann.send("METADATA * SET status here", "METADATA * SET status here")  # the second is no change
    assert lines(watcher.read()) == [("761", "watcher", "ann", "status", "*", "here")]
    assert unaware.read() == []


def test_strangers_are_told_if_they_monitor(network: CoreNetwork, ann: CoreClient):
    watcher = watching(network, NEWER, "url")
    ann.send("METADATA * SET url x")
    assert watcher.read() == []
    assert commands(watcher.ask("MONITOR + ann")) == ["730", "BATCH", "761", "BATCH"]
    ann.send("METADATA * SET url y")
    assert lines(watcher.read()) == [("761", "watcher", "ann", "url", "*", "y")]


def test_the_other_clients_of_the_user_are_told(network: CoreNetwork, ann: CoreClient):
    phone = network.connect()
    phone.send(f"CAP REQ :{NEWER}", "METADATA * SUB url")
    phone.attach_to(ann).read()
    ann.ask("METADATA * SUB url")
    assert commands(ann.ask("METADATA * SET url x")) == ["761"]
    assert lines(phone.read()) == [("761", "ann", "ann", "url", "*", "x")]


@BOTH
def test_those_who_are_there_are_told_of_who_joins(
    network: CoreNetwork, caps: str, ann: CoreClient, bob: CoreClient
):
    """Of what was set before; if they did not know it from elsewhere."""
    ann.send("METADATA * SET url x", "METADATA * SET foo y")
    watcher = watching(network, caps, "url").join("#a", "#b")
    bob.join("#a").join("#b")
    watcher.read()
    ann.join("#a")
    joined, told = watcher.read()
    assert joined.command == "JOIN"
    assert told.command == ("761" if caps == NEWER else "METADATA")
    assert told.params[-4:] == ("ann", "url", "*", "x")
    ann.join("#b")
    assert commands(watcher.read()) == ["JOIN"]
    assert set(commands(bob.read())) == {"JOIN"}


@BOTH
def test_who_logs_in_has_the_values_of_the_account(
    network: CoreNetwork, caps: str, ann: CoreClient
):
    ann.send("REGISTER * * sesame", "METADATA * SET url x", "METADATA * SET status y", "QUIT")
    guest = network.register("guest", caps=f"{NEWER} sasl")
    guest.join("#a").send("METADATA * SET status mine", "METADATA * SET icon z")
    watcher = watching(network, caps, "url", "status", "icon", "foo").join("#a")
    watcher.read()
    guest.send("PRIVMSG NickServ :IDENTIFY ann sesame")
    told = lines(watcher.read())
    if caps == NEWER:
        assert told == [
            ("761", "watcher", "guest", "url", "*", "x"),
            ("761", "watcher", "guest", "status", "*", "y"),
            ("766", "watcher", "guest", "icon", "Key not set"),
        ]
    else:
        assert told == [
            ("METADATA", "guest", "url", "*", "x"),
            ("METADATA", "guest", "status", "*", "y"),
            ("METADATA", "guest", "icon", "*"),
        ]


# Synchronization.


@BOTH
def test_joining_tells_what_is_set(network: CoreNetwork, caps: str, ann: CoreClient):
    ann.join("#a").ask("METADATA * SET url x", "METADATA #a SET url y", "METADATA #a SET foo z")
    watcher = watching(network, caps, "url")
    said = watcher.ask("JOIN #a")
    assert commands(said)[:3] == ["JOIN", "353", "366"]
    expected = [("#a", "url", "*", "y"), ("ann", "url", "*", "x")]
    assert [message.params[-4:] for message in batch(said[3:], "metadata", "#a")] == expected
    verb = "761" if caps == NEWER else "METADATA"
    synced = batch(watcher.ask("METADATA #a SYNC"), "metadata", "#a")
    assert [message.params[-4:] for message in synced] == expected
    assert {message.command for message in synced} == {verb}


def test_the_newer_draft_has_the_batch_also_when_there_is_nothing(
    network: CoreNetwork, old: CoreClient, ann: CoreClient
):
    assert batch(ann.ask("JOIN #a")[3:], "metadata", "#a") == []
    assert commands(old.ask("JOIN #a")) == ["JOIN", "353", "366"]
    assert batch(old.ask("METADATA #a SYNC"), "metadata", "#a") == []
    assert commands(ann.ask("MONITOR + old"))[-2:] == ["BATCH", "BATCH"]
    assert commands(old.ask("MONITOR + ann")) == ["730"]


@BOTH
def test_subscribing_tells_what_is_set(network: CoreNetwork, caps: str, ann: CoreClient):
    ann.join("#a").ask("METADATA * SET url x", "METADATA #a SET url y")
    watcher = network.register("watcher", caps=caps).join("#a")
    watcher.ask("MONITOR + ann")
    said = watcher.ask("METADATA * SUB url")
    told = batch(said[1:], "metadata", "*ALL")
    assert [message.params[-4:] for message in told] == [
        ("#a", "url", "*", "y"),
        ("ann", "url", "*", "x"),
    ]
    assert commands(watcher.ask("METADATA * SUB url")) == ["770"]  # nothing new


def test_all_that_is_visible_can_be_synchronized_at_once(network: CoreNetwork, ann: CoreClient):
    friend = network.register("friend", caps=NEWER)
    friend.ask("METADATA * SET url z")
    ann.join("#a").ask("METADATA #a SET url y", "METADATA * SET url x")
    ann.ask("MONITOR + friend,nobody", "METADATA * SUB url")
    told = batch(ann.ask("METADATA *ALL SYNC"), "metadata", "*ALL")
    assert [message.params[1] for message in told] == ["ann", "#a", "friend"]
    assert len(batch(ann.ask("METADATA friend SYNC"), "metadata", "friend")) == 1


def test_who_is_not_in_a_channel_synchronizes_the_channel_alone(
    network: CoreNetwork, ann: CoreClient
):
    ann.join("#a").ask("METADATA #a SET url y", "METADATA * SET url x")
    watcher = watching(network, NEWER, "url")
    told = batch(watcher.ask("METADATA #a SYNC"), "metadata", "#a")
    assert [message.params[1] for message in told] == ["#a"]


def test_too_much_at_once_comes_later(
    network: CoreNetwork, ann: CoreClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("server.core.metadata._MOST_AT_ONCE", 1)
    ann.join("#a").ask("METADATA #a SET url y", "METADATA * SET url x")
    watcher = watching(network, NEWER, "url")
    assert heads(watcher.ask("JOIN #a"))[-1] == ("774", "watcher", "#a", "4")


# Before registration.


def test_it_takes_the_capability_before_registration(network: CoreNetwork):
    assert head(network.connect().ask("METADATA * SUB url")) == ("451", "*")


@BOTH
def test_keys_are_set_and_followed_before_registration(network: CoreNetwork, caps: str):
    client = network.connect()
    client.ask(f"CAP REQ :{caps}")
    assert lines(client.ask("METADATA * SUB display-name")) == [("770", "*", "display-name")]
    assert lines(client.ask("METADATA * SET display-name :a b c")) == [
        ("761", "*", "*", "display-name", "*", "a b c")
    ]
    assert len(batch(client.ask("METADATA * GET display-name"), "metadata", "*")) == 1
    client.ask("METADATA * SET url x")
    assert head(client.ask("METADATA * SET url")) == ("766", "*", "*", "url")
    assert head(client.ask("METADATA abc SET url x"))[:3] == ("FAIL", "METADATA", "INVALID_TARGET")
    said = client.ask("NICK abc", "USER u 0 * :R", "CAP END")
    start = commands(said).index("BATCH")
    end = commands(said).index("BATCH", start + 1)
    (own,) = batch(said[start : end + 1], "metadata", "abc")
    verb = ("761", "abc") if caps == NEWER else ("METADATA",)
    assert (own.command, *own.params) == (*verb, "abc", "display-name", "*", "a b c")
    assert commands(said).index("376") > end
    assert lines(batch(client.ask("METADATA * SUBS"), "metadata-subs")) == [
        ("772", "abc", "display-name")
    ]


def test_what_was_set_before_registration_counts_with_what_the_account_has():
    network = CoreNetwork(ServerConfig(limits=Limits(metadata_keys=2)))
    network.add_account("ann")
    ann = network.member("ann", caps=NEWER)
    ann.send("METADATA * SET url x", "METADATA * SET status x")
    client = network.connect().log_in("ann")
    client.send(f"CAP REQ :{NEWER}", "METADATA * SET url y", "METADATA * SET avatar y")
    client.register("ann", caps=NEWER)
    said = batch(client.ask("METADATA * LIST"), "metadata", "ann")
    assert [message.params[2:] for message in said] == [("url", "*", "y"), ("status", "*", "x")]


def test_what_was_cleared_before_registration_is_not_there(network: CoreNetwork):
    client = network.connect()
    client.send(f"CAP REQ :{NEWER}", "METADATA * SET url x")
    client.read()
    assert len(batch(client.ask("METADATA * CLEAR"), "metadata", "*")) == 1
    assert batch(client.ask("METADATA * LIST"), "metadata", "*") == []
    assert batch(client.ask("METADATA * SYNC"), "metadata", "*") == []


def test_a_labeled_answer_nests_the_batch(network: CoreNetwork):
    ann = network.register("ann", caps=f"{NEWER} labeled-response")
    said = ann.ask("@label=x METADATA * SUB url")
    assert commands(said) == ["BATCH", "770", "BATCH", "BATCH", "BATCH"]
    assert said[0].tags["label"] == "x"
    assert said[2].tags["batch"] == said[0].params[0][1:]
