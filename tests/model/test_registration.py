from __future__ import annotations

import pytest

from chat.model.entities import ConnectionRequest, MessageKind
from chat.model.events import (
    ConnectionEstablished,
    ConnectionFailed,
    Event,
    FailureReason,
    NetworkNamed,
    Registered,
)
from chat.model.session import registration
from tests.fakes.fake_transport import TLS13
from tests.model.session_rig import Rig


def test_it_asks_for_capabilities_and_names_us() -> None:
    request = ConnectionRequest("Alice!", "h", 1, password="secret word", realname="Alice A.")
    rig = Rig(request).start(TLS13)
    assert rig.sent() == [
        "CAP LS 302",
        "PASS :secret word",
        "NICK Alice!",
        "USER alice 0 * :Alice A.",
    ]
    assert rig.take(ConnectionEstablished)


def test_a_nick_without_plain_letters_still_has_a_user_name() -> None:
    rig = Rig(ConnectionRequest("Жук", "h", 1)).start(TLS13)
    assert rig.sent()[-1] == "USER user 0 * :Жук"


def test_a_nick_that_no_line_can_say_is_invalid() -> None:
    rig = Rig(ConnectionRequest("two\nlines", "h", 1)).start(TLS13)
    (failure,) = rig.take(ConnectionFailed)
    assert failure.reason is FailureReason.NICK_INVALID
    assert rig.transport.is_closed
    assert rig.sent() == ["CAP LS 302"]


def test_a_password_or_name_over_several_lines() -> None:
    rig = Rig(ConnectionRequest("alice", "h", 1, password="two\nlines")).start(TLS13)
    (failure,) = rig.take(ConnectionFailed)
    assert failure.reason is FailureReason.WRONG_PASSWORD
    rig = Rig(ConnectionRequest("alice", "h", 1, realname="Alice\r\nA.")).start(TLS13)
    assert rig.sent()[-1] == "USER alice 0 * :Alice A."


def test_without_tls_nothing_of_us_is_told_before_the_server_has_answered() -> None:
    request = ConnectionRequest("alice", "h", 1, password="secret")
    rig = Rig(request).start()
    assert rig.sent() == ["CAP LS 302"]
    rig.feed(":s CAP * LS * :batch")
    assert rig.sent() == []
    rig.feed(":s CAP * LS :")
    assert rig.sent() == ["PASS secret", "NICK alice", "USER alice 0 * :alice", "CAP REQ batch"]


def test_a_server_that_knows_no_cap_is_told_who_we_are() -> None:
    rig = Rig().start()
    rig.sent()
    rig.feed(":s 421 * CAP :Unknown command")
    assert rig.sent() == ["NICK alice", "USER alice 0 * :alice"]


def test_a_server_that_leaves_cap_unanswered_is_told_after_a_while() -> None:
    rig = Rig().start()
    rig.sent()
    registration.introduce_late(rig.session)
    assert rig.sent() == []
    rig.advance(3.1)
    registration.introduce_late(rig.session)
    registration.introduce_late(rig.session)
    assert rig.sent() == ["NICK alice", "USER alice 0 * :alice"]
    rig.feed(":s 001 alice :Welcome")
    assert rig.take(Registered)


def test_what_is_wanted_is_requested_and_negotiation_ends_with_the_answer() -> None:
    rig = Rig().start()
    rig.sent()
    rig.feed(":s CAP * LS * :tls=PLAIN multi-prefix", ":s CAP * LS :batch unknown/thing")
    assert rig.sent() == ["NICK alice", "USER alice 0 * :alice", "CAP REQ :multi-prefix batch"]
    rig.feed(":s CAP alice ACK :multi-prefix ")
    assert rig.sent() == []
    rig.feed(":s CAP alice ACK :batch")
    assert rig.sent() == ["CAP END"]
    assert rig.session.capabilities.enabled == {"multi-prefix", "batch"}
    assert rig.session.capabilities.offered["tls"] == "PLAIN"


def test_a_refused_request_is_repeated_one_by_one() -> None:
    rig = Rig().start()
    rig.feed(":s CAP * LS :batch setname")
    rig.sent()
    rig.feed(":s CAP * NAK :batch setname")
    assert rig.sent() == ["CAP REQ batch", "CAP REQ setname"]
    rig.feed(":s CAP * NAK :batch", ":s CAP * ACK :setname")
    assert rig.sent() == ["CAP END"]
    assert rig.session.capabilities.enabled == {"setname"}


def test_a_refusal_of_what_was_not_asked_for_changes_nothing() -> None:
    rig = Rig().register("batch")
    rig.feed(":s CAP alice NAK :one two")
    assert rig.sent() == []


