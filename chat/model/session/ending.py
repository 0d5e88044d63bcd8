"""The end of a connection, asked for or not: what was on its way is uncertain from now on."""

from __future__ import annotations

from chat.model.entities import DeliveryState, MessageKind
from chat.model.events import (
    AwayChanged,
    ConnectionFailed,
    ConnectionLost,
    Disconnected,
    FailureReason,
)
from chat.model.session.killing import Kill
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.translation import _


def lose(session: Session, detail: str) -> None:
    """The connection ended without being asked to; `detail` is the system's wording or ""."""
    phase = session.phase
    words = session.parting_words or detail or _("the server closed the connection")
    _wind_up(session)
    session.failure = FailureReason.CLOSED
    if phase is Phase.REGISTERING:
        session.publish(ConnectionFailed(session.network, FailureReason.CLOSED, words))
    elif phase is Phase.REGISTERED and (kill := session.killed) is not None:
        session.failure = FailureReason.BANNED  # who was put out does not come back by itself
        _say(session, _said(kill))
        session.publish(ConnectionLost(session.network, kill.reason, kill.by))
    elif phase is Phase.REGISTERED:
        _say(session, _("The connection was lost: {words}").format(words=words))
        session.publish(ConnectionLost(session.network, words))


def leave(session: Session, reason: str = "") -> None:
    """Say QUIT: the connection is ended on request."""
    registered = session.phase is Phase.REGISTERED
    session.send("QUIT", *([" ".join(reason.splitlines())] if reason else []))
    _wind_up(session)
    if registered:
        _say(session, _("You disconnected"))
        session.publish(Disconnected(session.network))


def fail(session: Session, reason: FailureReason, detail: str) -> None:
    """The server does not take us, or we not it: say why, and hang up."""
    transport = session.transport
    session.phase = Phase.OFFLINE
    session.transport = None
    session.failure = reason
    session.publish(ConnectionFailed(session.network, reason, detail))
    if transport is not None:
        transport.close()


def _say(session: Session, words: str) -> None:
    for conversation in session.conversations.values():
        if conversation.is_channel or conversation is session.home:
            session.add(conversation, MessageKind.EVENT, words)


def _said(kill: Kill) -> str:
    if not kill.reason:
        return _("{nick} ended your connection").format(nick=kill.by)
    words = _("{nick} ended your connection: {reason}")
    return words.format(nick=kill.by, reason=kill.reason)


def _wind_up(session: Session) -> None:
    session.phase = Phase.OFFLINE
    session.transport = None
    for pending in session.outgoing.lose():
        session.set_state(pending.conversation, pending.message_id, DeliveryState.UNCERTAIN)
    for pending in session.outgoing.keep_queued():
        session.set_state(pending.conversation, pending.message_id, DeliveryState.WAITING)
    for conversation in session.conversations.values():
        conversation.held = True
        folded = session.casefold(conversation.key.target)
        if conversation.is_channel and (conversation.joined or folded in session.rejoining):
            session.rejoin[conversation.key.target] = session.keys.get(folded, "")
        if conversation.is_channel and conversation.joined:
            session.leave(conversation)
    if session.away:
        session.away = False
        session.publish(AwayChanged(session.network, False))
