"""From the open socket to the welcome: CAP, PASS, NICK, USER, and how that can fail.

Modern IRC documents, "Connection Registration"; IRCv3 capability-negotiation 302.
"""

from __future__ import annotations

from datetime import timedelta

from chat.model.entities import ConnectionRequest, MessageKind
from chat.model.events import ConnectionEstablished, FailureReason, NetworkNamed, Registered
from chat.model.ports import Transport
from chat.model.security import Security
from chat.model.session import account_registration, login, metadata, regaining, sts
from chat.model.session.ending import fail
from chat.model.session.incoming import Incoming
from chat.model.session.joining import rejoin_channels
from chat.model.session.killing import told_by_error, told_by_kill
from chat.model.session.numerics import show_error, show_reply
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.protocol.capabilities import pack_words, parse_capabilities
from chat.protocol.formatting import strip_formatting
from chat.protocol.numerics import Numeric
from chat.protocol.source import Source
from chat.translation import _

SILENCE = timedelta(seconds=3)  # without TLS, for the answer to CAP LS
_REQUEST_ROOM = 400  # bytes of capabilities in one CAP REQ

_REFUSALS = {
    Numeric.ERR_NONICKNAMEGIVEN: FailureReason.NICK_INVALID,
    Numeric.ERR_ERRONEUSNICKNAME: FailureReason.NICK_INVALID,
    Numeric.ERR_NICKNAMEINUSE: FailureReason.NICK_IN_USE,
    Numeric.ERR_NICKCOLLISION: FailureReason.NICK_IN_USE,
    Numeric.ERR_UNAVAILRESOURCE: FailureReason.NICK_IN_USE,
    Numeric.ERR_PASSWDMISMATCH: FailureReason.WRONG_PASSWORD,
    Numeric.ERR_YOUREBANNEDCREEP: FailureReason.BANNED,
}
_BAN_WORDS = ("banned", "k-line", "g-line", "z-line", "d-line", "k:line", "kline", "gline")


def register(
    session: Session,
    transport: Transport,
    request: ConnectionRequest,
    security: Security | None = None,
) -> None:
    """The socket is open: begin to register.

    Without TLS the server is first asked what it offers: it may want us to come back over TLS,
    and then neither password nor name has gone in clear text (IRCv3 sts).
    """
    session.prepare(request)
    session.transport = transport
    session.security = security
    session.phase = Phase.REGISTERING
    session.publish(ConnectionEstablished(session.network))
    session.capabilities.negotiating = True
    session.send("CAP", "LS", "302")
    if security is not None:
        introduce(session)


def introduce_late(session: Session) -> None:
    """Some old servers leave CAP without an answer: go on without after a while."""
    if session.clock() - session.opened > SILENCE:
        introduce(session)


def introduce(session: Session) -> None:
    """Say who we are, once."""
    if session.introduced or session.phase is not Phase.REGISTERING:
        return
    session.introduced = True
    request = session.request
    if request.password and not session.send("PASS", request.password):
        fail(session, FailureReason.WRONG_PASSWORD, _("a password is one line"))
    elif not session.send("NICK", request.nick):
        fail(session, FailureReason.NICK_INVALID, _("a name is one word"))
    else:
        realname = " ".join(request.realname.split()) or request.nick
        session.send("USER", _username(request.nick), "0", "*", realname)


def handle_cap(session: Session, incoming: Incoming) -> None:
    """Capabilities offered, granted, refused, or taken back."""
    what = incoming.param(1).upper()
    names = parse_capabilities(incoming.params[-1]) if len(incoming.params) > 2 else {}
    capabilities = session.capabilities
    if what in ("LS", "NEW"):
        sts.note_policy(session, names)
        asked = capabilities.offer(names)
        if session.upgrade_port:
            return  # nothing more is said here: the network is dialled again
        if what == "LS" and incoming.param(2) == "*" and len(incoming.params) > 3:
            capabilities.gathered.extend(asked)
            return  # more lines of the list follow
        introduce(session)
        _ask_for(session, capabilities.take_gathered() + asked)
    elif what == "ACK":
        capabilities.acknowledge(names)
        login.capability_granted(session)
    elif what == "NAK":
        _ask_one_by_one(session, list(names))
    elif what == "DEL":
        capabilities.withdraw(names)
    _end_negotiation(session)


