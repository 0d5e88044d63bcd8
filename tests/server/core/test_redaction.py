"""IRCv3 draft/message-redaction, case by case, over both stores."""

from __future__ import annotations

import pytest

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.operators import operator
from tests.server.core.said import commands, lines, only
from tests.server.history_cases import HISTORY, PLAYBACK, batch, network, say, texts

__all__ = ["network"]

REDACTS = f"{PLAYBACK} draft/message-redaction"


@pytest.fixture
def chief(network: CoreNetwork) -> CoreClient:
    return network.register("chief", caps=REDACTS).join("#room")


@pytest.fixture
def alice(network: CoreNetwork, chief: CoreClient) -> CoreClient:
    return network.register("alice", caps=REDACTS).join("#room")


@pytest.fixture
def bob(network: CoreNetwork, chief: CoreClient) -> CoreClient:
    return network.register("bob", caps=REDACTS).join("#room")


def said_id(network: CoreNetwork, client: CoreClient, target: str, text: str = "x") -> str:
    (echo,) = say(network, client, target, text)
    return echo.tags["msgid"]


def test_one_s_own_message_is_redacted_for_all_who_know_of_it(network, alice, bob) -> None:
    plain = network.register("plain", caps="message-tags echo-message").join("#room")
    said = said_id(network, alice, "#room")
    bob.read()
    plain.read()
    (echo,) = alice.ask(f"REDACT #ROOM {said} :a slip")
    assert (echo.command, echo.params) == ("REDACT", ("#room", said, "a slip"))
    assert echo.source == "alice!user@192.0.2.1"
    assert echo.tags["msgid"] not in ("", said)
    assert bob.read() == [echo]
    assert plain.read() == []


def test_what_was_said_under_a_nick_before_is_redacted_too(network, alice, bob) -> None:
    said = said_id(network, alice, "bob")
    bob.send("NICK robert")
    bob.read(), alice.read()
    (echo,) = alice.ask(f"REDACT robert {said}")
    assert echo.params == ("robert", said)
    assert bob.read() == [echo]
    later = said_id(network, alice, "robert")
    bob.send("NICK bob")
    bob.read(), alice.read()
    network.register("robert")
    assert only(alice.ask(f"REDACT robert {said}"))[2] == "UNKNOWN_MSGID"
    (echo,) = alice.ask(f"REDACT bob {later}")
    assert echo.params == ("bob", later)


def test_what_one_said_before_one_logged_in_is_ones_own(network, alice, bob) -> None:
    network.add_account("ally")
    ids = said_id(network, alice, "#room"), said_id(network, alice, "bob")
    alice.log_in("ally")
    assert commands(alice.ask(f"REDACT #room {ids[0]}", f"REDACT bob {ids[1]}")) == ["REDACT"] * 2


def test_without_a_reason_none_is_made_up(network, alice) -> None:
    said = said_id(network, alice, "#room")
    assert only(alice.ask(f"REDACT #room {said}")) == ("REDACT", "#room", said)


def test_the_echo_is_for_those_who_asked_for_echoes(network, alice, bob) -> None:
    quiet = network.register("quiet", caps="draft/message-redaction message-tags").join("#room")
    quiet.send("PRIVMSG #room :x")
    (heard,) = [it for it in bob.read() if it.verb == "PRIVMSG"]
    assert quiet.ask(f"REDACT #room {heard.tags['msgid']}") == []
    assert commands(bob.read()) == ["REDACT"]


def test_the_answer_has_the_label(network, chief) -> None:
    alice = network.register("alice", caps=f"{REDACTS} labeled-response").join("#room")
    said = said_id(network, alice, "#room")
    (echo,) = alice.ask(f"@label=x REDACT #room {said}")
    assert echo.tags["label"] == "x"


def test_history_leaves_it_out_and_plays_the_redaction_back(network, alice, bob) -> None:
    said = said_id(network, alice, "#room", "secret")
    said_id(network, alice, "#room", "other")
    alice.send(f"REDACT #room {said} :a slip")
    reader = network.register("reader", caps=HISTORY).join("#room")
    assert texts(reader.ask("CHATHISTORY LATEST #room * 10")) == ["other"]
    assert texts(reader.ask(f"CHATHISTORY AROUND #room msgid={said} 10")) == ["other"]
    played = batch(bob.ask("CHATHISTORY LATEST #room * 2"))
    assert ("REDACT", "#room", said, "a slip") in lines(played)
    ignorant = network.register("ignorant", caps=PLAYBACK).join("#room")
    assert "REDACT" not in commands(ignorant.ask("CHATHISTORY LATEST #room * 50"))


