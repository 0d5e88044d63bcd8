"""Messages of the past put among those that are here: nothing doubled, own ones settled.

A message is known by the server's id (msgid); where it has none, by time, sender and text. Own
messages are known by our tag, or where the server keeps no tags, by what they say.
"""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from chat.model.entities import ChatMessage, DeliveryState, MessageKind
from chat.model.session import editing, ignoring, reactions, redaction
from chat.model.session.conversation import Conversation
from chat.model.session.history_requests import Wanted
from chat.model.session.incoming import Incoming
from chat.model.session.messages import message_of
from chat.model.session.sending import own_number
from chat.model.session.session import Session
from chat.model.session.settling import settle_as_told
from chat.protocol.ctcp import parse_ctcp

_CLOCKS_DIFFER = timedelta(minutes=5)  # at most, between this machine and the server


def merge(
    session: Session, conversation: Conversation, past: list[Incoming], *, wanted: Wanted
) -> list[ChatMessage]:
    """Take in messages of the past, oldest first; returns those that are new here.

    What was missed is news to the person, and so unread.
    """
    added = []
    for incoming in past:
        message = _message(session, conversation, incoming)
        if message is None:
            continue
        if _is_here(conversation, message):
            editing.renew(session, conversation, message)
            continue
        if message.own and _settle_own(session, conversation, incoming, message):
            continue
        added.append(message)
    conversation.insert(added, older=wanted is Wanted.OLDER)
    session.count(conversation, [one for one in added if _is_news(conversation, one, wanted)])
    return added


def _is_news(conversation: Conversation, message: ChatMessage, wanted: Wanted) -> bool:
    if conversation.read is None:
        return wanted is Wanted.MISSED
    return wanted is not Wanted.OLDER and message.time > conversation.read


def apply_marks(session: Session, conversation: Conversation, past: list[Incoming]) -> None:
    """Take in what the past says of messages: reactions, edits, deletions. After the messages."""
    for incoming in past:
        if ignoring.hides(session, incoming):
            continue
        if incoming.message.verb == "TAGMSG":
            reactions.take_in(session, conversation, incoming)
        elif incoming.message.verb == "EDIT":
            editing.take_in(session, conversation, incoming)
        elif incoming.message.verb == "REDACT":
            redaction.take_in(session, conversation, incoming)


def messages_of(
    session: Session, conversation: Conversation, past: list[Incoming]
) -> list[ChatMessage]:
    """Messages of the past by themselves, as they would stand in a conversation."""
    made = (_message(session, conversation, incoming) for incoming in past)
    messages = [message for message in made if message is not None]
    for message in messages:
        editing.renew(session, conversation, message)  # the local store may have an older copy
    return messages


def _message(
    session: Session, conversation: Conversation, incoming: Incoming
) -> ChatMessage | None:
    if incoming.message.verb not in ("PRIVMSG", "NOTICE") or len(incoming.params) < 2:
        return None
    if ignoring.hides(session, incoming):
        return None
    kind = MessageKind(incoming.message.verb.lower().replace("privmsg", "message"))
    text, ctcp = incoming.params[1], parse_ctcp(incoming.params[1])
    if ctcp is not None:
        if ctcp.command != "ACTION" or kind is not MessageKind.MESSAGE:
            return None
        kind, text = MessageKind.ACTION, ctcp.params
    message = message_of(session, incoming, conversation, kind, text)
    session.lines.keep(message.id, incoming.lines)
    return conversation.edits.applied(message)


def _is_here(conversation: Conversation, message: ChatMessage) -> bool:
    if message.msgid:
        return conversation.has_msgid(message.msgid)
    return any(
        (one.time, one.sender, one.text) == (message.time, message.sender, message.text)
        for one in conversation.messages
    )


def _settle_own(
    session: Session, conversation: Conversation, incoming: Incoming, found: ChatMessage
) -> bool:
    """One of our own that is here already, not known to have arrived until now."""
    number = own_number(incoming)
    if number is not None:
        here = conversation.message(number)
        session.outgoing.settle(number)
    else:
        like = session.outgoing.take_uncertain_like(conversation, found.kind, found.as_said)
        here = conversation.message(like.message_id) if like else _same(conversation, found)
    if here is None or not here.own:
        return False
    told = replace(
        here,
        text=found.text,
        formatted=found.formatted,
        msgid=found.msgid,
        account=found.account,
        edited=found.edited,
        state=DeliveryState.SENT,
    )
    settle_as_told(session, conversation, told, incoming)
    return True


def _same(conversation: Conversation, found: ChatMessage) -> ChatMessage | None:
    """A message that was confirmed without the server telling its id."""
    for one in conversation.messages:
        unnamed = one.own and not one.msgid and one.state is DeliveryState.SENT
        alike = (one.kind, one.text) == (found.kind, found.text)
        if unnamed and alike and abs(one.time - found.time) < _CLOCKS_DIFFER:
            return one
    return None
