"""KLINE, DLINE and their ends: who may not be here is parted with, and stays out."""

from __future__ import annotations

from base64 import b64encode

import pytest

from chat.protocol.message import parse_message
from server.core.bans import BanKind, ServerBan
from server.core.moderation_records import LogAction, SaveBan
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, heads, lines, only


def audited(network: CoreNetwork) -> LogAction:
    return network.store.moderation.actions(1)[0]


def refused(client: CoreClient, nick: str) -> list[tuple[str, ...]]:
    """What somebody reads who tries to register, and is not let in."""
    said = lines(client.ask(f"NICK {nick}", "USER user 0 * :Real Name"))
    assert client.sink.closed
    return said


def test_dline_bans_an_address_and_applies_at_once(
    network: CoreNetwork, alice: CoreClient, root: CoreClient
):
    waiting = network.connect("192.0.2.1")
    assert only(root.ask("DLINE 192.0.2.1 :flooding"))[:2] == ("NOTICE", "oona")
    told = "You are banned from this server: flooding"
    assert lines(alice.read()) == [("465", "alice", told), ("ERROR", f"Closing link: {told}")]
    assert lines(waiting.read()) == [("465", "*", told), ("ERROR", f"Closing link: {told}")]
    assert alice.sink.closed
    assert waiting.sink.closed
    assert not root.sink.closed
    assert network.core.admit("192.0.2.1") == told
    assert network.core.admit("192.0.2.2") is None
    log = audited(network)
    assert (log.operator, log.action, log.target) == ("root", "DLINE", "192.0.2.1/32")
    assert log.detail == "for ever: flooding"
    assert log.source == "oona!user@198.51.100.1"


def test_a_notice_of_the_server_has_an_id_too(network: CoreNetwork, root: CoreClient):
    root.ask("CAP REQ message-tags")
    notices = root.ask("DLINE 203.0.113.0/24", "UNDLINE 203.0.113.0/24")
    ids = [message.tags["msgid"] for message in notices if message.command == "NOTICE"]
    assert len(set(ids)) == len(ids) == len(notices)
    shown = parse_message(network.core.notice(root.session, "x").decode().strip())
    assert shown.tags["msgid"] not in ids


def test_a_range_with_an_end(network: CoreNetwork, root: CoreClient):
    root.ask("DLINE 2h 192.0.2.0/24 :flooding")
    assert network.core.admit("192.0.2.200") is not None
    network.clock.advance(7200)
    assert network.core.admit("192.0.2.200") is None


def test_a_ban_that_is_over_is_kept_nowhere(network: CoreNetwork, root: CoreClient):
    root.ask("DLINE 2h 192.0.2.0/24", "KLINE 3h evil*!*@*", "KLINE a:mallory")
    network.clock.advance(7200)
    root.ask("PONG x")
    network.core.sweep()
    root.read()
    assert [ban.target for ban in network.store.moderation.bans()] == ["evil*!*@*", "mallory"]
    assert len(network.core.context.bans) == 2


@pytest.mark.parametrize("duration", ["999999w", "999999w" * 40, "999999999"])
def test_a_range_with_an_end_beyond_all_calendars(
    network: CoreNetwork, root: CoreClient, duration: str
):
    told = only(root.ask(f"DLINE {duration} 192.0.2.0/24 :flooding"))[-1]
    assert told == "Banned 192.0.2.0/24 for ever; disconnected: 0"
    assert network.core.admit("192.0.2.200") == "You are banned from this server: flooding"
    assert "192.0.2.0/24" in str(lines(root.ask("STATS d")))


def test_dline_of_a_nick_bans_its_address(
    network: CoreNetwork, alice: CoreClient, root: CoreClient
):
    six = network.register("six", address="2001:db8:0:1::5")
    root.ask("DLINE six")
    assert six.sink.closed
    assert network.core.admit("2001:db8:0:1:ffff::1") is not None
    assert not alice.sink.closed
    root.ask("DLINE alice")
    assert alice.sink.closed


