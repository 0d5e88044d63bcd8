"""REDACT: take back what was said (IRCv3 draft/message-redaction).

Oneself, for a time; a channel's operators, always, and so the server's in a channel that they are
in, which is kept in mind. What is stored of it is deleted; in history it
is left out, and who plays back events sees the REDACT.
"""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Channel, Session, User
from server.core.handlers.sender import sender_of
from server.core.history import (
    keep_in_channels,
    keep_in_talk,
    owners_of,
    readable_from,
    room_of,
)
from server.core.message_ids import parse_msgid, time_of
from server.core.moderation import audit
from server.core.permissions import is_operator, is_server_operator
from server.core.records import RedactMessage
from server.core.stored import StoredMessage, Talk
from server.core.talks import find_in_talks, talks_with

_REDACTABLE = frozenset({"PRIVMSG", "NOTICE", "TAGMSG"})


def handle_redact(context: Context, session: Session, request: Message) -> None:
    """Find the message, and delete it if its sender may."""
    if not session.caps & Cap.DRAFT_MESSAGE_REDACTION:
        context.error(session, Numeric.ERR_UNKNOWNCOMMAND, request.command)
        return
    redaction = _Redaction(context, session, request)
    talks = redaction.talks()
    if not talks:
        redaction.fail("INVALID_TARGET", "You cannot delete messages from there", msgid=False)
        return
    number = parse_msgid(redaction.msgid)
    if number is None:
        redaction.fail_unknown()
        return
    history = context.store.history
    context.defer(session, lambda: find_in_talks(history, talks, number), redaction.decide)


class _Redaction:
    """One request: its words, and what becomes of it."""

    def __init__(self, context: Context, session: Session, request: Message) -> None:
        self.context = context
        self.session = session
        self.user = sender_of(session)
        self.target, self.msgid = request.params[:2]
        self.reason = request.params[2:3]

    @property
    def channel(self) -> Channel | None:
        """The channel that is the target, if the user is in it."""
        channel = self.context.state.find_channel(self.target)
        return channel if channel is not None and self.user in channel.members else None

    @property
    def person(self) -> User | None:
        """The user that is the target, if it is here."""
        return self.context.state.find_user(self.target)

    def talks(self) -> list[Talk]:
        """Where the message is looked for; nowhere if the user may not delete anything there."""
        if not self.target.startswith("#"):
            return talks_with(self.context, self.user, self.target)
        channel = self.channel
        return [] if channel is None else [Talk(room_of(channel.name))]

    def fail(self, code: str, *words: str, msgid: bool = True) -> None:
        """Say why not."""
        context = (self.target, self.msgid) if msgid else (self.target,)
        self.context.fail(self.session, "REDACT", code, *context, *words)

    def fail_unknown(self) -> None:
        """Say that there is no such message, also to those who may not know better."""
        self.fail("UNKNOWN_MSGID", "This message does not exist or is too old")

    def decide(self, stored: StoredMessage | None) -> None:
        """Delete what was found, if the user may. Much may have changed since it was looked for."""
        channel = self.channel
        if self.target.startswith("#") and channel is None:
            self.fail("INVALID_TARGET", "You cannot delete messages from there", msgid=False)
        elif stored is None or (channel and stored.id <= readable_from(channel, self.user)):
            self.fail_unknown()
        elif stored.verb not in _REDACTABLE:
            self.fail("REDACT_FORBIDDEN", "Only messages can be deleted")
        elif channel is not None and self._moderates(channel, stored):
            self._redact(stored)
        elif stored.author not in owners_of(self.user):
            self.fail("REDACT_FORBIDDEN", "You are not authorised to delete this message")
        elif self._is_too_late(stored):
            window = str(int(self.context.config.history.redaction_hours * 3600))
            text = "You can no longer delete this message"
            self.fail("REDACT_WINDOW_EXPIRED", window, text)
        else:
            self._redact(stored)

    def _moderates(self, channel: Channel, stored: StoredMessage) -> bool:
        """Whether the user may delete what anybody says there."""
        if is_operator(channel, self.user):
            return True
        if not is_server_operator(self.session):
            return False
        if stored.author not in owners_of(self.user):
            sender = stored.source.partition("!")[0]
            audit(self.context, self.session, "REDACT", channel.name, f"of {sender}")
        return True

    def _is_too_late(self, stored: StoredMessage) -> bool:
        hours = self.context.config.history.redaction_hours
        return 0 < hours * 3600 < self.context.clock() - time_of(stored.id)

    def _redact(self, stored: StoredMessage) -> None:
        context, channel, person = self.context, self.channel, self.person
        context.record(RedactMessage(stored.id))
        target = self.target
        if channel is not None:
            target = channel.name
        elif person is not None:
            target = person.nick
        needs = Cap.DRAFT_MESSAGE_REDACTION
        line = context.event(self.user, "REDACT", target, self.msgid, *self.reason, needs=needs)
        if channel is not None:
            context.delivery.broadcast(channel.log, line, self.session)
            keep_in_channels(context, self.user, line, (channel,))
        else:
            told = dict.fromkeys((self.user,) if person is None else (person, self.user))
            for session in [each for user in told for each in user.sessions]:
                if session is not self.session:
                    context.delivery.reply(session, line)
            if person is not None:
                keep_in_talk(context, self.user, person, line)
        if self.session.caps & Cap.ECHO_MESSAGE:
            context.reply(self.session, line)
