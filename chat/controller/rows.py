"""Entities of the model as rows of the view: worded, timed, ready to show. Pure functions."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from chat.controller.quoting import chips, deleted_text, names, quote_of
from chat.dates import day_text
from chat.model import entities
from chat.model.entities import (
    ChatMessage,
    ConversationKey,
    ConversationPreferences,
    ConversationSummary,
    Member,
    Profile,
)
from chat.protocol.spoilers import find_spoilers
from chat.translation import N_, _, language
from chat.view.ports import (
    ConversationRow,
    MemberRow,
    MessageRow,
    Moved,
    Movement,
    RowKind,
    RowState,
)

_KINDS = {kind: RowKind(kind.value) for kind in entities.MessageKind}
_STATES = {state: RowState(state.value) for state in entities.DeliveryState}
_KIND_NAMES = {
    entities.MessageKind.MESSAGE: N_("message"),
    entities.MessageKind.ACTION: N_("action"),
    entities.MessageKind.NOTICE: N_("notice"),
    entities.MessageKind.EVENT: N_("event"),
    entities.MessageKind.SERVER: N_("server"),
    entities.MessageKind.ERROR: N_("error"),
}
_STATE_NAMES = {
    entities.DeliveryState.SENT: N_("sent"),
    entities.DeliveryState.WAITING: N_("waiting"),
    entities.DeliveryState.PENDING: N_("pending"),
    entities.DeliveryState.FAILED: N_("failed"),
    entities.DeliveryState.UNCERTAIN: N_("uncertain"),
}
_SEPARATOR = " "  # stands in no target, so that no two keys make the same row


def row_key(key: ConversationKey) -> str:
    """A conversation's key as the view carries it."""
    return f"{key.network}{_SEPARATOR}{key.target}"


def message_row(
    message: ChatMessage, *, clock12: bool = False, original: ChatMessage | None = None
) -> MessageRow:
    """A message as it is shown, its time on this machine's clock; `original` is what it answers."""
    moment, moved = int(message.time.timestamp()), message.movement
    text, hidden = message.text, tuple[tuple[int, int], ...]()
    if message.formatted or "||" in text:
        text, hidden = find_spoilers(message.as_said)
    time, day = _clock(moment // 60, clock12, language())
    return MessageRow(
        key=str(message.id),
        time=time,
        sender=message.sender,
        text=deleted_text(message) if message.deleted else text,
        kind=_KINDS[message.kind],
        state=_STATES[message.state],
        own=message.own,
        mention=message.mention,
        day=day,
        moment=moment,
        movement=None if moved is None else _movement(moved),
        quote=quote_of(message, original) if message.reply_to else None,
        chips=chips(message.reactions) if message.reactions else (),
        deleted=message.deleted is not None,
        hidden=hidden,
        edited=_edited(message, message.edited, clock12) if message.edited else "",
    )


def _edited(message: ChatMessage, edited: entities.Edited, clock12: bool) -> str:
    """The quiet line under a message that was edited."""
    time, day = _clock(int(edited.time.timestamp()) // 60, clock12, language())
    _time, said = _clock(int(message.time.timestamp()) // 60, clock12, language())
    if day == said:
        return _("edited {time}").format(time=time)
    return _("edited {day}, {time}").format(day=day, time=time)


def _movement(moved: entities.Movement) -> Movement:
    return Movement(Moved(moved.kind.value), moved.nick, moved.new_nick)


def details_text(message: ChatMessage, raw_line: str = "", beware: str = "") -> str:
    """All that is known of a message, a line for each thing, what it says, and its line of IRC.

    `beware`: what is to be said of the sender's name.
    """
    facts = (
        (_("From"), message.sender),
        (_("Careful"), beware),
        (_("Account"), message.account),
        (_("Time"), message.time.astimezone().isoformat(" ", "milliseconds")),
        (_("Edited"), _edited_when(message)),
        (_("Kind"), _(_KIND_NAMES[message.kind])),
        (_("State"), _(_STATE_NAMES[message.state]) if message.own else ""),
        (_("Message id"), message.msgid),
        (_("Answers"), message.reply_to),
        *((_("Reaction {text}").format(text=one.text), names(one)) for one in message.reactions),
    )
    lines = [f"{name}: {value}" for name, value in facts if value]
    said = deleted_text(message) or message.text
    raw = ["", _("As the server sent it:"), visible(raw_line)] if raw_line else []
    return "\n".join([*lines, "", said, *_earlier(message), *raw])


def _edited_when(message: ChatMessage) -> str:
    """When a message was edited last; and by whom, if that was somebody else."""
    if message.edited is None:
        return ""
    time = message.edited.time.astimezone().isoformat(" ", "milliseconds")
    by = message.edited.by
    return time if by in ("", message.sender) else _("{time}, by {nick}").format(time=time, nick=by)


def _earlier(message: ChatMessage) -> list[str]:
    """What a message said before, oldest first, each from when on."""
    earlier = message.edited.earlier if message.edited else ()
    said = [f"{one.time.astimezone().isoformat(' ', 'seconds')}  {one.text}" for one in earlier]
    return ["", _("What it said before:"), *said] if said else []


def visible(line: str) -> str:
    """A line of IRC with its control characters to be seen, as "\\x02"."""
    return "".join(
        char if char.isprintable() or char == "\n" else f"\\x{ord(char):02x}" for char in line
    )


@lru_cache(maxsize=4096)
def _clock(minute: int, clock12: bool, _language: str) -> tuple[str, str]:
    """The time of day and the day, of a minute since the epoch; a flood asks for few of them."""
    time = datetime.fromtimestamp(minute * 60, UTC).astimezone()
    return time_text(time, clock12), day_text(time)


def time_text(time: datetime, clock12: bool) -> str:
    """The time of day, as "14:05" or "2:05 pm"."""
    if not clock12:
        return f"{time:%H:%M}"
    return f"{time.hour % 12 or 12}:{time:%M} {_('am') if time.hour < 12 else _('pm')}"


def conversation_row(
    summary: ConversationSummary,
    network_name: str,
    wanted: ConversationPreferences,
    *,
    connected: bool,
) -> ConversationRow:
    """A line of the conversation list: the network's name, and its conversations under it."""
    target = summary.key.target
    return ConversationRow(
        key=row_key(summary.key),
        label=target or network_name,
        indent=1 if target else 0,
        unread=summary.unread,
        mentions=summary.mentions,
        active=summary.joined and connected,
        channel=summary.is_channel,
        pinned=wanted.pinned,
        muted=wanted.muted,
        presence="" if summary.presence is None else summary.presence.value,
    )


def member_row(member: Member, own_nick: str, profile: Profile, picture: str = "") -> MemberRow:
    """A line of the member list, with the highest of the member's prefixes."""
    return MemberRow(
        nick=member.nick,
        prefix=member.prefixes[:1],
        away=member.away,
        own=member.nick == own_nick,
        display_name=profile.display_name,
        status=profile.status,
        picture=picture,
    )
