"""REGISTER and VERIFY: get an account from within the chat (IRCv3 draft/account-registration).

Where the operator wants invitations, their code is what VERIFY brings; where mail can be sent, an
account with an address is verified by the code in the mail; else it is there at once.
"""

from __future__ import annotations

import hmac
import logging
from dataclasses import replace

from chat.protocol.message import Message
from chat.protocol.names import is_valid_nick
from server.core.account_ports import CannotSend, CodeSender, SaveAccount, UseInvitation
from server.core.accounts import INVITATION, Account, Credentials, digest, verified
from server.core.addresses import block_of
from server.core.context import Context
from server.core.entities import Session
from server.core.login import log_in
from server.core.naming import fold
from server.core.password_rules import refused_password

log = logging.getLogger(__name__)

_LONGEST_ADDRESS = 254  # bytes (RFC 5321, errata 1690)
_CODE_LASTS = 24 * 3600.0  # seconds
#: What parts, names or quotes the addresses of a mail (RFC 5322, 3.4): a code goes to one address.
_NOT_IN_ADDRESS = frozenset(' ,;:<>()[]"\\@')


def handle_register(context: Context, session: Session, request: Message) -> None:
    """Make an account, or say what stands in the way."""
    wanted, address, password = request.params[:3]
    nick = _nick(session)
    name = (nick or "*") if wanted == "*" else wanted
    refusal = _refusal(context, session, nick, name, address, password)
    if refusal is not None:
        _refuse(context, session, name, *refusal)
        return
    _make(context, session, name, "" if address == "*" else address, password)


def _refuse(context: Context, session: Session, name: str, code: str, text: str) -> None:
    if code == "COMPLETE_CONNECTION_REQUIRED":
        context.fail(session, "REGISTER", code, text)
    else:
        context.fail(session, "REGISTER", code, "*" if code == "NEED_NICK" else name, text)


def _make(context: Context, session: Session, name: str, email: str, password: str) -> None:
    """Hash the password, and send the code if there is one: both take time, and wait for none."""
    passwords, sender = context.services.passwords, context.services.sender
    invited = context.config.accounts.registration == "invitation"
    code = context.new_id() if email and sender is not None and not invited else ""

    def work() -> Credentials | None:
        credentials = passwords.make(password)
        sent = not code or sender is None or _sent(sender, name, email, code)
        return credentials if sent else None

    def done(credentials: Credentials | None) -> None:
        if credentials is None:
            text = "The mail with the code could not be sent: check the address, or try later"
            context.fail(session, "REGISTER", "INVALID_EMAIL", name, text)
            return
        awaited = INVITATION if invited else digest(code) if code else ""
        _create(context, session, name, email, credentials, awaited)

    context.defer(session, work, done)


def _sent(sender: CodeSender, name: str, email: str, code: str) -> bool:
    try:
        sender.send(name, email, code)
    except CannotSend as reason:
        log.warning("no code was sent for a new account: %s", reason)
        return False
    return True


def _nick(session: Session) -> str | None:
    """What they are called, or would be."""
    return session.user.nick if session.user is not None else session.nick


def _refusal(
    context: Context, session: Session, nick: str | None, name: str, address: str, password: str
) -> tuple[str, str] | None:
    """Code and text of why there will be no such account."""
    options = context.config.accounts
    if session.account is not None:
        return "ALREADY_AUTHENTICATED", f"You are logged in as {session.account}"
    if session.user is None and not options.register_before_connect:
        return "COMPLETE_CONNECTION_REQUIRED", "Complete the connection first"
    if options.registration == "closed":
        return "TEMPORARILY_UNAVAILABLE", "Accounts are made by who runs this server: ask there"
    if not _knows_password(context, session):
        return "TEMPORARILY_UNAVAILABLE", "Give the server's password (PASS) first"
    if nick is None:
        return "NEED_NICK", "Choose a nick first"
    return (
        _refused_name(context, session, nick, name)
        or _refused_address(context, address)
        or refused_password(name, password, options.password_least)
        or _refused_haste(context, session)
    )


def _knows_password(context: Context, session: Session) -> bool:
    """Nobody gets an account who would not be let in."""
    expected, given = context.config.password, session.password or ""
    known = not expected or session.user is not None
    return known or hmac.compare_digest(expected.encode(), given.encode())


def _refused_name(
    context: Context, session: Session, nick: str, name: str
) -> tuple[str, str] | None:
    if not is_valid_nick(name, context.limits.nick_length):
        return "BAD_ACCOUNT_NAME", "An account's name must be one that a nick could be"
    if fold(name) != fold(nick) and not context.config.accounts.custom_account_names:
        return "ACCOUNT_NAME_MUST_BE_NICK", "The account's name must be your nick"
    if context.state.accounts.holder_of(name, context.clock()) is not None:
        return "ACCOUNT_EXISTS", "There is an account of this name already"
    if context.state.nick_in_use(name, but=session.user):
        return "BAD_ACCOUNT_NAME", "Somebody else has this nick at the moment"
    return None