def test_others_read_why_somebody_left(network: CoreNetwork, alice: CoreClient, root: CoreClient):
    for client in (alice, root):
        client.join("#a")
    alice.read()
    assert ("QUIT", "Banned from the server") in lines(root.ask("DLINE 192.0.2.1 :flooding"))


def test_kline_bans_a_nick_mask_now_and_at_registration(network: CoreNetwork, root: CoreClient):
    evil = network.register("evil1")
    root.ask("KLINE evil*!*@* :go away")
    assert evil.sink.closed
    told = "You are banned from this server: go away"
    assert refused(network.connect(), "evil2") == [
        ("465", "*", told),
        ("ERROR", f"Closing link: {told}"),
    ]
    assert commands(network.connect().ask("NICK good", "USER user 0 * :x"))[0] == "001"


def test_kline_by_address_and_by_cloak(network: CoreNetwork, root: CoreClient):
    network.core.context.cloak = lambda address: f"x{address.split('.')[-1]}.narrow.wide.ip"
    root.ask("KLINE *@*.narrow.wide.ip :one")  # matches root's own cloak, too, if it has one
    assert refused(network.connect("192.0.2.9"), "zoe")[0][0] == "465"
    root.ask("UNKLINE *@*.narrow.wide.ip", "KLINE *@192.0.2.*")
    assert refused(network.connect("192.0.2.9"), "zoe")[0][0] == "465"


def test_a_banned_nick_cannot_be_taken_later(
    network: CoreNetwork, alice: CoreClient, root: CoreClient
):
    root.ask("KLINE evil*!*@* :reserved")
    assert only(alice.ask("NICK evil2")) == ("432", "alice", "evil2", "Banned: reserved")
    assert only(alice.ask("NICK good"))[:2] == ("NICK", "good")


def test_kline_of_an_account(network: CoreNetwork, alice: CoreClient, root: CoreClient):
    alice.user.account = "Alice"
    root.ask("KLINE 1d ~a:alice :spam")
    assert alice.sink.closed
    known = network.connect()
    known.session.login = "alice"
    assert refused(known, "zoe")[0][0] == "465"


def test_logging_in_to_a_banned_account_ends_it(network: CoreNetwork, root: CoreClient):
    network.add_account("mallory")
    root.ask("KLINE a:mallory :spam")
    guest = network.register("guest", caps="sasl")
    payload = b64encode(b"\0mallory\0sesame").decode()
    said = commands(guest.ask("AUTHENTICATE PLAIN", f"AUTHENTICATE {payload}"))
    assert said[-2:] == ["465", "ERROR"]
    assert guest.sink.closed


def test_unkline_and_undline_lift(network: CoreNetwork, root: CoreClient):
    root.ask("DLINE 192.0.2.0/24", "KLINE evil!*@*", "KLINE a:mallory")
    for line in ("UNDLINE 192.0.2.0/24", "UNKLINE evil", "UNKLINE ~a:Mallory"):
        assert head(root.ask(line)) == ("NOTICE", "oona")
        assert audited(network).action == line.split()[0]
    assert network.core.admit("192.0.2.1") is None
    assert len(network.core.context.bans) == 0
    assert network.store.moderation.bans() == []


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("DLINE", ("461", "oona", "DLINE")),
        ("DLINE 2h", ("461", "oona", "DLINE")),
        ("UNKLINE", ("461", "oona", "UNKLINE")),
        ("DLINE nobody", ("FAIL", "DLINE", "INVALID_TARGET")),
        ("KLINE 192.0.2.1", ("FAIL", "KLINE", "INVALID_TARGET")),
        ("KLINE :a b", ("FAIL", "KLINE", "INVALID_TARGET")),
        (f"KLINE {'x' * 250}", ("FAIL", "KLINE", "INVALID_TARGET")),
        ("UNDLINE nobody", ("FAIL", "UNDLINE", "INVALID_TARGET")),
        ("UNDLINE 192.0.2.1", ("FAIL", "UNDLINE", "NO_SUCH_BAN")),
        ("KLINE *", ("FAIL", "KLINE", "CANNOT_BAN_SELF")),
        ("DLINE 0.0.0.0/0", ("FAIL", "DLINE", "CANNOT_BAN_SELF")),
    ],
)
def test_what_is_refused_changes_nothing(
    network: CoreNetwork, root: CoreClient, line: str, answer: tuple[str, ...]
):
    assert head(root.ask(line)) == answer
    assert len(network.core.context.bans) == 0
    assert audited(network).action == "OPER"


