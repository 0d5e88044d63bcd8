"""Logging in to an account: AUTHENTICATE, before the welcome or after (IRCv3 sasl-3.1, sasl-3.2).

Before the welcome a login that does not work ends the connection: nobody is brought in as a
guest who asked for an account. `Session.work` does what is slow elsewhere.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from chat.model.events import FailureReason, LoggedIn, LoggedOut, LoginFailed
from chat.model.session import ending
from chat.model.session.incoming import Incoming
from chat.model.session.numerics import show_error
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.protocol.formatting import strip_formatting
from chat.protocol.mechanisms import ExternalMechanism, Mechanism, choose, make
from chat.protocol.sasl import ABORT, ResponseBuffer, SaslError, encode_chunks
from chat.translation import N_, _

IMPOSTOR = N_("the server did not prove that it knows your account")
_LONGEST = 64 * 1024  # bytes of base64 in one challenge


@dataclass(slots=True)
class Exchange:
    """One attempt at one mechanism."""

    mechanism: Mechanism
    buffer: ResponseBuffer = field(default_factory=lambda: ResponseBuffer(_LONGEST))
    challenged: bool = False  # the server knows the mechanism


def begin(session: Session) -> bool:
    """Log in, if that is wanted and can be; True if an exchange began, or the attempt ended."""
    login = session.login
    wanted = login.account or login.certificate
    if not wanted or login.logged_in or login.exchange is not None or login.new is not None:
        return False
    if "sasl" not in session.capabilities.enabled:
        fail(session, FailureReason.LOGIN_UNAVAILABLE, "")
    elif not login.password and not login.certificate:
        fail(session, FailureReason.LOGIN_PASSWORD, "")
    else:
        _choose(session)
    return True


def require(session: Session) -> bool:
    """At the welcome: whether we are in as who we wanted to be; if not, the attempt has ended."""
    login = session.login
    wanted = login.account or login.certificate
    if wanted and not login.logged_in and login.new is None:
        fail(session, FailureReason.LOGIN_UNAVAILABLE, "")
        return False
    return True


def log_in(session: Session) -> None:
    """Log in now, while connected; the capability is asked for first if it is not there yet."""
    session.login.exchange = None
    capabilities = session.capabilities
    if "sasl" in capabilities.enabled:
        begin(session)
    elif "sasl" in capabilities.offered:
        session.login.awaited = True
        session.send("CAP", "REQ", "sasl")
    else:
        fail(session, FailureReason.LOGIN_UNAVAILABLE, "")


def capability_granted(session: Session) -> None:
    """CAP ACK came: a login that waited for it begins; so does one that the server took back."""
    again = session.phase is Phase.REGISTERED and not session.login.logged_in
    if (session.login.awaited or again) and "sasl" in session.capabilities.enabled:
        session.login.awaited = False
        begin(session)


def _choose(session: Session) -> None:
    login = session.login
    value = session.capabilities.offered.get("sasl")
    offered = value.split(",") if value else None
    plain = session.security is not None or login.unencrypted
    password = bool(login.account and login.password)
    certificate = login.certificate and session.security is not None
    login.mechanisms = choose(offered, plain=plain, password=password, certificate=certificate)
    if login.mechanisms:
        _try_next(session)
    elif not password:
        fail(session, FailureReason.CERTIFICATE_REFUSED, "")
    elif choose(offered, plain=True):
        fail(session, FailureReason.LOGIN_UNENCRYPTED, "")
    else:
        fail(session, FailureReason.LOGIN_UNAVAILABLE, value or "")


def _try_next(session: Session) -> None:
    login = session.login
    name = login.mechanisms.pop(0)
    try:
        mechanism = make(name, login.account, login.password, secrets.token_urlsafe(24))
    except SaslError as error:
        fail(session, FailureReason.LOGIN_REFUSED, str(error))
        return
    login.exchange = Exchange(mechanism)
    session.send("AUTHENTICATE", name)


def handle_authenticate(session: Session, incoming: Incoming) -> None:
    """AUTHENTICATE: a challenge, or a part of one."""
    exchange = session.login.exchange
    if exchange is None:
        return
    exchange.challenged = True
    try:
        challenge = exchange.buffer.feed(incoming.params[0])
        if challenge is not None:
            _answer(session, exchange, challenge)
    except SaslError as error:
        _abort(session, str(error))


def _answer(session: Session, exchange: Exchange, challenge: bytes) -> None:
    mechanism = exchange.mechanism

    def work() -> bytes | SaslError:
        try:
            return mechanism.answer(challenge)
        except SaslError as error:
            return error

    def done(response: bytes | SaslError) -> None:
        if session.login.exchange is not exchange:
            return  # the connection, or the attempt, is another by now
        if isinstance(response, SaslError):
            _abort(session, str(response))
        else:
            for chunk in encode_chunks(response):
                session.send("AUTHENTICATE", chunk)

    if mechanism.slow:
        session.work(work, done)
    else:
        done(work())


def _abort(session: Session, words: str) -> None:
    session.send("AUTHENTICATE", ABORT)
    fail(session, FailureReason.LOGIN_REFUSED, words)


def handle_logged_in(session: Session, incoming: Incoming) -> None:
    """900: the account that we are logged in to."""
    account = incoming.params[2]
    exchange = session.login.exchange
    if exchange is not None and not exchange.mechanism.proven():
        return  # said too early to count
    session.login.logged_in = account
    session.publish(LoggedIn(session.network, account))


def handle_logged_out(session: Session, _incoming: Incoming) -> None:
    """901: we are logged in no more."""
    session.login.logged_in = ""
    session.publish(LoggedOut(session.network))


def handle_success(session: Session, _incoming: Incoming) -> None:
    """903, 907: the exchange is over, and we are logged in."""
    login, exchange = session.login, session.login.exchange
    if exchange is None:
        return
    if not exchange.mechanism.proven():
        _abort(session, _(IMPOSTOR))
        return
    login.exchange = None
    if not login.logged_in:  # a server that leaves out 900
        login.logged_in = login.account or session.nick
        session.publish(LoggedIn(session.network, login.logged_in))
    _go_on(session)


def handle_failure(session: Session, incoming: Incoming) -> None:
    """902, 904, 905, 906: no login; another mechanism if the server did not know this one."""
    login, exchange = session.login, session.login.exchange
    if exchange is None:
        if session.phase is Phase.REGISTERED and not login.account:
            show_error(session, incoming)
        return
    by_certificate = isinstance(exchange.mechanism, ExternalMechanism)
    if (by_certificate or not exchange.challenged) and login.mechanisms:
        _try_next(session)  # whoever has a password as well may add the certificate then
        return
    words = strip_formatting(incoming.params[-1])
    reason = FailureReason.LOGIN_REFUSED
    if by_certificate:
        reason = FailureReason.CERTIFICATE_REFUSED
    elif not exchange.challenged:
        plain = session.security is not None or login.unencrypted
        unavailable = FailureReason.LOGIN_UNAVAILABLE
        reason = unavailable if plain else FailureReason.LOGIN_UNENCRYPTED
    fail(session, reason, words)


def handle_mechanisms(session: Session, incoming: Incoming) -> None:
    """908: the mechanisms there are; the failure itself follows."""
    login = session.login
    offered = {name.upper() for name in incoming.params[1].split(",")}
    login.mechanisms = [name for name in login.mechanisms if name in offered]


def fail(session: Session, reason: FailureReason, words: str) -> None:
    """No login: the attempt to connect ends; once connected, it is only told."""
    session.login.exchange = None
    session.login.awaited = False
    if session.phase is Phase.REGISTERED:
        session.publish(LoginFailed(session.network, reason, words))
    else:
        ending.fail(session, reason, words)


def _go_on(session: Session) -> None:
    if session.phase is Phase.REGISTERING and session.capabilities.negotiating:
        session.capabilities.negotiating = False
        session.send("CAP", "END")
