"""What is kept of what people say and do (`server.core.retelling` tells it again).

A channel's history is kept under the channel's name; a direct message is kept twice, in the talk
that either side has with the other. A talk belongs to an account, or to a connection's user for
as long as it is here: whoever has the nick later has no part in it.

Not kept: what is for those of a rank alone (STATUSMSG), CTCP other than ACTION, TAGMSG that is
about the moment (typing).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from chat.protocol.message import Message
from chat.protocol.multiline import combine, joints
from chat.protocol.tags import format_tags, parse_tags
from server.core.context import Context
from server.core.delivery import Line
from server.core.entities import Channel, User
from server.core.line import moment_text
from server.core.message_ids import milliseconds_of
from server.core.records import SPOKEN, CloseHistory, Conversation, EditMessage, StoreMessage
from server.core.state import fold
from server.core.stored import StoredMessage

#: Tag of a message that is told again: when it was edited last, as server-time writes it.
EDITED = "chat-app/edited"

_LASTING_TAGS = frozenset({"react", "unreact", "reply"})
_WITHOUT_TARGET = frozenset({"QUIT", "NICK"})


def owner_of(user: User) -> str:
    """Whose talks a user's are: its account's, or its own until it leaves."""
    return _own_key(user) if user.account is None else f"={fold(user.account)}"


def _own_key(user: User) -> str:
    return f"~{user.key}"


def owners_of(user: User) -> tuple[str, ...]:
    """Whose talks a user may read: its own, and what it said before it logged in."""
    return tuple(dict.fromkeys((owner_of(user), _own_key(user))))


@lru_cache(maxsize=4096)
def room_of(channel: str) -> Conversation:
    """Where a channel's messages are kept."""
    return Conversation("", fold(channel))


@lru_cache(maxsize=4096)
def _place_of(channel: str) -> tuple[Conversation, str]:
    return room_of(channel), channel


def talk_of(user: User, nick: str) -> Conversation:
    """Where a user's direct messages with a nick are kept."""
    return Conversation(owner_of(user), fold(nick))


def keep_in_channels(
    context: Context,
    user: User,
    line: Line,
    channels: Iterable[Channel],
    lines: Sequence[tuple[str, bool]] = (),
) -> None:
    """Keep what a user did in these channels; `lines` of a message that has several."""
    places = tuple([_place_of(channel.name) for channel in channels])
    if places and _lasts(line.message):
        context.delivery.record(_record(user, line, places, lines))


def keep_in_talk(
    context: Context,
    user: User,
    person: User,
    line: Line,
    lines: Sequence[tuple[str, bool]] = (),
) -> None:
    """Keep what a user said to a person, for both; `lines` as above."""
    if _lasts(line.message):
        context.delivery.record(_record(user, line, _talks_of(user, person), lines))


def act_of(user: User, line: Line, place: Channel | User | None) -> StoreMessage:
    """What a user did to a message, to be kept where it is told, beside where the message is.

    `place`: a channel, or the other side of a talk; None if nobody else is there to be told.
    """
    places: tuple[tuple[Conversation, str], ...] = ()
    if isinstance(place, Channel):
        places = (_place_of(place.name),)
    elif place is not None:
        places = _talks_of(user, place)
    return _record(user, line, places, ())


def keep_edit(context: Context, message: StoredMessage, text: str, edit: StoreMessage) -> None:
    """Keep the new text of a message, and the EDIT."""
    tags = {**parse_tags(message.tags), EDITED: moment_text(milliseconds_of(edit.id))}
    context.delivery.record(EditMessage(message.id, text, format_tags(tags), edit))


def _talks_of(user: User, person: User) -> tuple[tuple[Conversation, str], ...]:
    places = {
        talk_of(user, person.nick): person.nick,
        talk_of(person, user.nick): user.nick,
    }
    return tuple(places.items())


def _lasts(message: Message) -> bool:
    if message.command == "TAGMSG":
        return any(tag.rpartition("/")[2].lstrip("+") in _LASTING_TAGS for tag in message.tags)
    if message.command in SPOKEN:
        text = message.params[-1]
        return text[:1] != "\x01" or text[1:7].upper() == "ACTION"
    return True


def _record(
    user: User,
    line: Line,
    places: tuple[tuple[Conversation, str], ...],
    lines: Sequence[tuple[str, bool]],
) -> StoreMessage:
    message = line.message
    verb, params = message.command, message.params
    if verb in _WITHOUT_TARGET or not params:
        params = ("", *params)
    elif verb == "JOIN":
        params = (params[0], user.realname)
    text = params[-1] if len(params) > 1 else None
    middle = " ".join(params[1:-1]) if len(params) > 2 else ""
    if lines:  # a message has no other parameters, so that there is room for how it was made up
        text, middle = combine(lines), " ".join(map(str, joints(lines)))
    return StoreMessage(
        line.id,
        verb,
        message.source or user.source,
        user.account,
        params[0],
        middle,
        text,
        _lasting_tags(message.tags) if len(message.tags) > 1 else "",
        owner_of(user),
        places,
    )


def _lasting_tags(tags: Mapping[str, str]) -> str:
    """But for the msgid, which the number is."""
    return format_tags({name: value for name, value in tags.items() if name != "msgid"})


def readable_from(channel: Channel, member: User) -> int:
    """The message id after which a member may read the channel's history (mode H)."""
    return channel.joined[member] if "H" in channel.modes else 0


def is_closed(channel: Channel) -> bool:
    """Whether what is said is for those who are let in, and not for who finds the name free."""
    return channel.key is not None or not channel.modes.isdisjoint("isH")


def note_closed(context: Context, channel: Channel, before: bool) -> None:
    """Remember whether a channel is closed, if that has changed."""
    if is_closed(channel) != before:
        context.record(CloseHistory(fold(channel.name), not before))