def test_a_reaction_can_be_redacted(network, alice, bob) -> None:
    (echo,) = alice.ask("@+draft/react=x;+draft/reply=y TAGMSG #room")
    alice.ask(f"REDACT #room {echo.tags['msgid']}")
    played = batch(bob.ask("CHATHISTORY LATEST #room * 50"))
    assert "TAGMSG" not in commands(played)


def test_an_operator_redacts_what_others_said(network, alice, chief) -> None:
    said = said_id(network, alice, "#room")
    assert commands(chief.ask(f"REDACT #room {said} spam")) == ["REDACT"]
    network.clock.advance(1_000_000)
    said = said_id(network, alice, "#room")
    network.clock.advance(1_000_000)
    assert commands(chief.ask(f"REDACT #room {said} spam")) == ["REDACT"]


def test_who_runs_the_server_redacts_too_and_it_is_in_the_audit_log(network, alice) -> None:
    root = operator(network, "root")
    root.ask("CAP REQ :draft/message-redaction echo-message message-tags", "JOIN #room")
    said = said_id(network, alice, "#room")
    assert commands(root.ask(f"REDACT #room {said} spam")) == ["REDACT"]
    action = network.store.moderation.actions(1)[0]
    assert (action.action, action.target, action.detail) == ("REDACT", "#room", "of alice")
    own = said_id(network, root, "#room")
    assert commands(root.ask(f"REDACT #room {own}")) == ["REDACT"]
    assert network.store.moderation.actions(1)[0] == action


def test_others_may_not(network, alice, bob) -> None:
    said = said_id(network, alice, "#room")
    answer = only(bob.ask(f"REDACT #room {said}")[-1:])
    assert answer[:-1] == ("FAIL", "REDACT", "REDACT_FORBIDDEN", "#room", said)
    assert ("PRIVMSG", "#room", "x") in lines(batch(bob.ask("CHATHISTORY LATEST #room * 1")))


def test_who_has_the_nick_of_an_author_is_not_the_author(network, alice) -> None:
    said = said_id(network, alice, "#room")
    alice.drop()
    impostor = network.register("alice", caps=REDACTS).join("#room")
    assert only(impostor.ask(f"REDACT #room {said}"))[2] == "REDACT_FORBIDDEN"


def test_an_author_with_an_account_stays_the_author(network, alice) -> None:
    alice.user.account = "Alice"
    said = said_id(network, alice, "#room")
    alice.drop()
    again = network.register("al", caps=REDACTS).join("#room")
    again.user.account = "alice"
    assert commands(again.ask(f"REDACT #room {said}")) == ["REDACT"]


def test_after_a_time_it_is_too_late_for_the_author(network, alice) -> None:
    said = said_id(network, alice, "#room")
    network.clock.advance(24 * 3600 + 1)
    answer = only(alice.ask(f"REDACT #room {said}"))
    assert answer[:-1] == ("FAIL", "REDACT", "REDACT_WINDOW_EXPIRED", "#room", said, "86400")


def test_a_message_is_redacted_once(network, alice) -> None:
    said = said_id(network, alice, "#room")
    alice.ask(f"REDACT #room {said}")
    answer = only(alice.ask(f"REDACT #room {said}"))
    assert answer[:-1] == ("FAIL", "REDACT", "UNKNOWN_MSGID", "#room", said)


@pytest.mark.parametrize("unknown", ["nonsense", "1f", "7" * 15])
def test_what_was_never_said_is_unknown(alice: CoreClient, unknown: str) -> None:
    answer = only(alice.ask(f"REDACT #room {unknown}"))
    assert answer[:-1] == ("FAIL", "REDACT", "UNKNOWN_MSGID", "#room", unknown)


def test_what_was_said_elsewhere_is_unknown(network, alice, bob) -> None:
    alice.join("#other")
    said = said_id(network, alice, "#other")
    secret = said_id(network, alice, "chief")
    for client, target, number in ((alice, "#room", said), (bob, "#room", secret)):
        assert only(client.ask(f"REDACT {target} {number}")[-1:])[2] == "UNKNOWN_MSGID"


