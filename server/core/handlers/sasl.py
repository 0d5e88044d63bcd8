"""AUTHENTICATE: log in to an account, before registration or after (IRCv3 sasl-3.1, sasl-3.2).

Who is logged in already reads ERR_SASLALREADY, as 3.1 demands and 3.2 allows ("SASL
Reauthentication"): several clients share one nick by their account, so an account cannot be
changed under them.
"""

from __future__ import annotations

from collections.abc import Callable

from chat.protocol.message import Message, message
from chat.protocol.numerics import Numeric
from chat.protocol.sasl import (
    ABORT,
    SaslError,
    SaslTooLong,
    encode_chunks,
    parse_plain,
    prepare,
)
from chat.protocol.scram import ScramServer, decoy_verifier, parse_client_first
from server.core.accounts import SCRAM_ITERATIONS, Account
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session
from server.core.login import log_in
from server.core.moderation import enforce_ban
from server.core.naming import fold
from server.core.sasl import SaslExchange, Step

PLAIN, SCRAM, EXTERNAL = "PLAIN", "SCRAM-SHA-256", "EXTERNAL"


def handle_authenticate(context: Context, session: Session, request: Message) -> None:
    """Begin, go on with, or abort an exchange."""
    word = request.params[0]
    if session.account is not None:
        context.error(session, Numeric.ERR_SASLALREADY)
    elif not session.caps & Cap.SASL:
        _fail(context, session, "SASL authentication failed: request the capability sasl first")
    elif word == ABORT:
        session.sasl = None
        context.error(session, Numeric.ERR_SASLABORTED)
    elif session.sasl is None:
        _begin(context, session, word.upper())
    else:
        _go_on(context, session, session.sasl, word)


def mechanisms(session: Session) -> list[str]:
    """The mechanisms that this session can use: a certificate opens an account only if shown."""
    return [PLAIN, SCRAM] + ([EXTERNAL] if session.certfp else [])


def _begin(context: Context, session: Session, mechanism: str) -> None:
    if mechanism not in mechanisms(session):
        names = ",".join(mechanisms(session))
        text = "are available SASL mechanisms"
        context.numeric(session, Numeric.RPL_SASLMECHS, names, text)
        _fail(context, session)
        return
    session.sasl = SaslExchange(mechanism)
    _send(context, session, b"")


def _go_on(context: Context, session: Session, exchange: SaslExchange, chunk: str) -> None:
    try:
        response = exchange.buffer.feed(chunk)
        if response is not None:
            _RESPONDERS[exchange.mechanism](context, session, exchange, response)
    except SaslTooLong:
        session.sasl = None
        context.error(session, Numeric.ERR_SASLTOOLONG)
    except SaslError:
        _refuse(context, session, exchange.name)


def _respond_plain(
    context: Context, session: Session, exchange: SaslExchange, response: bytes
) -> None:
    credentials = parse_plain(response)
    exchange.name = name = credentials.authcid
    _check_identity(name, credentials.authzid)
    if _must_wait(context, session, name):
        return
    account = context.state.accounts.find(name)
    kept = account.credentials if account is not None else None
    password = prepare(credentials.password)
    passwords = context.services.passwords

    def done(fits: bool) -> None:
        if session.sasl is exchange:
            _conclude(context, session, name, context.state.accounts.find(name) if fits else None)

    context.defer(session, lambda: passwords.fits(kept, password), done)


def _respond_external(
    context: Context, session: Session, exchange: SaslExchange, response: bytes
) -> None:
    account = context.state.accounts.by_certificate(session.certfp or "")
    if account is None:
        raise SaslError("no account has this certificate")
    exchange.name = account.name
    try:
        _check_identity(account.name, response.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SaslError("no UTF-8") from error
    _conclude(context, session, account.name, account)


def _respond_scram(
    context: Context, session: Session, exchange: SaslExchange, response: bytes
) -> None:
    if exchange.step is Step.FIRST:
        _answer_first(context, session, exchange, response)
    elif exchange.step is Step.PROOF and exchange.scram is not None:
        final = exchange.scram.final_message(response)
        exchange.step = Step.ACCEPTED
        _send(context, session, final)
    else:
        account = context.state.accounts.find(exchange.name)
        _conclude(context, session, exchange.name, account if not response else None)


def _answer_first(
    context: Context, session: Session, exchange: SaslExchange, response: bytes
) -> None:
    """Send salt and iterations, also for an account that is not there: nobody learns which are."""
    first = parse_client_first(response)
    exchange.name = first.username
    _check_identity(first.username, first.authzid)
    if _must_wait(context, session, first.username):
        return
    account = context.state.accounts.find(first.username)
    if account is not None and account.credentials is not None:
        verifier = account.credentials.scram
    else:
        verifier = decoy_verifier(context.secret, fold(first.username), SCRAM_ITERATIONS)
    exchange.scram = ScramServer(first, verifier, context.new_id())
    exchange.step = Step.PROOF
    _send(context, session, exchange.scram.first_message())


def _check_identity(name: str, acting_as: str) -> None:
    """Raises SaslError if somebody wants to act as somebody else."""
    if acting_as and fold(acting_as) != fold(name):
        raise SaslError("nobody acts as another")


def _must_wait(context: Context, session: Session, name: str) -> bool:
    """Whether there were too many wrong passwords; then that is said, and the exchange over."""
    wait = context.restraints.passwords.wait
    seconds = wait(session.address, fold(name), context.clock())
    if seconds > 0:
        minutes = f"{int(seconds) // 60 + 1} minutes"
        _fail(context, session, f"Too many wrong passwords: try again in {minutes}")
    return seconds > 0


def _conclude(context: Context, session: Session, name: str, account: Account | None) -> None:
    """The end of an exchange; `account` is None if the password or the name was wrong."""
    if account is None:
        _refuse(context, session, name)
    elif account.suspended:
        session.sasl = None
        text = f"The account {account.name} is suspended; ask who runs this server"
        context.numeric(session, Numeric.ERR_NICKLOCKED, text)
    elif not account.verified:
        _fail(context, session, "This account is not verified yet: VERIFY it first")
    else:
        session.sasl = None
        context.restraints.passwords.succeeded(session.address, fold(name))
        log_in(context, session, account)
        context.error(session, Numeric.RPL_SASLSUCCESS)
        if session.registered:  # else it is looked at when registration completes
            enforce_ban(context, session)


def _refuse(context: Context, session: Session, name: str) -> None:
    context.restraints.passwords.failed(session.address, fold(name), context.clock())
    _fail(context, session)


def _fail(context: Context, session: Session, text: str = "SASL authentication failed") -> None:
    session.sasl = None
    context.numeric(session, Numeric.ERR_SASLFAIL, text)


def _send(context: Context, session: Session, payload: bytes) -> None:
    for chunk in encode_chunks(payload):
        context.reply(session, message("AUTHENTICATE", chunk))


_Responder = Callable[[Context, Session, SaslExchange, bytes], None]
_RESPONDERS: dict[str, _Responder] = {
    PLAIN: _respond_plain,
    SCRAM: _respond_scram,
    EXTERNAL: _respond_external,
}
