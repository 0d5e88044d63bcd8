"""PRIVMSG NOTICE TAGMSG (modern IRC, "Sending Messages"; IRCv3 message-tags, echo-message)."""

from __future__ import annotations

import pytest

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, heads, lines, only

TAGS = "message-tags"


def test_s2_broadcast_to_every_member_but_the_sender(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient, carol: CoreClient
):
    dave = network.register("dave")
    for client in (alice, bob, carol):
        client.join("#a")
    for client in (alice, bob):
        client.read()
    alice.send("PRIVMSG #A :hello, all")
    for client in (bob, carol):
        (message,) = client.read()
        assert message.source == "alice!user@192.0.2.1"
        assert (message.command, *message.params) == ("PRIVMSG", "#a", "hello, all")
    assert alice.read() == []
    assert dave.read() == []


def test_a_person_is_written_to_directly(alice: CoreClient, bob: CoreClient):
    assert alice.ask("PRIVMSG BOB :psst", "NOTICE bob :hm") == []
    assert lines(bob.read()) == [("PRIVMSG", "bob", "psst"), ("NOTICE", "bob", "hm")]


def test_several_targets_each_once(alice: CoreClient, bob: CoreClient, carol: CoreClient):
    alice.send("PRIVMSG bob,carol,,bob,BOB :hi")
    assert only(bob.read()) == ("PRIVMSG", "bob", "hi")
    assert only(carol.read()) == ("PRIVMSG", "carol", "hi")


def test_too_many_targets_are_407_and_nobody_gets_it(alice: CoreClient, bob: CoreClient):
    assert head(alice.ask("PRIVMSG bob,b,c,d,e :hi")) == ("407", "alice", "e")
    assert bob.read() == []


def test_privmsg_errors(alice: CoreClient, bob: CoreClient):
    assert head(alice.ask("PRIVMSG")) == ("411", "alice")
    assert head(alice.ask("PRIVMSG , :hi")) == ("411", "alice")
    assert head(alice.ask("PRIVMSG bob")) == ("412", "alice")
    assert head(alice.ask("PRIVMSG bob :")) == ("412", "alice")
    assert head(alice.ask("PRIVMSG nobody :hi")) == ("401", "alice", "nobody")
    assert head(alice.ask("PRIVMSG #x :hi")) == ("403", "alice", "#x")


def test_notice_is_never_answered_with_an_error(alice: CoreClient, bob: CoreClient):
    bad = ["NOTICE", "NOTICE bob", "NOTICE bob :", "NOTICE nobody :x", "NOTICE #x :x"]
    assert alice.ask(*bad, "NOTICE a,b,c,d,e :x") == []
    assert bob.read() == []


