"""The channel's topic: TOPIC and its numerics."""

from __future__ import annotations

from chat.model.events import TopicChanged
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.numerics import show_reply
from chat.model.session.session import Session
from chat.protocol.formatting import strip_formatting
from chat.translation import _


def handle_topic(session: Session, incoming: Incoming) -> None:
    """Somebody changed the topic, or removed it."""
    conversation = session.find_channel(incoming.params[0])
    if conversation is None:
        return
    topic = strip_formatting(incoming.params[1])
    _set(session, conversation, topic)
    if topic:
        mine, theirs = (
            _("You changed the topic to: {topic}"),
            _("{who} changed the topic to: {topic}"),
        )
    else:
        mine, theirs = _("You removed the topic"), _("{who} removed the topic")
    words = (mine if incoming.own else theirs).format(who=incoming.nick, topic=topic)
    session.tell([conversation], words, incoming)


def handle_topic_reply(session: Session, incoming: Incoming) -> None:
    """332: this is the topic."""
    conversation = session.find_channel(incoming.params[1])
    if conversation is None:
        show_reply(session, incoming)
    else:
        _set(session, conversation, strip_formatting(incoming.params[2]))


def handle_no_topic(session: Session, incoming: Incoming) -> None:
    """331: there is none."""
    conversation = session.find_channel(incoming.params[1])
    if conversation is None:
        show_reply(session, incoming)
    else:
        _set(session, conversation, "")


def _set(session: Session, conversation: Conversation, topic: str) -> None:
    if conversation.topic != topic:
        conversation.topic = topic
        session.publish(TopicChanged(conversation.key, topic))