def test_only_messages_can_be_redacted(alice, bob) -> None:
    (joined,) = bob.ask("JOIN #other")[:1]
    answer = only(bob.ask(f"REDACT #other {joined.tags['msgid']}"))
    assert answer[2] == "REDACT_FORBIDDEN"


@pytest.mark.parametrize("target", ["#nowhere", "#elsewhere"])
def test_only_members_redact_in_a_channel(network, alice, bob, target: str) -> None:
    alice.join("#elsewhere")
    said = said_id(network, alice, "#elsewhere")
    answer = only(bob.ask(f"REDACT {target} {said}"))
    assert answer[:-1] == ("FAIL", "REDACT", "INVALID_TARGET", target)


def test_a_direct_message_is_redacted_for_both(network, alice, bob) -> None:
    said = said_id(network, alice, "bob", "secret")
    bob.read()
    (echo,) = alice.ask(f"REDACT bob {said}")
    assert echo.params == ("bob", said)
    assert bob.read() == [echo]
    for client, other in ((alice, "bob"), (bob, "alice")):
        played = batch(client.ask(f"CHATHISTORY LATEST {other} * 10"))
        assert commands(played) == ["REDACT"]


def test_who_got_a_direct_message_may_not_redact_it(network, alice, bob) -> None:
    said = said_id(network, alice, "bob")
    assert only(bob.ask(f"REDACT alice {said}")[-1:])[2] == "REDACT_FORBIDDEN"


def test_a_direct_message_to_one_who_left_is_redacted(network, alice, bob) -> None:
    said = said_id(network, alice, "bob", "secret")
    bob.drop()
    alice.read()
    assert only(alice.ask(f"REDACT bob {said}")) == ("REDACT", "bob", said)
    assert commands(batch(alice.ask("CHATHISTORY LATEST bob * 10"))) == ["REDACT"]


def test_one_who_was_away_reads_what_was_deleted_meanwhile(network, alice) -> None:
    network.add_account("carol")
    carol = network.member("carol", caps=REDACTS)
    said = said_id(network, alice, "carol", "secret")
    carol.drop()
    alice.ask(f"REDACT carol {said}")
    again = network.member("carol", caps=REDACTS)
    assert lines(batch(again.ask("CHATHISTORY LATEST alice * 10"))) == [("REDACT", "carol", said)]


def test_one_s_other_clients_hear_of_it(network, alice) -> None:
    second = network.connect()
    second.send(f"CAP REQ :{REDACTS}")
    second.read()
    second.attach_to(alice)
    said = said_id(network, alice, "chief")
    second.read()
    alice.ask(f"REDACT chief {said}")
    assert commands(second.read()) == ["REDACT"]


def test_one_who_left_the_channel_meanwhile_redacts_nothing(network, alice, chief) -> None:
    said = said_id(network, alice, "#room")
    deferred = network.core.receive(alice.session, f"REDACT #room {said}".encode())
    assert deferred is not None
    chief.send("KICK #room alice")
    deferred.run()
    network.core.resume(alice.session, deferred)
    assert only(alice.read()[-1:])[2] == "INVALID_TARGET"


def test_the_other_side_is_told_under_whatever_nick(network, alice, bob) -> None:
    said = said_id(network, alice, "bob")
    deferred = network.core.receive(alice.session, f"REDACT bob {said}".encode())
    assert deferred is not None
    alice.read()
    deferred.run()
    bob.send("NICK robert")
    network.core.resume(alice.session, deferred)
    assert lines(bob.read())[-1] == ("REDACT", "robert", said)


def test_one_who_came_back_is_told_of_a_deletion(network, alice, bob) -> None:
    said = said_id(network, alice, "bob")
    bob.drop()
    again = network.register("bob", caps=REDACTS)
    alice.ask(f"REDACT bob {said}")
    assert lines(again.read()) == [("REDACT", "bob", said)]


def test_it_needs_the_capability_and_its_parameters(network, alice) -> None:
    plain = network.register("plain")
    assert only(plain.ask("REDACT #room x"))[0] == "421"
    assert only(alice.ask("REDACT #room"))[0] == "461"