def test_capabilities_come_and_go_later() -> None:
    rig = Rig().register("batch")
    rig.feed(":s CAP alice NEW :echo-message junk")
    assert rig.sent() == ["CAP REQ echo-message"]
    rig.feed(":s CAP alice ACK :echo-message")
    assert rig.session.capabilities.echoes
    rig.feed(":s CAP alice DEL :echo-message batch")
    assert rig.session.capabilities.enabled == set()
    rig.feed(":s CAP alice NEW :batch", ":s CAP alice ACK :batch", ":s CAP alice ACK :-batch")
    assert rig.session.capabilities.enabled == set()
    rig.feed(":s CAP alice LIST :batch")
    assert rig.sent() == ["CAP REQ batch"]


def test_a_server_from_before_capabilities_is_no_failure() -> None:
    rig = Rig().start()
    rig.feed(":s 421 * CAP :Unknown command", ":s 451 * :You have not registered")
    rig.feed(":s 001 alice :Welcome")
    assert rig.take(Registered) == [Registered("net", "alice")]
    rig.feed(":s 421 alice WHAT :Unknown command")
    assert rig.last().kind is MessageKind.ERROR


def test_the_granted_nick_counts() -> None:
    rig = Rig().start()
    rig.feed(":s 001 alice_cut :Welcome")
    assert rig.take(Registered) == [Registered("net", "alice_cut")]
    assert rig.session.nick == "alice_cut"
    assert rig.last().text == "Welcome"


def test_channels_are_joined_after_the_welcome() -> None:
    request = ConnectionRequest("alice", "h", 1, channels=("#one", "#two", "#locked key", "#ONE"))
    rig = Rig(request).start()
    rig.sent()
    rig.feed(":s 001 alice :Welcome")
    assert rig.sent() == ["JOIN #one,#two", "JOIN #locked key"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (":s 433 * alice :Nickname is already in use", FailureReason.NICK_IN_USE),
        (":s 436 * alice :Collision", FailureReason.NICK_IN_USE),
        (":s 437 * alice :Unavailable", FailureReason.NICK_IN_USE),
        (":s 432 * alice :Erroneous", FailureReason.NICK_INVALID),
        (":s 431 * :No nickname given", FailureReason.NICK_INVALID),
        (":s 464 * :Password incorrect", FailureReason.WRONG_PASSWORD),
        (":s 465 * :You are banned", FailureReason.BANNED),
        ("ERROR :Access denied: Bad password?", FailureReason.WRONG_PASSWORD),
        ("ERROR :Closing Link: [1.2.3.4] (K-Lined)", FailureReason.BANNED),
        ("ERROR :Server is full", FailureReason.CLOSED),
        ("ERROR", FailureReason.CLOSED),
    ],
)
def test_refusals_are_told_apart(line: str, reason: FailureReason) -> None:
    rig = Rig().start()
    rig.feed(line)
    (failure,) = rig.take(ConnectionFailed)
    assert failure.reason is reason
    assert failure.detail in line
    assert rig.transport.is_closed
    rig.feed(":s 001 alice :too late")
    assert rig.take(Event) == []


def test_the_same_errors_later_are_only_shown() -> None:
    rig = Rig().register()
    rig.feed(":s 433 alice bob :Nickname is already in use")
    assert rig.last().kind is MessageKind.ERROR
    assert "bob" in rig.last().text
    rig.feed("ERROR :Closing link")
    assert rig.last().text == "Closing link"
    assert rig.session.parting_words == "Closing link"


def test_the_networks_name_is_told_once() -> None:
    rig = Rig().register("", "NETWORK=Example")
    assert rig.session.name == "Example"
    rig.feed(":s 005 alice NETWORK=Example :are supported")
    assert rig.take(NetworkNamed) == []
    rig.feed(":s 005 alice NETWORK=Other :are supported")
    assert rig.take(NetworkNamed) == [NetworkNamed("net", "Other")]


def test_names_are_compared_as_the_server_does() -> None:
    rig = Rig().register()
    lobby = rig.join("#[a]", "alice {bob}")
    assert rig.session.find("#{a}") is lobby
    assert "[bob]" in lobby.members
    rig.feed(":s 005 alice CASEMAPPING=ascii :are supported")
    assert rig.session.find("#{a}") is None
    assert rig.session.find("#[A]") is lobby
    assert "[bob]" not in lobby.members
    assert "{BOB}" in lobby.members


def test_a_second_welcome_does_not_register_again() -> None:
    rig = Rig().register()
    rig.feed(":s 001 other :Welcome")
    assert rig.take(Registered) == []
    assert rig.session.nick == "alice"
