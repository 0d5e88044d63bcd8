"""IRCv3 draft/read-marker, case by case, over both stores."""

from __future__ import annotations

from base64 import b64encode

import pytest

from server.config import ServerConfig
from server.core.core import Core
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, lines, only
from tests.server.history_cases import moment, network

__all__ = ["network"]

CAPS = "draft/read-marker"
NOW = 1_700_000_000.0
EARLY, LATE = moment(NOW - 200), moment(NOW - 100)


@pytest.fixture
def alice(network: CoreNetwork) -> CoreClient:
    return network.register("alice", caps=CAPS)


def second_client(network: CoreNetwork, first: CoreClient, caps: str = CAPS) -> CoreClient:
    client = network.connect()
    if caps:
        client.send(f"CAP REQ :{caps}")
    client.read()
    return client.attach_to(first)


@pytest.mark.parametrize("target", ["#room", "bob"])
def test_what_is_set_is_got(alice: CoreClient, target: str) -> None:
    assert only(alice.ask(f"MARKREAD {target}")) == ("MARKREAD", target, "*")
    assert only(alice.ask(f"MARKREAD {target} {EARLY}")) == ("MARKREAD", target, EARLY)
    assert only(alice.ask(f"MARKREAD {target}")) == ("MARKREAD", target, EARLY)
    assert only(alice.ask(f"MARKREAD {target.upper()}"))[2] == EARLY


def test_the_server_is_the_source(alice: CoreClient) -> None:
    assert alice.ask("MARKREAD #room")[0].source == "chat.local"


def test_it_only_ever_rises(alice: CoreClient) -> None:
    alice.ask(f"MARKREAD #room {LATE}")
    assert only(alice.ask(f"MARKREAD #room {EARLY}")) == ("MARKREAD", "#room", LATE)
    assert only(alice.ask(f"MARKREAD #room {LATE}")) == ("MARKREAD", "#room", LATE)
    assert only(alice.ask("MARKREAD #room")) == ("MARKREAD", "#room", LATE)


def test_what_is_not_said_yet_is_not_read(alice: CoreClient) -> None:
    assert only(alice.ask(f"MARKREAD #room {moment(NOW + 9)}"))[2] == moment(NOW)


def test_one_s_other_clients_are_told_when_it_changes(network, alice) -> None:
    second, plain = second_client(network, alice), second_client(network, alice, "")
    alice.ask(f"MARKREAD #room {EARLY}")
    assert lines(second.read()) == [("MARKREAD", "#room", EARLY)]
    assert plain.read() == []
    alice.ask(f"MARKREAD #room {EARLY}")
    assert second.read() == []


def test_nobody_else_is_told(network, alice) -> None:
    bob = network.register("bob", caps=CAPS).join("#room")
    alice.join("#room")
    bob.read()
    alice.ask(f"MARKREAD #room {EARLY}", f"MARKREAD bob {EARLY}")
    assert bob.read() == []
    assert only(bob.ask("MARKREAD #room"))[2] == "*"


def test_join_tells_it_before_the_end_of_names(alice: CoreClient) -> None:
    answer = alice.ask("JOIN #room")
    assert commands(answer) == ["JOIN", "MARKREAD", "353", "366"]
    assert answer[1].params == ("#room", "*")
    alice.ask(f"MARKREAD #room {EARLY}", "PART #room")
    assert alice.ask("JOIN #room")[1].params == ("#room", EARLY)


def test_join_tells_nothing_without_the_capability(network: CoreNetwork) -> None:
    assert "MARKREAD" not in commands(network.register("bob").ask("JOIN #room"))


def test_join_tells_it_where_names_are_left_out(network: CoreNetwork) -> None:
    alice = network.register("alice", caps=f"{CAPS} draft/no-implicit-names")
    assert commands(alice.ask("JOIN #room")) == ["JOIN", "MARKREAD"]


def test_that_of_an_account_lasts(network, alice) -> None:
    alice.user.account = "Alice"
    alice.ask(f"MARKREAD #room {EARLY}")
    alice.drop()
    again = network.register("al", caps=CAPS)
    again.user.account = "alice"
    assert only(again.ask("MARKREAD #room"))[2] == EARLY
    restarted = Core(ServerConfig(), network.clock, store=network.store)
    assert restarted.context.read_markers == {"alice": {"#room": int((NOW - 200) * 1000)}}


