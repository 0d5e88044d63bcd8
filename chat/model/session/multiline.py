"""Messages of several lines (IRCv3 draft/multiline): one message here, a batch on the wire."""

from __future__ import annotations

from collections.abc import Mapping

from chat.model.session.batches import Batch
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.protocol.message import Message
from chat.protocol.multiline import CAPABILITY, CONCAT, Limits, combine, parse_limits, separate

_VERBS = ("PRIVMSG", "NOTICE")
_OWN_OF_LINES = ("batch", CONCAT)


def limits(session: Session) -> Limits | None:
    """What the server takes as one message; None if it takes no several lines."""
    capabilities = session.capabilities
    if session.phase is not Phase.REGISTERED or "batch" not in capabilities.enabled:
        return None
    if CAPABILITY not in capabilities.enabled:
        return None
    return parse_limits(capabilities.offered.get(CAPABILITY))


def takes(session: Session, text: str, room: int) -> bool:
    """Whether the server takes a text as one message, `room` being the bytes of a line."""
    allowed = limits(session)
    return allowed is not None and allowed.allow(separate(text, room))


def send(session: Session, target: str, text: str, tags: Mapping[str, str], room: int) -> bool:
    """Send a text that the server takes; False if there is no connection, or no line can say it.

    Tags of the message stand on the BATCH that opens it ("Message tags").
    """
    session.batches_sent += 1
    reference = f"l{session.batches_sent}"
    if not session.send("BATCH", f"+{reference}", CAPABILITY, target, tags=tags):
        return False
    for line, concat in separate(text, room):
        framing = {"batch": reference, **({CONCAT: ""} if concat else {})}
        session.send("PRIVMSG", target, line, tags=framing)
    return session.send("BATCH", f"-{reference}")


def combined(batch: Batch) -> Incoming | None:
    """The message that a batch is, with the tags of its opening; None if it says nothing.

    Lines that are none, or go elsewhere, are left out: what a server sends wrong ends nothing.
    """
    opening = batch.opening
    target = opening.param(2)
    lines = [
        one
        for one in batch.gathered
        if one.message.verb in _VERBS and len(one.params) > 1 and one.params[0] == target
    ]
    text = combine((one.params[1], CONCAT in one.message.tags) for one in lines)
    if not text.strip("\n"):
        return None
    first = lines[0]
    more = {k: v for k, v in first.message.tags.items() if k not in _OWN_OF_LINES}
    said = Message(
        {**more, **opening.message.tags},
        opening.message.source or first.message.source,
        first.message.verb,
        (target, text),
    )
    who = opening if opening.message.source else first
    parts = (opening.message, *(one.message for one in lines))
    return Incoming(said, who.source, who.own, opening.time, opening.label, parts)
