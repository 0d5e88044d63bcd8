"""Reactions to messages (IRCv3 draft/react, draft/unreact, with draft/reply), in TAGMSG."""

from __future__ import annotations

from chat.model.entities import ChatMessage
from chat.model.events import Reacted
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.model.session.where import conversation_of
from chat.protocol.client_tags import REACT, REPLY, UNREACT, reply_target
from chat.translation import N_

NOT_CONNECTED = N_("There is no connection.")
NO_TAGS = N_("This server does not pass reactions on.")
NO_ID = N_("The server gave this message no id, so nothing can point at it.")
GONE = N_("This message was deleted.")


def handle_tagmsg(session: Session, incoming: Incoming) -> None:
    """TAGMSG: what it says stands in its tags; most of them are no reactions."""
    if _is_reaction(incoming):
        conversation = conversation_of(session, incoming)
        if conversation is not None:
            take_in(session, conversation, incoming)


def take_in(session: Session, conversation: Conversation, incoming: Incoming) -> None:
    """Note a reaction in a conversation, be it new or of the past."""
    tags = incoming.message.tags
    if not _is_reaction(incoming):
        return
    text, present = tags.get(REACT, ""), True
    if not text:
        text, present = tags.get(UNREACT, ""), False
    nick = session.nick if incoming.own else incoming.nick
    msgid, own, time = reply_target(tags), incoming.own, incoming.time
    event = Reacted(conversation.key, msgid, nick, text, own, time, present)
    _note(session, conversation, event)


def _is_reaction(incoming: Incoming) -> bool:
    tags = incoming.message.tags
    return bool(reply_target(tags)) and (REACT in tags or UNREACT in tags)


def _note(session: Session, conversation: Conversation, event: Reacted) -> None:
    news = conversation.reactions.note(
        event.msgid,
        event.nick,
        event.text,
        own=event.own,
        time=event.time,
        present=event.present,
    )
    message = conversation.by_msgid(event.msgid)
    if not news or (message is not None and message.deleted):
        return
    session.publish(event)
    if message is not None:
        session.change(conversation, message)


def obstacle(session: Session, message: ChatMessage | None) -> str:
    """Why nobody can react to a message, in a sentence to be translated; "" if one can."""
    if message is None or not message.msgid:
        return NO_ID
    if message.deleted:
        return GONE
    if session.phase is not Phase.REGISTERED:
        return NOT_CONNECTED
    return "" if session.passes_tag(REACT) and session.passes_tag(REPLY) else NO_TAGS


def react(session: Session, conversation: Conversation, message: ChatMessage, text: str) -> None:
    """React, or take it back if we had reacted so already.

    Where the server sends back what we say, that settles it; elsewhere it is settled at once.
    """
    if obstacle(session, message):
        return
    taken_back = any(one.own and one.text == text for one in message.reactions)
    tags = {REPLY: message.msgid, UNREACT if taken_back else REACT: text}
    sent = session.send("TAGMSG", conversation.key.target, tags=tags)
    if sent and not session.capabilities.echoes:
        key, nick, now = conversation.key, session.nick, session.clock()
        event = Reacted(key, message.msgid, nick, text, True, now, not taken_back)
        _note(session, conversation, event)
