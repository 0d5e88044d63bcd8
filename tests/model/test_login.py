"""Logging in over a session: what goes over the wire, and what ends the attempt."""

from __future__ import annotations

import base64

import pytest

from chat.model.events import (
    ConnectionFailed,
    FailureReason,
    LoggedIn,
    LoggedOut,
    LoginFailed,
    Registered,
)
from chat.model.security import Security
from chat.model.session import login
from chat.model.session.state import Phase
from chat.protocol.scram import ScramServer, make_verifier, parse_client_first
from tests.fakes.fake_transport import TLS13
from tests.model.session_rig import Rig

MECHANISMS = "PLAIN,SCRAM-SHA-256"
PLAIN = base64.b64encode(b"\0ann\0sesame").decode()


def wanting(security: Security | None = TLS13, password: str = "sesame") -> Rig:
    rig = Rig()
    rig.session.login.account, rig.session.login.password = "ann", password
    rig.start(security)
    rig.sent()
    return rig


def offer(rig: Rig, value: str = MECHANISMS) -> list[str]:
    """The server offers SASL and grants it; what was said then."""
    name = f"sasl={value}" if value else "sasl"
    rig.feed(f":s CAP * LS :{name}", ":s CAP * ACK :sasl")
    return [line for line in rig.sent() if line.startswith(("AUTH", "CAP END"))]


def failure(rig: Rig) -> tuple[FailureReason, str]:
    [failed] = rig.take(ConnectionFailed)
    assert rig.session.phase is Phase.OFFLINE
    assert rig.transport.is_closed
    return failed.reason, failed.detail


class ScramPeer:
    """The server's side of SCRAM, over a rig."""

    def __init__(self, rig: Rig, password: str = "sesame") -> None:
        rig.feed("AUTHENTICATE +")
        first = parse_client_first(self._said(rig))
        self.server = ScramServer(first, make_verifier(password, b"salt" * 4, 4096), "server")
        rig.feed(f"AUTHENTICATE {self._encoded(self.server.first_message())}")
        self.rig = rig

    def accept(self) -> None:
        final = self.server.final_message(self._said(self.rig))
        self.rig.feed(f"AUTHENTICATE {self._encoded(final)}")

    @staticmethod
    def _said(rig: Rig) -> bytes:
        [line] = rig.sent()
        return base64.b64decode(line.removeprefix("AUTHENTICATE "))

    @staticmethod
    def _encoded(data: bytes) -> str:
        return base64.b64encode(data).decode()


def test_scram_first_and_the_negotiation_ends_with_the_login() -> None:
    rig = wanting()
    assert offer(rig) == ["AUTHENTICATE SCRAM-SHA-256"]
    ScramPeer(rig).accept()
    assert rig.sent() == ["AUTHENTICATE +"]
    rig.feed(":s 900 alice alice!a@h Ann :You are now logged in as Ann", ":s 903 alice :ok")
    assert rig.sent() == ["CAP END"]
    assert rig.take(LoggedIn) == [LoggedIn("net", "Ann")]
    rig.feed(":s 001 alice :Welcome")
    assert rig.session.login.logged_in == "Ann"
    assert rig.take(Registered)


def test_plain_over_tls_where_there_is_nothing_better() -> None:
    rig = wanting()
    assert offer(rig, "PLAIN") == ["AUTHENTICATE PLAIN"]
    rig.feed("AUTHENTICATE +")
    assert rig.sent() == [f"AUTHENTICATE {PLAIN}"]
    rig.feed(":s 903 alice :ok")
    assert rig.take(LoggedIn) == [LoggedIn("net", "ann")]


def test_plain_without_tls_only_if_that_is_allowed() -> None:
    rig = wanting(None)
    assert offer(rig, "PLAIN") == []
    assert failure(rig)[0] is FailureReason.LOGIN_UNENCRYPTED
    rig = wanting(None)
    rig.session.login.unencrypted = True
    assert offer(rig, "PLAIN") == ["AUTHENTICATE PLAIN"]


def test_scram_needs_no_tls() -> None:
    assert offer(wanting(None)) == ["AUTHENTICATE SCRAM-SHA-256"]


def test_a_server_that_names_no_mechanisms_is_tried_with_each() -> None:
    rig = wanting()
    assert offer(rig, "") == ["AUTHENTICATE SCRAM-SHA-256"]
    rig.feed(":s 908 alice PLAIN,EXTERNAL :are available", ":s 904 alice :SASL failed")
    assert rig.sent() == ["AUTHENTICATE PLAIN"]
    rig = wanting(None)
    offer(rig, "")
    rig.feed(":s 904 alice :SASL failed")
    assert failure(rig)[0] is FailureReason.LOGIN_UNENCRYPTED
    rig = wanting()
    offer(rig, "")
    rig.feed(":s 908 alice FUTURE :are available", ":s 904 alice :SASL failed")
    assert failure(rig) == (FailureReason.LOGIN_UNAVAILABLE, "SASL failed")


@pytest.mark.parametrize("numeric", ["902", "904", "905", "906"])
def test_a_refused_login_ends_the_attempt_with_the_servers_words(numeric: str) -> None:
    rig = wanting()
    offer(rig, "PLAIN")
    rig.feed("AUTHENTICATE +", f":s {numeric} alice :No such account")
    assert failure(rig) == (FailureReason.LOGIN_REFUSED, "No such account")


