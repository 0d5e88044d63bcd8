"""NickServ: change a password, or log in, as people do elsewhere. Ergo's form of the request.

    NS PASSWD <current> <new> <new again>      also NICKSERV; answered with FAIL or NOTE
    PRIVMSG NickServ :PASSWD ...               answered with NOTICE, as services do

IRCv3 has no text for changing a password. What stands in a request is never repeated in an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from chat.protocol.message import Message
from chat.protocol.sasl import SaslError, prepare
from chat.protocol.services import split_words
from server.core.account_ports import SaveAccount
from server.core.accounts import Account, Credentials
from server.core.context import Context
from server.core.entities import Session
from server.core.login import log_in
from server.core.moderation import enforce_ban
from server.core.naming import SERVICE, fold
from server.core.password_rules import refused_password

_HELP = (
    "PASSWD <current password> <new password> <new password>: change your password.",
    "IDENTIFY [<account>] <password>: log in. Clients do it by SASL before anybody sees you.",
    "A password with a space in it stands in quotation marks.",
    "To make an account: REGISTER * * <password>, as a command and not as a message.",
)
_ELSEWHERE = {
    "REGISTER": "To make an account, send the command REGISTER * * <password> to the server",
    "VERIFY": "To complete an account, send the command VERIFY <account> <code> to the server",
    "SET": "To change your password: PASSWD <current> <new> <new>. There is nothing else to set",
    **dict.fromkeys(
        ("GHOST", "RECOVER", "REGAIN", "RELEASE"),
        "Log in before you ask for your nick: all your clients share it",
    ),
}
_WRONG = "The account's name or the password is wrong"


@dataclass(frozen=True, slots=True)
class _Request:
    """One request to the service, and the way its answers go. `verb` "": it came as a message."""

    context: Context
    session: Session
    verb: str
    command: str
    text: str  # what stands after the command

    def fail(self, code: str, text: str) -> None:
        self._say("FAIL", code, text)

    def note(self, code: str, text: str) -> None:
        self._say("NOTE", code, text)

    def _say(self, kind: str, code: str, text: str) -> None:
        context, session = self.context, self.session
        if self.verb:
            context.standard_reply(session, kind, self.verb, code, self.command, text)
        else:
            context.reply(session, context.event(context.service, "NOTICE", session.target, text))


def handle_nickserv(context: Context, session: Session, request: Message) -> None:
    """A request as a command of its own."""
    _answer(context, session, request.verb, " ".join(request.params))


def answer_message(context: Context, session: Session, text: str, *, alone: bool) -> None:
    """A request as a message; one to several, or of several lines (not `alone`), is none."""
    if text.startswith("\x01"):  # CTCP
        return
    if alone:
        _answer(context, session, "", text)
    else:
        words = f"Nothing was done: write one line, and to {SERVICE} alone"
        _Request(context, session, "", "", "").fail("INVALID_PARAMS", words)


def _answer(context: Context, session: Session, verb: str, said: str) -> None:
    word, _, text = said.lstrip(" ").partition(" ")
    command = _COMMANDS.get(word.upper())
    if command is None:
        elsewhere = _ELSEWHERE.get(word.upper(), "Not known here; write HELP for what is")
        _Request(context, session, verb, "*", "").fail("UNKNOWN_COMMAND", elsewhere)
    else:
        command.function(_Request(context, session, verb, command.name, text))


def _help(request: _Request) -> None:
    for line in _HELP:
        request.note("HELP", line)


# PASSWD


def _change_password(request: _Request) -> None:
    context, session = request.context, request.session
    words = split_words(request.text, 3)
    account = context.state.accounts.find(session.account or "")
    if account is None:
        request.fail("ACCOUNT_REQUIRED", "Log in before you change your password")
    elif len(words) != 3:
        usage = "Write PASSWD <current password> <new password> <new password>"
        request.fail("INVALID_PARAMS" if words else "NEED_MORE_PARAMS", usage)
    elif words[1] != words[2]:
        request.fail("INVALID_PARAMS", "The two new passwords are not the same")
    elif (refusal := _refused(context, account, words[1])) is not None:
        request.fail(*refusal)
    elif not _must_wait(request, account.name):
        _try_change(request, account, words[0], words[1])


def _refused(context: Context, account: Account, new: str) -> tuple[str, str] | None:
    return refused_password(account.name, new, context.config.accounts.password_least)


def _try_change(request: _Request, account: Account, current: str, new: str) -> None:
    context, session = request.context, request.session
    passwords, prepared = context.services.passwords, _prepared(current)

    def work() -> Credentials | None:
        fits = prepared is not None and passwords.fits(account.credentials, prepared)
        return passwords.make(new) if fits else None

    def done(credentials: Credentials | None) -> None:
        if credentials is None:
            _count_failure(request, account.name)
            request.fail("INVALID_CREDENTIALS", "Your current password is not that one")
        elif context.state.accounts.find(session.account or "") is not account:
            text = "Your account was changed meanwhile: see whether you must try again"
            request.fail("TEMPORARILY_UNAVAILABLE", text)
        else:
            context.restraints.passwords.succeeded(session.address, fold(account.name))
            changed = replace(account, credentials=credentials)
            context.state.accounts.put(changed)
            context.record(SaveAccount(changed))
            request.note("PASSWORD_CHANGED", "Password changed")

    context.defer(session, work, done)


# IDENTIFY


def _identify(request: _Request) -> None:
    session = request.session
    text = request.text.strip(" ")
    quoted = " " in text and text.startswith('"')
    words = split_words(text, 0 if quoted else 1 + (" " in text))
    name = words[0] if len(words) == 2 else session.target
    if session.account is not None:
        request.note("LOGGED_IN", f"You are logged in as {session.account}")
    elif len(words) not in (1, 2):
        request.fail("NEED_MORE_PARAMS", "Write IDENTIFY <account> <password>")
    elif not _must_wait(request, name):
        _try_login(request, name, words[-1])


def _try_login(request: _Request, name: str, password: str) -> None:
    context, session = request.context, request.session
    known = context.state.accounts.find(name)
    kept = known.credentials if known is not None else None
    passwords, prepared = context.services.passwords, _prepared(password)

    def work() -> bool:
        return prepared is not None and passwords.fits(kept, prepared)

    def done(fits: bool) -> None:
        account = context.state.accounts.find(name) if fits else None
        if account is None:
            _count_failure(request, name)
            request.fail("INVALID_CREDENTIALS", _WRONG)
        elif account.suspended:
            text = f"The account {account.name} is suspended; ask who runs this server"
            request.fail("ACCOUNT_SUSPENDED", text)
        elif not account.verified:
            request.fail("NOT_VERIFIED", "This account is not verified yet: VERIFY it first")
        elif session.account is None:
            context.restraints.passwords.succeeded(session.address, fold(name))
            log_in(context, session, account)
            request.note("LOGGED_IN", f"You are now logged in as {account.name}")
            enforce_ban(context, session)

    context.defer(session, work, done)


# Of both


def _prepared(password: str) -> str | None:
    """As it is compared; None: it is no password."""
    try:
        return prepare(password)
    except SaslError:
        return None


def _must_wait(request: _Request, name: str) -> bool:
    """Whether there were too many wrong passwords; then that is said."""
    context, session = request.context, request.session
    now = context.clock()
    seconds = context.restraints.passwords.wait(session.address, fold(name), now)
    if seconds > 0:
        text = f"Too many wrong passwords: try again in {int(seconds) // 60 + 1} minutes"
        request.fail("TEMPORARILY_UNAVAILABLE", text)
    return seconds > 0


def _count_failure(request: _Request, name: str) -> None:
    context = request.context
    context.restraints.passwords.failed(request.session.address, fold(name), context.clock())


class _Command(NamedTuple):
    name: str
    function: Callable[[_Request], None]


_PASSWD, _IDENTIFY = _Command("PASSWD", _change_password), _Command("IDENTIFY", _identify)
_COMMANDS = {
    "PASSWD": _PASSWD,
    "PASSWORD": _PASSWD,
    "IDENTIFY": _IDENTIFY,
    "ID": _IDENTIFY,
    "LOGIN": _IDENTIFY,
    "HELP": _Command("HELP", _help),
    "": _Command("HELP", _help),
}
