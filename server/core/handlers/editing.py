"""EDIT: change the text of what one said oneself (IRCv3 draft/message-edit).

The message stays where and when it was said, under its id, and has its newest text. Who plays back
events sees the newest EDIT of each message; who does not know of editing is told of it in words.
What may be said in the new text: `server.core.edited_text`.
"""

from __future__ import annotations

from functools import partial

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.delivery import Line, Part
from server.core.edited_text import in_words, lines_of, pieces_of, problem_of
from server.core.entities import Channel, Session, User
from server.core.handlers.acts import Act
from server.core.history import act_of, keep_edit
from server.core.message_ids import msgid_of, time_of
from server.core.permissions import WHY_SILENCED, accepts, silenced_by
from server.core.records import SPOKEN
from server.core.restraints import FURTHER_LINE
from server.core.stored import StoredMessage

_TARGET_MSGID = "draft/target-msgid"
_EDIT_TEXT = "draft/edit-text"


def handle_edit(context: Context, session: Session, request: Message) -> None:
    """Find the message, and give it another text if its sender may."""
    if not session.caps & Cap.DRAFT_MESSAGE_EDIT:
        context.error(session, Numeric.ERR_UNKNOWNCOMMAND, request.command)
        return
    target, msgid = request.params[0], request.tags.get(_TARGET_MSGID, "")
    text = request.tags.get(_EDIT_TEXT, "")
    if not msgid.isprintable() or not msgid:
        about = f"The tag {_TARGET_MSGID} must say which message"
        context.fail(session, "EDIT", "INVALID_EDIT", target, about)
    elif not text.strip("\n"):
        about = f"The tag {_EDIT_TEXT} must say what the message is to be; REDACT deletes one"
        context.fail(session, "EDIT", "INVALID_EDIT", target, msgid, about)
    else:
        editing = _Editing(context, session, target, msgid, text)
        editing.act.begin(editing.decide)


class _Editing:
    """One request: its text, and what becomes of it."""

    def __init__(
        self, context: Context, session: Session, target: str, msgid: str, text: str
    ) -> None:
        self.context = context
        self.act = Act(context, session, target, msgid, "edit")
        self.text = text

    def decide(self, stored: StoredMessage) -> None:
        """Change what was found, if the user may, and may speak there now."""
        act, hours = self.act, self.context.config.history.edit_hours
        if stored.verb not in SPOKEN:
            act.fail_forbidden("Only messages with a text can be edited")
        elif not act.is_own(stored):
            act.fail_forbidden()
        elif act.is_too_late(stored, hours):
            act.fail_too_late(hours)
        elif why := self._silenced():
            act.fail_forbidden(why)
        elif problem := self._problem(stored):
            act.fail("INVALID_EDIT", problem)
        elif wait := self._wait(stored):
            limit = f"{self.context.restraints.rates.message_rate:g} lines a second"
            self.context.try_again(act.session, "EDIT", wait, limit)
        else:
            self._edit(stored)

    def _silenced(self) -> str:
        """Why the user may not speak there; "" if it may."""
        user, place = self.act.user, self.act.place
        if isinstance(place, Channel):
            mode = silenced_by(place, user)
            return f"You cannot speak there (+{mode}: {WHY_SILENCED[mode]})" if mode else ""
        if place is None or accepts(place, user):
            return ""
        return f"{place.nick} takes messages only of who is logged in to an account"

    def _problem(self, stored: StoredMessage) -> str:
        multiline = bool(self.act.session.caps & Cap.DRAFT_MULTILINE)
        return problem_of(self.text, stored, self.context.limits, multiline=multiline)

    def _wait(self, stored: StoredMessage) -> float:
        """Seconds until so long a text may be said; 0.0 if it may now, and then it is counted."""
        pace = self.act.session.pace
        further = len(lines_of(self.text, stored, self.context.limits.line_length)) - 1
        if pace is None or not further:
            return 0.0
        return pace.take(self.context.clock(), further * FURTHER_LINE)

    def _edit(self, stored: StoredMessage) -> None:
        context, act, user, place = self.context, self.act, self.act.user, self.act.place
        tags = {_TARGET_MSGID: act.msgid, _EDIT_TEXT: self.text}
        needs = Cap.DRAFT_MESSAGE_EDIT
        line = context.event(user, "EDIT", act.shown, needs=needs, client_tags=tags)
        user.last_spoke = context.clock()
        keep_edit(context, stored, self.text, act_of(user, line, place))
        act.tell(line, place)
        act.tell_others(partial(self._in_words, stored), place)

    def _in_words(self, stored: StoredMessage, reader: Channel | User) -> Line:
        """The EDIT for those who do not know of it: a notice of the server, kept nowhere."""
        context, user, partner = self.context, self.act.user, self.act.partner
        to = partner.nick if reader is user and partner not in (None, user) else ""
        age = int(context.clock() - time_of(stored.id))
        words = in_words(user.nick, to, age, self.text)
        source = context.config.server_name
        target = reader.nick if isinstance(reader, User) else reader.name
        head = f":{source} NOTICE {target} :\r\n"
        parts = []
        for piece in pieces_of(words, context.limits.line_length - len(head.encode())):
            tags = {"msgid": msgid_of(context.message_ids.next(context.clock()))}
            parts.append(Part(Message(tags, source, "NOTICE", (target, piece))))
        return context.delivery.line(tuple(parts), unless=Cap.DRAFT_MESSAGE_EDIT)
