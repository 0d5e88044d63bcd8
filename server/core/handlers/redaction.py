"""REDACT: take back what was said (IRCv3 draft/message-redaction).

Oneself, for a time; a channel's operators, always, and so the server's in a channel that they are
in, which is kept in mind. What is stored of it is deleted, with what it was edited to; in history
it is left out, and who plays back events sees the REDACT.
"""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Channel, Session
from server.core.handlers.acts import Act
from server.core.history import act_of
from server.core.moderation import audit
from server.core.permissions import is_operator, is_server_operator
from server.core.records import SPOKEN, RedactMessage
from server.core.stored import StoredMessage

_REDACTABLE = SPOKEN | {"TAGMSG"}


def handle_redact(context: Context, session: Session, request: Message) -> None:
    """Find the message, and delete it if its sender may."""
    if session.caps & Cap.DRAFT_MESSAGE_REDACTION:
        redaction = _Redaction(context, session, request)
        redaction.act.begin(redaction.decide)
    else:
        context.error(session, Numeric.ERR_UNKNOWNCOMMAND, request.command)


class _Redaction:
    """One request: its words, and what becomes of it."""

    def __init__(self, context: Context, session: Session, request: Message) -> None:
        self.context = context
        self.act = Act(context, session, request.params[0], request.params[1], "delete")
        self.reason = request.params[2:3]

    def decide(self, stored: StoredMessage) -> None:
        """Delete what was found, if the user may."""
        act, hours = self.act, self.context.config.history.redaction_hours
        channel = act.channel
        if stored.verb not in _REDACTABLE:
            act.fail_forbidden("Only messages can be deleted")
        elif channel is not None and self._moderates(channel, stored):
            self._redact(stored)
        elif not act.is_own(stored):
            act.fail_forbidden()
        elif act.is_too_late(stored, hours):
            act.fail_too_late(hours)
        else:
            self._redact(stored)

    def _moderates(self, channel: Channel, stored: StoredMessage) -> bool:
        """Whether the user may delete what anybody says there."""
        act = self.act
        if is_operator(channel, act.user):
            return True
        if not is_server_operator(act.session):
            return False
        if not act.is_own(stored):
            sender = stored.source.partition("!")[0]
            audit(self.context, act.session, "REDACT", channel.name, f"of {sender}")
        return True

    def _redact(self, stored: StoredMessage) -> None:
        context, act = self.context, self.act
        context.redacted.append(stored.id)
        words = (act.shown, act.msgid, *self.reason)
        line = context.event(act.user, "REDACT", *words, needs=Cap.DRAFT_MESSAGE_REDACTION)
        context.record(RedactMessage(stored.id, act_of(act.user, line, act.place)))
        act.tell(line, act.place or act.person)  # who came back without an account is told, too