def test_that_of_one_without_account_goes_with_it(network, alice) -> None:
    alice.ask(f"MARKREAD #room {EARLY}")
    alice.drop()
    again = network.register("alice", caps=CAPS)
    assert only(again.ask("MARKREAD #room"))[2] == "*"


def test_a_login_takes_it_along_and_brings_the_accounts(network, alice) -> None:
    network.add_account("carol")
    carol = network.member("carol", "#one", "#two", caps=CAPS)
    carol.ask(f"MARKREAD #one {LATE}", f"MARKREAD #two {EARLY}")
    alice.join("#one", "#two")
    alice.ask(f"MARKREAD #one {EARLY}", f"MARKREAD #two {LATE}", f"MARKREAD bob {EARLY}")
    password = b64encode(b"\0carol\0sesame").decode()
    said = alice.ask("CAP REQ sasl", "AUTHENTICATE PLAIN", f"AUTHENTICATE {password}")
    told = [each for each in said if each.command == "MARKREAD"]
    assert [each.params for each in told] == [("#one", LATE)]
    for target, time in (("#one", LATE), ("#two", LATE), ("bob", EARLY)):
        assert only(carol.ask(f"MARKREAD {target}"))[2] == time
    restarted = Core(ServerConfig(), network.clock, store=network.store)
    assert set(restarted.context.read_markers["carol"]) == {"#one", "#two", "bob"}


def test_all_who_share_an_account_are_told_also_under_another_nick(network, alice) -> None:
    network.add_account("carol")
    carol = network.member("carol", "#one", caps=CAPS)
    laptop = network.register("laptop", caps=f"{CAPS} sasl")
    laptop.ask(f"MARKREAD #two {EARLY}")
    laptop.log_in("carol")
    assert lines(carol.read()) == [("MARKREAD", "#two", EARLY)]
    carol.ask(f"MARKREAD #one {LATE}")
    assert lines(laptop.read()) == [("MARKREAD", "#one", LATE)]
    laptop.send("NICK phone", f"MARKREAD #two {LATE}")
    assert lines(carol.read()) == [("MARKREAD", "#two", LATE)]
    assert alice.read() == []
    laptop.drop()
    assert network.core.context.state.users_of("Carol") == [carol.user]
    carol.drop()
    assert network.core.context.state.users_of("carol") == []


def test_that_of_a_renamed_channel_goes_along(network, alice) -> None:
    network.add_account("carol")
    carol = network.member("carol", caps=CAPS)
    for client in (alice, carol):
        client.join("#room").ask(f"MARKREAD #room {EARLY}")
    alice.ask("RENAME #room #hall")
    for client in (alice, carol):
        assert only(client.ask("MARKREAD #hall"))[2] == EARLY
        assert only(client.ask("MARKREAD #room"))[2] == "*"
    alice.ask("RENAME #hall #HALL")
    assert only(alice.ask("MARKREAD #hall"))[2] == EARLY
    restarted = Core(ServerConfig(), network.clock, store=network.store)
    assert "#hall" in restarted.context.read_markers["carol"]


def test_their_number_is_bounded(alice: CoreClient) -> None:
    most = alice.core.config.history.read_markers
    alice.ask(*(f"MARKREAD #r{number} {EARLY}" for number in range(most)))
    answer = only(alice.ask(f"MARKREAD #onemore {EARLY}"))
    assert answer[:-1] == ("FAIL", "MARKREAD", "INTERNAL_ERROR", "#onemore")
    assert only(alice.ask(f"MARKREAD #r1 {LATE}"))[2] == LATE


@pytest.mark.parametrize("request_", ["MARKREAD", "MARKREAD :"])
def test_without_a_target_parameters_are_missing(alice: CoreClient, request_: str) -> None:
    assert only(alice.ask(request_))[:-1] == ("FAIL", "MARKREAD", "NEED_MORE_PARAMS")


@pytest.mark.parametrize(
    "given", ["*", "timestamp=*", "timestamp=", "2023-01-01T00:00:00.000Z", "timestamp=now", "x"]
)
def test_what_is_no_timestamp_is_refused(alice: CoreClient, given: str) -> None:
    answer = only(alice.ask(f"MARKREAD #room {given}"))
    assert answer[:-1] == ("FAIL", "MARKREAD", "INVALID_PARAMS", given)


def test_what_is_no_target_is_refused(alice: CoreClient) -> None:
    answer = only(alice.ask(f"MARKREAD a,b {EARLY}"))
    assert answer[:-1] == ("FAIL", "MARKREAD", "INVALID_PARAMS", "a,b")