def _ask_for(session: Session, names: list[str]) -> None:
    newer, older = metadata.CAPABILITIES
    if newer in session.capabilities.offered:
        names = [name for name in names if name != older]
    session.capabilities.unanswered.update(names)
    for words in pack_words(names, _REQUEST_ROOM):
        session.send("CAP", "REQ", words)


def _ask_one_by_one(session: Session, names: list[str]) -> None:
    """A refusal is of the whole request: ask again for each, so that one does not cost the rest."""
    unanswered = session.capabilities.unanswered
    if len(names) == 1:
        unanswered.discard(names[0])
        return
    for name in names:
        if name in unanswered:
            session.send("CAP", "REQ", name)


def _end_negotiation(session: Session) -> None:
    capabilities = session.capabilities
    if capabilities.negotiating and not capabilities.unanswered:
        if account_registration.begin(session) or account_registration.is_waiting(session):
            return
        if login.begin(session) or session.login.exchange is not None:
            return
        capabilities.negotiating = False
        session.send("CAP", "END")


def handle_welcome(session: Session, incoming: Incoming) -> None:
    """001: we are in, under the nick that it is addressed to."""
    if session.phase is Phase.REGISTERING and not login.require(session):
        return
    if session.phase is Phase.REGISTERING:
        session.phase = Phase.REGISTERED
        session.capabilities.negotiating = False
        session.outgoing.confirm(session.lines_sent)
        session.nick = incoming.params[0]
        session.source = Source(session.nick)
        session.publish(Registered(session.network, session.nick))
        regaining.tell(session)
        metadata.subscribe(session)
        rejoin_channels(session)
        account_registration.continue_after_welcome(session)
    show_reply(session, incoming)


def handle_isupport(session: Session, incoming: Incoming) -> None:
    """005: what this server can do, and how it compares names."""
    session.isupport.apply(incoming.params[1:-1])
    session.use_casemapping()
    name = strip_formatting(session.isupport.network)
    if name and name != session.name:
        session.name = name
        session.publish(NetworkNamed(session.network, name))


def handle_refusal(session: Session, incoming: Incoming) -> None:
    """Errors that end registration; afterwards they are errors like others."""
    if session.phase is Phase.REGISTERING:
        reason = _REFUSALS[Numeric(incoming.message.command)]
        if reason is FailureReason.NICK_IN_USE and regaining.try_another(session):
            return
        fail(session, reason, strip_formatting(incoming.params[-1]))
    elif not regaining.is_too_early(session, incoming):
        show_error(session, incoming)


def handle_unknown_command(session: Session, incoming: Incoming) -> None:
    """421, 451, 410: a server from before CAP is no failure; otherwise an error like others."""
    if session.phase is Phase.REGISTERING:
        session.capabilities.unanswered.clear()
        session.capabilities.negotiating = False
        introduce(session)
    else:
        show_error(session, incoming)


def handle_error(session: Session, incoming: Incoming) -> None:
    """ERROR: the server is about to close the connection."""
    words = strip_formatting(incoming.param(0))
    if session.phase is Phase.REGISTERING:
        fail(session, _reason_of(words), words)
        return
    session.parting_words = words
    session.killed = session.killed or told_by_error(words)
    session.add(session.home, MessageKind.SERVER, words, time=incoming.time)


def handle_kill(session: Session, incoming: Incoming) -> None:
    """KILL: somebody, maybe we, is put off the server; the ERROR comes next."""
    if session.is_me(incoming.params[0]):
        session.killed = told_by_kill(incoming)


def _reason_of(words: str) -> FailureReason:
    """Servers that refuse with ERROR alone say why in words only."""
    lowered = words.lower()
    if "password" in lowered:  # ngircd: "Access denied: Bad password?"
        return FailureReason.WRONG_PASSWORD
    if any(word in lowered for word in _BAN_WORDS):
        return FailureReason.BANNED
    return FailureReason.CLOSED


def _username(nick: str) -> str:
    """A user name for USER: what is plain of the nick, as old servers want it."""
    plain = "".join(char for char in nick.lower() if char.isascii() and char.isalnum())
    return plain[:10] or "user"