def test_stats_list_the_bans(network: CoreNetwork, root: CoreClient):
    root.ask("DLINE 1h 192.0.2.0/24 :flood", "KLINE bad*!*@host", "KLINE a:mallory :spam")
    assert heads(root.ask("STATS d"))[0] == ("225", "oona", "D", "192.0.2.0/24")
    assert lines(root.ask("STATS k"))[:2] == [
        ("216", "oona", "K", "host", "*", "*", "bad*!*@host by root: no reason"),
        ("216", "oona", "K", "mallory", "*", "*", "~a:mallory by root: spam"),
    ]


def test_bans_are_there_after_a_restart(network: CoreNetwork, root: CoreClient):
    root.ask("DLINE 192.0.2.0/24 :flood", "KLINE evil!*@*", "UNKLINE evil!*@*")
    stored = network.store.moderation.bans()
    assert [(ban.kind, ban.target, ban.reason, ban.setter) for ban in stored] == [
        (BanKind.ADDRESS, "192.0.2.0/24", "flood", "root")
    ]
    network.restart()
    assert network.core.admit("192.0.2.1") == "You are banned from this server: flood"
    assert len(network.core.context.bans) == 1


def test_bans_of_the_command_line_are_taken_over(network: CoreNetwork, alice: CoreClient):
    ban = ServerBan(BanKind.ADDRESS, "192.0.2.0/24", "flood", "command line", 0.0)
    network.core.take_bans([ban])
    assert commands(alice.read()) == ["465", "ERROR"]
    network.core.take_bans([])
    assert network.core.admit("192.0.2.1") is None


def test_who_stays_for_a_banned_account_does_not_stay(network: CoreNetwork, root: CoreClient):
    for name in ("mallory", "alice"):
        network.add_account(name, always_on=True)
    bob = network.register("bob").join("#a")
    mallory, alice = network.member("mallory", "#a"), network.member("alice", "#a")
    for client in (mallory, alice):
        client.send("QUIT")
    bob.read()
    root.ask("KLINE a:mallory :spam")
    assert only(bob.read()) == ("QUIT", "Banned from the server")
    network.restart()
    state = network.core.context.state
    assert (state.find_user("mallory"), state.find_user("alice") is None) == (None, False)


def test_who_stays_and_is_banned_while_connected_is_gone_altogether(
    network: CoreNetwork, root: CoreClient
):
    network.add_account("mallory", always_on=True)
    bob = network.register("bob").join("#a")
    mallory = network.member("mallory", "#a")
    bob.read()
    root.ask("KLINE a:mallory :spam")
    assert mallory.sink.closed
    assert commands(bob.read())[-1] == "QUIT"
    assert network.core.context.state.find_user("mallory") is None


def test_who_stays_and_was_banned_while_no_server_ran_is_gone(network: CoreNetwork):
    network.add_account("mallory", always_on=True)
    network.member("mallory", "#a").send("QUIT")
    ban = ServerBan(BanKind.ACCOUNT, "mallory", "spam", "cli", network.clock())
    network.core.context.record(SaveBan(ban))
    network.restart()
    assert network.core.context.state.find_user("mallory") is None
