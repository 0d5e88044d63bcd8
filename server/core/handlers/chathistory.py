"""CHATHISTORY: what was said before (IRCv3 draft/chathistory, draft/event-playback).

A reference is a range of message ids: one id, or those of one millisecond. What is read is read
in deferred work; here it is only decided what may be read, and what is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from chat.protocol.message import Message
from chat.protocol.names import is_valid_nick
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.delivery import server_time
from server.core.entities import Session, User
from server.core.handlers.sender import sender_of
from server.core.history import owners_of, readable_from, room_of
from server.core.message_ids import first_id_at, parse_msgid, time_of
from server.core.ports import HistoryReader
from server.core.retelling import Retelling, untold
from server.core.state import fold
from server.core.stored import NEWEST, StoredMessage, Talk, Target, Window
from server.core.talks import read_talks, talks_with, targets_of
from server.core.timestamps import parse_timestamp

_UNREADABLE = "Messages could not be retrieved"


class Refused(Exception):  # noqa: N818 - named for what it is
    """The request cannot be answered: a code of FAIL, and its parameters."""


class Place(NamedTuple):
    """What a reference stands for: the ids from `first` to `last`."""

    first: int
    last: int


class Readable(NamedTuple):
    """What may be read: a channel from after an id, or talks; and its name for people."""

    talks: list[Talk]
    shown: str


class Request(NamedTuple):
    """A request whose words were understood. `places`: one, or two for BETWEEN; None is `*`."""

    readable: Readable
    places: list[Place | None]
    limit: int
    events: bool
    without: tuple[str, ...]  # events that cannot be told


def handle_chathistory(context: Context, session: Session, request: Message) -> None:
    """Answer with what was said, in a batch, or say why not."""
    given = request.params[0] if request.params else "*"
    subcommand = given.upper()
    try:
        if subcommand == "TARGETS":
            _send_targets(context, session, request)
        elif subcommand in _SUBCOMMANDS:
            _send_messages(context, session, subcommand, request)
        else:
            text = "Unknown command" if request.params else "Insufficient parameters"
            context.fail(session, "CHATHISTORY", "INVALID_PARAMS", given, text)
    except Refused as refused:
        context.fail(session, "CHATHISTORY", *refused.args)


# What is asked for.


def _understand(
    context: Context, session: Session, subcommand: str, count: int, request: Message
) -> Request:
    words = _words(request, subcommand, 2 + count + 1)
    target, references, limit = words[1], words[2:-1], words[-1]
    places = [_place(subcommand, target, reference) for reference in references]
    return Request(
        _readable(context, sender_of(session), subcommand, target),
        places,
        _limit(context, subcommand, limit),
        bool(session.caps & Cap.DRAFT_EVENT_PLAYBACK),
        untold(session.caps),
    )


def _words(request: Message, subcommand: str, count: int) -> tuple[str, ...]:
    if len(request.params) < count:
        raise Refused("INVALID_PARAMS", subcommand, "Insufficient parameters")
    if len(request.params) > count:
        raise Refused("INVALID_PARAMS", subcommand, "Too many parameters")
    return request.params


def _place(subcommand: str, target: str, reference: str) -> Place | None:
    """Raises Refused for what is no reference."""
    if reference == "*" and subcommand == "LATEST":
        return None
    kind, equals, value = reference.partition("=")
    if equals and kind == "msgid":
        number = parse_msgid(value)
        if number is not None:
            return Place(number, number)
        raise Refused("INVALID_PARAMS", subcommand, reference, "Unknown message id")
    if equals and kind != "timestamp":
        text = "Only msgid and timestamp are supported as references"
        raise Refused("INVALID_MSGREFTYPE", subcommand, target, reference, text)
    return _moment(subcommand, reference)


def _moment(subcommand: str, reference: str) -> Place:
    kind, _, value = reference.partition("=")
    moment = parse_timestamp(value) if kind == "timestamp" else None
    if moment is None:
        raise Refused("INVALID_PARAMS", subcommand, reference, "Invalid timestamp")
    first = min(first_id_at(moment), NEWEST)
    return Place(first, min(first_id_at(moment + 1) - 1, NEWEST))


def _limit(context: Context, subcommand: str, word: str) -> int:
    if not (word.isascii() and word.isdigit()) or len(word) > 9:
        raise Refused("INVALID_PARAMS", subcommand, word, "Invalid limit")
    return min(int(word), context.config.history.messages_per_request)


def _readable(context: Context, user: User, subcommand: str, target: str) -> Readable:
    """Raises Refused, in the same words for what does not exist and for what may not be read."""
    if target.startswith("#"):
        channel = context.state.find_channel(target)
        if channel is not None and user in channel.members:
            room = Talk(room_of(channel.name), readable_from(channel, user))
            return Readable([room], channel.name)
    elif is_valid_nick(target, context.limits.nick_length):
        person = context.state.find_user(target)
        shown = target if person is None else person.nick
        return Readable(talks_with(context, user, target), shown)
    raise Refused("INVALID_TARGET", subcommand, target, _UNREADABLE)


# Which part of the conversation each subcommand means. In deferred work: without the lock.


def _read(
    history: HistoryReader,
    request: Request,
    *,
    after: int = 0,
    before: int = NEWEST,
    newest: bool = True,
) -> list[StoredMessage]:
    window = Window(request.limit, after, before, newest, request.events, request.without)
    return read_talks(history, request.readable.talks, window)


def _read_latest(history: HistoryReader, request: Request) -> list[StoredMessage]:
    (place,) = request.places
    return _read(history, request, after=0 if place is None else place.last)


def _read_before(history: HistoryReader, request: Request) -> list[StoredMessage]:
    (place,) = request.places
    assert place is not None
    return _read(history, request, before=place.first)


def _read_after(history: HistoryReader, request: Request) -> list[StoredMessage]:
    (place,) = request.places
    assert place is not None
    return _read(history, request, after=place.last, newest=False)


def _read_around(history: HistoryReader, request: Request) -> list[StoredMessage]:
    """Half of it before the place, the rest from it on; more of one where the other has less."""
    (place,) = request.places
    assert place is not None
    before = _read(history, request, before=place.first)
    rest = _read(history, request, after=place.first - 1, newest=False)
    count = min(len(before), max(request.limit // 2, request.limit - len(rest)))
    return before[len(before) - count :] + rest[: request.limit - count]


def _read_between(history: HistoryReader, request: Request) -> list[StoredMessage]:
    """Counted from the first place on, also backwards in time."""
    start, end = request.places
    assert start is not None
    assert end is not None
    if start <= end:
        return _read(history, request, after=start.last, before=end.first, newest=False)
    return _read(history, request, after=end.last, before=start.first)


_Reading = Callable[[HistoryReader, Request], list[StoredMessage]]
_SUBCOMMANDS: dict[str, tuple[int, _Reading]] = {  # how many references, and what they mean
    "AFTER": (1, _read_after),
    "AROUND": (1, _read_around),
    "BEFORE": (1, _read_before),
    "BETWEEN": (2, _read_between),
    "LATEST": (1, _read_latest),
}


def _send_messages(context: Context, session: Session, subcommand: str, request: Message) -> None:
    count, read = _SUBCOMMANDS[subcommand]
    understood = _understand(context, session, subcommand, count, request)
    history = context.store.history
    reference = context.batch_reference(session)
    retelling = Retelling(context, session.caps, reference)

    def work() -> bytes:
        return retelling.write(read(history, understood)) if understood.limit else b""

    def done(lines: bytes) -> None:
        context.reply_batch(session, reference, lines, "chathistory", understood.readable.shown)

    def failed() -> None:
        context.fail(
            session, "CHATHISTORY", "MESSAGE_ERROR", subcommand, request.params[1], _UNREADABLE
        )

    context.defer(session, work, done, failed)


# Which conversations there are.


def _send_targets(context: Context, session: Session, request: Message) -> None:
    words = _words(request, "TARGETS", 4)
    start, end = (_moment("TARGETS", word) for word in words[1:3])
    limit = _limit(context, "TARGETS", words[3])
    window = (
        Window(limit, start.last, end.first, newest=False)
        if start <= end
        else Window(limit, end.last, start.first)
    )
    user = sender_of(session)
    owners = owners_of(user)
    channels = [(room_of(channel.name), readable_from(channel, user)) for channel in user.channels]
    history = context.store.history

    def work() -> list[Target]:
        return targets_of(history, owners, channels, window) if limit else []

    def done(targets: list[Target]) -> None:
        with context.batch(session, "draft/chathistory-targets"):
            for target in targets:
                time = server_time(time_of(target.last_id))
                context.say(session, "CHATHISTORY", "TARGETS", _name(context, target), time)

    def failed() -> None:
        context.fail(session, "CHATHISTORY", "MESSAGE_ERROR", "TARGETS", "*", _UNREADABLE)

    context.defer(session, work, done, failed)


def _name(context: Context, target: Target) -> str:
    """The name as it is written now, if it is that of somebody here."""
    name = target.conversation.name
    person = None if target.conversation.owner == "" else context.state.find_user(name)
    return person.nick if person is not None and fold(person.nick) == name else target.shown