def _refused_address(context: Context, address: str) -> tuple[str, str] | None:
    options = context.config.accounts
    if address == "*":
        if options.register_requires_email:
            return "INVALID_EMAIL", "An e-mail address is needed here"
        return None
    local, _, domain = address.rpartition("@")
    plain = address.isprintable() and _NOT_IN_ADDRESS.isdisjoint(local + domain)
    short = len(address.encode()) <= _LONGEST_ADDRESS
    if not (local and domain and plain and short and address[0] != "-"):
        return "INVALID_EMAIL", "This is no e-mail address"
    if options.email_domains and domain.lower() not in map(str.lower, options.email_domains):
        domains = ", ".join(options.email_domains)
        return "UNACCEPTABLE_EMAIL", f"The address must be one of {domains}"
    return None


def _refused_haste(context: Context, session: Session) -> tuple[str, str] | None:
    if context.registrations.wait([block_of(session.address)], context.clock()) > 0:
        most = context.registrations.most
        text = f"At most {most} accounts an hour can be made from one address: try later"
        return "TEMPORARILY_UNAVAILABLE", text
    return None


def _create(
    context: Context,
    session: Session,
    name: str,
    email: str,
    credentials: Credentials,
    code: str,
) -> None:
    now = context.clock()
    if context.state.accounts.holder_of(name, now) is not None:  # made while we were hashing
        text = "There is an account of this name already"
        context.fail(session, "REGISTER", "ACCOUNT_EXISTS", name, text)
        return
    certificates = frozenset({session.certfp} if session.certfp else ())
    if session.certfp and context.state.accounts.by_certificate(session.certfp):
        certificates = frozenset()  # it opens another account, and goes on to do so
    expires = now + _CODE_LASTS if code else 0.0
    account = Account(name, now, credentials, email, fingerprints=certificates)
    account = replace(account, code=code, code_expires=expires)
    context.state.accounts.put(account)
    context.record(SaveAccount(account))
    context.registrations.failed([block_of(session.address)], now)  # counted, whatever it is called
    if not code:
        text = "Account successfully registered"
        _welcome(context, session, account, "REGISTER", text)
    else:
        needed = f"the code that was sent to {email}" if code != INVITATION else "your invitation"
        text = f"Enter {needed}: VERIFY {name} CODE, within a day"
        context.say(session, "REGISTER", "VERIFICATION_REQUIRED", name, text)


def _welcome(context: Context, session: Session, account: Account, verb: str, text: str) -> None:
    context.say(session, verb, "SUCCESS", account.name, text)
    log_in(context, session, account)


def handle_verify(context: Context, session: Session, request: Message) -> None:
    """Complete a registration by its code."""
    name, code = request.params[:2]
    if name == "*":
        name = _nick(session) or name
    options = context.config.accounts
    now = context.clock()
    attempts = context.restraints.passwords
    if session.account is not None:
        text = f"You are logged in as {session.account}"
        context.fail(session, "VERIFY", "ALREADY_AUTHENTICATED", name, text)
    elif session.user is None and not options.register_before_connect:
        text = "Complete the connection first"
        context.fail(session, "VERIFY", "COMPLETE_CONNECTION_REQUIRED", text)
    elif attempts.wait(session.address, fold(name), now) > 0:
        text = "Too many wrong codes: try again in some minutes"
        context.fail(session, "VERIFY", "TEMPORARILY_UNAVAILABLE", name, text)
    else:
        _check_code(context, session, name, code)


def _check_code(context: Context, session: Session, name: str, code: str) -> None:
    account = _pending(context, name)
    if account is None or account.code != INVITATION:
        opened = account is not None and account.opened_by(code)
        _conclude(context, session, name, account if opened else None)
        return
    key, now = digest(code), context.clock()
    invitations = context.services.invitations

    def done(is_open: bool) -> None:
        usable = is_open and key not in context.state.used_invitations
        pending = _pending(context, name)
        if usable and pending is not None:
            context.state.used_invitations.add(key)
            context.record(UseInvitation(key, pending.name))
        _conclude(context, session, name, pending if usable else None)

    context.defer(session, lambda: invitations.is_open(key, now), done)


def _pending(context: Context, name: str) -> Account | None:
    account = context.state.accounts.find(name)
    if account is None or account.verified or account.code_expires <= context.clock():
        return None
    return account


def _conclude(context: Context, session: Session, name: str, account: Account | None) -> None:
    attempts = context.restraints.passwords
    if account is None:
        attempts.failed(session.address, fold(name), context.clock())
        text = "This code is wrong, or has expired"
        context.fail(session, "VERIFY", "INVALID_CODE", name, text)
        return
    attempts.succeeded(session.address, fold(name))
    account = verified(account)
    context.state.accounts.put(account)
    context.record(SaveAccount(account))
    _welcome(context, session, account, "VERIFY", "Account successfully registered")