def test_no_login_is_offered() -> None:
    rig = wanting()
    rig.feed(":s CAP * LS :batch", ":s CAP * ACK :batch")
    assert failure(rig)[0] is FailureReason.LOGIN_UNAVAILABLE
    rig = wanting()
    assert offer(rig, "FUTURE") == []
    assert failure(rig) == (FailureReason.LOGIN_UNAVAILABLE, "FUTURE")
    rig = wanting()
    rig.feed(":s CAP * LS :sasl", ":s CAP * NAK :sasl")
    assert failure(rig)[0] is FailureReason.LOGIN_UNAVAILABLE


def test_nobody_is_welcomed_as_a_guest_who_wanted_an_account() -> None:
    rig = wanting()
    rig.feed(":s 421 * CAP :Unknown command", ":s 001 alice :Welcome")
    assert failure(rig)[0] is FailureReason.LOGIN_UNAVAILABLE


def test_without_a_password_nothing_is_tried() -> None:
    rig = wanting(password="")
    assert offer(rig) == []
    assert failure(rig)[0] is FailureReason.LOGIN_PASSWORD


def test_a_password_that_can_be_none_is_refused_here() -> None:
    rig = wanting(password="bell\a")
    offer(rig)
    rig.feed("AUTHENTICATE +")
    rig.feed("AUTHENTICATE cj1ub25jZQ==")
    assert failure(rig)[0] is FailureReason.LOGIN_REFUSED


def test_a_server_that_proves_nothing_is_not_believed() -> None:
    rig = wanting()
    offer(rig)
    ScramPeer(rig)
    rig.sent()
    rig.feed(":s 900 alice alice!a@h ann :You are logged in", ":s 903 alice :ok")
    assert rig.sent() == ["AUTHENTICATE *"]
    assert rig.take(LoggedIn) == []


def test_a_false_proof_is_not_believed() -> None:
    rig = wanting()
    offer(rig)
    ScramPeer(rig)
    rig.sent()
    rig.feed("AUTHENTICATE dj1BQUFB")
    assert rig.sent() == ["AUTHENTICATE *"]
    assert "does not know" in failure(rig)[1]


@pytest.mark.parametrize("line", ["AUTHENTICATE !", "AUTHENTICATE " + "A" * 401])
def test_nonsense_for_a_challenge_ends_it(line: str) -> None:
    rig = wanting()
    offer(rig)
    rig.feed(line)
    assert failure(rig)[0] is FailureReason.LOGIN_REFUSED


def test_what_nobody_asked_for_changes_nothing() -> None:
    rig = Rig().register()
    rig.feed("AUTHENTICATE +", ":s 903 alice :ok", ":s 904 alice :no", ":s 908 alice PLAIN :m")
    assert rig.sent() == []
    assert rig.take(LoggedIn) == []


def test_a_late_answer_of_the_slow_step_is_dropped() -> None:
    rig = wanting()
    later = []
    rig.session.work = lambda work, done: later.append((work, done))
    offer(rig)
    rig.feed("AUTHENTICATE +")
    rig.sent()
    rig.feed("AUTHENTICATE cj1ub25jZQ==", ":s 904 alice :too slow")
    assert failure(rig)[0] is FailureReason.LOGIN_REFUSED
    [(work, done)] = later
    done(work())
    assert rig.sent() == []


# While connected


def connected(caps: str = "sasl") -> Rig:
    rig = Rig()
    rig.start(TLS13)
    rig.feed(f":s CAP * LS :sasl={MECHANISMS}", f":s CAP * ACK :{caps}", ":s 001 alice :Welcome")
    rig.sent()
    rig.events.clear()
    rig.session.login.account, rig.session.login.password = "ann", "sesame"
    return rig


def test_one_can_log_in_while_connected() -> None:
    rig = connected()
    login.log_in(rig.session)
    assert rig.sent() == ["AUTHENTICATE SCRAM-SHA-256"]
    ScramPeer(rig).accept()
    rig.feed(":s 900 alice alice!a@h ann :You are now logged in as ann", ":s 903 alice :ok")
    assert rig.take(LoggedIn) == [LoggedIn("net", "ann")]
    assert rig.session.phase is Phase.REGISTERED
    assert rig.sent() == ["AUTHENTICATE +"]


def test_a_refusal_while_connected_is_told_and_nothing_ends() -> None:
    rig = connected()
    login.log_in(rig.session)
    rig.feed("AUTHENTICATE +", ":s 904 alice :Wrong password")
    assert rig.take(LoginFailed) == [
        LoginFailed("net", FailureReason.LOGIN_REFUSED, "Wrong password")
    ]
    assert rig.session.phase is Phase.REGISTERED


def test_the_capability_is_asked_for_first_where_it_came_later() -> None:
    rig = connected("batch")
    login.log_in(rig.session)
    assert rig.sent() == ["CAP REQ sasl"]
    rig.feed(":s CAP alice ACK :sasl")
    assert rig.sent() == ["AUTHENTICATE SCRAM-SHA-256"]


def test_where_there_are_no_accounts_that_is_told() -> None:
    rig = Rig().register()
    rig.session.login.account = "ann"
    login.log_in(rig.session)
    [failed] = rig.take(LoginFailed)
    assert failed.reason is FailureReason.LOGIN_UNAVAILABLE


def test_who_was_logged_out_logs_in_again_when_accounts_are_back() -> None:
    rig = connected()
    rig.session.login.logged_in = "ann"
    rig.feed(":s CAP alice DEL :sasl", ":s 901 alice alice!a@h :You are now logged out")
    assert rig.take(LoggedOut) == [LoggedOut("net")]
    rig.feed(":s CAP alice NEW :sasl=PLAIN", ":s CAP alice ACK :sasl")
    assert rig.sent() == ["CAP REQ sasl", "AUTHENTICATE PLAIN"]
