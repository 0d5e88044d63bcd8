"""LIST: which channels there are (modern IRC, LIST; the conditions of ELIST=CMNTU)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chat.protocol.masks import matches
from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.context import Context
from server.core.entities import Channel, Session, User
from server.core.handlers.sender import sender_of
from server.core.permissions import can_see
from server.core.state import CASEMAPPING

Condition = Callable[[Channel], bool]
_MINUTE = 60.0  # seconds
_LARGEST_DIGITS = 9


def handle_list(context: Context, session: Session, request: Message) -> None:
    """List the visible channels that have one of the names and meet every condition.

    However many there are, no client is cut for having asked (005 SAFELIST).
    """
    words = [word for param in request.params[:2] for word in param.split(",") if word]
    conditions = [_condition(word, context.clock()) for word in words if _is_condition(word)]
    masks = [word for word in words if not _is_condition(word)]
    if masks:
        conditions.append(lambda channel: any(_has_name(channel, mask) for mask in masks))
    context.reply_many(session, _listing(context, session, sender_of(session), conditions))


def _listing(
    context: Context, session: Session, user: User, conditions: list[Condition]
) -> Iterator[Message]:
    """The answer; made as it is taken, of the channels that there are by then."""
    yield context.numeric_message(session, Numeric.RPL_LISTSTART, "Channel", "Users  Name")
    for channel in list(context.state.channels.values()):
        if (
            context.state.find_channel(channel.name) is channel
            and can_see(channel, user)
            and all(condition(channel) for condition in conditions)
        ):
            topic = channel.topic.text if channel.topic is not None else ""
            count = str(len(channel.members))
            yield context.numeric_message(session, Numeric.RPL_LIST, channel.name, count, topic)
    yield context.numeric_message(session, Numeric.RPL_LISTEND, "End of /LIST")


def _has_name(channel: Channel, mask: str) -> bool:
    return matches(mask, channel.name, CASEMAPPING)


def _is_condition(word: str) -> bool:
    return word[0] in "!<>" or word[:2].upper() in ("C<", "C>", "T<", "T>")


def _condition(word: str, now: float) -> Condition:
    """What a condition asks of a channel; one without a number asks nothing."""
    if word.startswith("!"):
        return lambda channel: not matches(word[1:], channel.name, CASEMAPPING)
    kind = word[0].upper() if word[0] in "CTct" else ""
    sign, digits = word[len(kind)], word[len(kind) + 1 :]
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _LARGEST_DIGITS):
        return lambda _: True
    number = int(digits)
    if not kind:
        return lambda channel: _compare(len(channel.members), sign, number)
    age = _creation_age if kind == "C" else _topic_age
    return lambda channel: (
        (value := age(channel, now)) is not None and _compare(value, sign, number)
    )


def _compare(value: float, sign: str, number: int) -> bool:
    return value < number if sign == "<" else value > number


def _creation_age(channel: Channel, now: float) -> float:
    """Minutes since the channel was created."""
    return (now - channel.created) / _MINUTE


def _topic_age(channel: Channel, now: float) -> float | None:
    """Minutes since the topic was set; without a topic, None: it was not set at any time."""
    return (now - channel.topic.time) / _MINUTE if channel.topic is not None else None
