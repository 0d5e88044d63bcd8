"""SEARCH: find messages by their words (IRCv3 draft/search; soju.im/search, as it was before).

The two differ in the name of the batch alone.
"""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.names import is_valid_nick
from chat.protocol.tags import parse_tags
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Channel, Session, User
from server.core.handlers.sender import sender_of
from server.core.history import owners_of, readable_from, room_of
from server.core.message_ids import first_id_at
from server.core.records import IndexWords
from server.core.retelling import Retelling
from server.core.state import fold
from server.core.stored import NEWEST, Search, Talk, Window
from server.core.talks import talks_with
from server.core.timestamps import parse_timestamp

_KNOWN = frozenset({"in", "from", "after", "before", "text", "limit"})


class Refused(Exception):  # noqa: N818 - named for what it is
    """The attributes cannot be searched by: which one, and why."""


def handle_search(context: Context, session: Session, request: Message) -> None:
    """Answer with the messages that match all attributes, in a batch, or say why not."""
    try:
        wanted = _wanted(context, sender_of(session), request)
    except Refused as refused:
        context.fail(session, "SEARCH", "INVALID_PARAMS", *refused.args)
        return
    history = context.store.history
    context.record(IndexWords())
    reference = context.batch_reference(session)
    retelling = Retelling(context, session.caps, reference)

    def work() -> bytes:
        return retelling.write(history.search(wanted)) if wanted.window.limit else b""

    def done(lines: bytes) -> None:
        context.reply_batch(session, reference, lines, _batch_type(session))

    def failed() -> None:
        context.fail(session, "SEARCH", "INTERNAL_ERROR", "The search could not be run")

    context.defer(session, work, done, failed)


def _batch_type(session: Session) -> str:
    draft_alone = session.caps & Cap.DRAFT_SEARCH and not session.caps & Cap.SOJU_IM_SEARCH
    return "search" if draft_alone else "soju.im/search"


def _wanted(context: Context, user: User, request: Message) -> Search:
    """Raises Refused."""
    # Attributes are written as tags are; one who writes a space as it is gets what was meant.
    attributes = parse_tags(" ".join(request.params))
    attributes = {name.lower(): value for name, value in attributes.items()}
    if not attributes:
        raise Refused("Insufficient parameters")
    for name in attributes:
        if name not in _KNOWN:
            raise Refused(name, "Unknown attribute")
    talks, owners = _talks(context, user, attributes.get("in"))
    after = _moment(attributes, "after")
    before = _moment(attributes, "before")
    window = Window(
        _limit(context, attributes.get("limit")),
        after=0 if after is None else first_id_at(after) - 1,
        before=NEWEST if before is None else min(first_id_at(before + 1), NEWEST),
        newest=after is None,
    )
    sender = attributes.get("from")
    text = attributes.get("text")
    return Search(talks, owners, text, None if sender is None else fold(sender), window)


def _talks(
    context: Context, user: User, place: str | None
) -> tuple[tuple[Talk, ...], tuple[str, ...]]:
    """What may be searched, of what is asked for, and whose talks; everything, if nothing is."""
    if place is None:
        return tuple(_room(each, user) for each in user.channels), owners_of(user)
    if place.startswith("#"):
        channel = context.state.find_channel(place)
        if channel is None or user not in channel.members:
            raise Refused("in", "There is no such channel for you")
        return (_room(channel, user),), ()
    if not is_valid_nick(place, context.limits.nick_length):
        raise Refused("in", "That is neither a channel nor a nick")
    return tuple(talks_with(context, user, place)), ()


def _room(channel: Channel, member: User) -> Talk:
    return Talk(room_of(channel.name), readable_from(channel, member))


def _moment(attributes: dict[str, str], name: str) -> int | None:
    given = attributes.get(name)
    if given is None:
        return None
    moment = parse_timestamp(given)
    if moment is None:
        raise Refused(name, "Invalid timestamp")
    return moment


def _limit(context: Context, given: str | None) -> int:
    most = context.config.history.messages_per_request
    if given is None:
        return most
    if not (given.isascii() and given.isdigit()) or len(given) > 9:
        raise Refused("limit", "Invalid limit")
    return min(int(given), most)