def test_from_outside_is_404_unless_the_channel_lets_it_in(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    assert head(bob.ask("PRIVMSG #a :hi")) == ("404", "bob", "#a")
    alice.ask("MODE #a -n")
    bob.send("PRIVMSG #a :hi")
    assert only(alice.read()) == ("PRIVMSG", "#a", "hi")


def test_a_secret_channel_is_not_there_for_those_outside(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    alice.send("MODE #a +s")
    assert head(bob.ask("PRIVMSG #a :hi")) == ("403", "bob", "#a")


def test_moderated_is_for_voices_and_operators(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    bob.join("#a")
    alice.ask("MODE #a +m")
    assert head(bob.ask("PRIVMSG #a :hi")) == ("404", "bob", "#a")
    alice.ask("MODE #a +v bob")
    bob.ask("PRIVMSG #a :hi")
    assert only(alice.read()) == ("PRIVMSG", "#a", "hi")
    assert alice.ask("PRIVMSG #a :hi") == []


def test_banned_members_cannot_speak_unless_voiced(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    bob.join("#a")
    alice.ask("MODE #a +b bob")
    assert head(bob.ask("PRIVMSG #a :hi")) == ("404", "bob", "#a")
    alice.ask("MODE #a +v bob")
    assert bob.ask("PRIVMSG #a :hi") == []


@pytest.mark.parametrize(
    ("target", "shown", "readers"),
    [("@#a", "@#a", {"op"}), ("+#a", "+#a", {"op", "voice"}), ("@+#A", "+#a", {"op", "voice"})],
)
def test_statusmsg_reaches_that_rank_and_higher(
    network: CoreNetwork, alice: CoreClient, target: str, shown: str, readers: set[str]
):
    clients = {nick: network.register(nick) for nick in ("op", "voice", "plain")}
    alice.join("#a")
    for client in clients.values():
        client.join("#a")
    alice.send("MODE #a +ov-o op voice alice")
    for client in clients.values():
        client.read()
    alice.send(f"PRIVMSG {target} :hi")
    got = {nick: lines(client.read()) for nick, client in clients.items()}
    assert {nick for nick, said in got.items() if said} == readers
    assert got["op"] == [("PRIVMSG", shown, "hi")]


def test_statusmsg_is_echoed_to_its_sender(network: CoreNetwork):
    alice = network.register("alice", caps="echo-message").join("#a")
    assert only(alice.ask("PRIVMSG @#a :note")) == ("PRIVMSG", "@#a", "note")


def test_an_away_person_is_told_of_for_privmsg_only(alice: CoreClient, bob: CoreClient):
    bob.send("AWAY :asleep")
    assert only(alice.ask("PRIVMSG bob :hi")) == ("301", "alice", "bob", "asleep")
    assert alice.ask("NOTICE bob :hi") == []


def test_echo_message_gives_the_sender_what_others_get(network: CoreNetwork, bob: CoreClient):
    alice = network.register("alice", caps="echo-message").join("#a")
    assert only(alice.ask("PRIVMSG #a :hi")) == ("PRIVMSG", "#a", "hi")
    (echo,) = alice.ask("PRIVMSG bob :hi")
    assert echo.source == "alice!user@192.0.2.1"
    assert echo.params == ("bob", "hi")


def test_a_message_to_oneself_comes_once_and_with_echo_twice(
    network: CoreNetwork, alice: CoreClient
):
    assert lines(alice.ask("PRIVMSG alice :note")) == [("PRIVMSG", "alice", "note")]
    bob = network.register("bob", caps="echo-message")
    assert lines(bob.ask("PRIVMSG bob :note")) == [("PRIVMSG", "bob", "note")] * 2


def test_messages_have_ids_and_times_for_those_who_asked(network: CoreNetwork, alice: CoreClient):
    tagged = network.register("tagged", caps="message-tags server-time")
    timed = network.register("timed", caps="server-time")
    alice.send("PRIVMSG tagged,timed :hi")
    (message,) = tagged.read()
    assert message.tags["time"] == "2023-11-14T22:13:20.000Z"
    assert message.tags["msgid"]
    assert set(timed.read()[0].tags) == {"time"}


def test_one_message_has_one_id_and_another_another(network: CoreNetwork):
    alice = network.register("alice", caps="echo-message message-tags").join("#a")
    bob = network.register("bob", caps=TAGS).join("#a")
    alice.read()
    echoes = [message.tags["msgid"] for message in alice.ask("PRIVMSG #a :1", "PRIVMSG #a :2")]
    assert [message.tags["msgid"] for message in bob.read()] == echoes
    assert len(set(echoes)) == 2


def test_client_only_tags_are_relayed_as_they_are_and_others_dropped(network: CoreNetwork):
    alice = network.register("alice", caps=TAGS)
    bob = network.register("bob", caps=TAGS)
    plain = network.register("plain", caps="server-time")
    alice.send(
        "@+draft/reply=a\\:b;+example.com/x;time=1;msgid=forged;+;+b@d=1 PRIVMSG bob,plain :x"
    )
    tags = dict(bob.read()[0].tags)
    assert tags.pop("msgid") != "forged"
    assert tags == {"+draft/reply": "a;b", "+example.com/x": ""}
    assert set(plain.read()[0].tags) == {"time"}


def test_server_tags_come_before_client_only_tags(network: CoreNetwork):
    alice, bob = (network.register(nick, caps=TAGS) for nick in ("alice", "bob"))
    alice.send("@+a=1 PRIVMSG bob :x")
    assert bob.read_bytes().startswith(b"@msgid=")


def test_tags_of_who_did_not_negotiate_them_are_dropped(network: CoreNetwork, alice: CoreClient):
    bob = network.register("bob", caps=TAGS)
    alice.send("@+a=1 PRIVMSG bob :x")
    assert set(bob.read()[0].tags) == {"msgid"}


def test_tagmsg_reaches_only_those_who_negotiated_tags(network: CoreNetwork, bob: CoreClient):
    alice, carol = (network.register(nick, caps=TAGS).join("#a") for nick in ("alice", "carol"))
    bob.join("#a")
    for client in (alice, carol):
        client.read()
    alice.send("@+typing=active TAGMSG #a", "@+typing=done TAGMSG bob,carol")
    assert [(each.params, each.tags["+typing"]) for each in carol.read()] == [
        (("#a",), "active"),
        (("carol",), "done"),
    ]
    assert bob.read() == []
    assert alice.read() == []


def test_tagmsg_is_echoed_and_refused_like_a_message(network: CoreNetwork, bob: CoreClient):
    alice = network.register("alice", caps="message-tags echo-message").join("#a")
    assert only(alice.ask("@+a TAGMSG #a")) == ("TAGMSG", "#a")
    assert heads(alice.ask("TAGMSG", "TAGMSG nobody", "TAGMSG #x")) == [
        ("411", "alice"),
        ("401", "alice", "nobody"),
        ("403", "alice", "#x"),
    ]
    bob.send("AWAY :asleep")
    assert commands(alice.ask("@+a TAGMSG bob")) == ["TAGMSG"]


def test_tagmsg_without_the_capability_is_unknown(alice: CoreClient):
    assert head(alice.ask("TAGMSG alice")) == ("421", "alice", "TAGMSG")


def test_a_relayed_line_is_cut_to_512_bytes_between_characters(alice: CoreClient, bob: CoreClient):
    text = "é" * 245
    alice.send(f"PRIVMSG bob :{text}")
    data = bob.read_bytes()
    assert len(data) in (511, 512)
    assert text.startswith(data.decode().rstrip("\r\n").rpartition(":")[2])


def test_a_bot_is_marked_on_what_it_says(network: CoreNetwork, alice: CoreClient):
    bob = network.register("bob", caps=TAGS)
    alice.send("MODE alice +B", "PRIVMSG bob :beep")
    assert "bot" in bob.read()[0].tags


def test_a_connection_that_breaks_does_not_keep_others_from_reading(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient, carol: CoreClient
):
    for client in (alice, bob, carol):
        client.join("#a")
    carol.read()
    alice.send("PRIVMSG #a :one")
    bob.drop("Connection reset")
    alice.send("PRIVMSG #a :two")
    assert lines(carol.read()) == [
        ("PRIVMSG", "#a", "one"),
        ("QUIT", "Connection reset"),
        ("PRIVMSG", "#a", "two"),
    ]


@pytest.mark.parametrize(
    ("modes", "text", "mode"),
    [
        ("+m", "hi", "+m"),
        ("+M", "hi", "+M"),
        ("+b bob", "hi", "+b"),
        ("+b ~m:bob", "hi", "+b"),
        ("+C", "\x01VERSION\x01", "+C"),
    ],
)
def test_the_mode_that_keeps_a_message_out_is_said(
    alice: CoreClient, bob: CoreClient, modes: str, text: str, mode: str
):
    alice.join("#a")
    bob.join("#a")
    alice.ask(f"MODE #a {modes}")
    said = only(bob.ask(f"PRIVMSG #a :{text}"))
    assert said[:3] == ("404", "bob", "#a")
    assert f"({mode}: " in said[3]
    assert bob.ask(f"NOTICE #a :{text}") == []
