"""TOPIC: what a channel is about."""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from chat.protocol.splitting import truncate
from server.core.context import Context
from server.core.entities import Channel, Session, Topic
from server.core.handlers.sender import sender_of
from server.core.history import keep_in_channels
from server.core.permanence import keep_channel
from server.core.permissions import can_see, may_moderate


def handle_topic(context: Context, session: Session, request: Message) -> None:
    """Show the topic, or change it (modern IRC, TOPIC)."""
    user = sender_of(session)
    name = request.params[0]
    channel = context.state.find_channel(name)
    if channel is None or not can_see(channel, user):
        context.error(session, Numeric.ERR_NOSUCHCHANNEL, name)
    elif len(request.params) == 1:
        send_topic(context, session, channel)
    elif user not in channel.members:
        context.error(session, Numeric.ERR_NOTONCHANNEL, channel.name)
    elif "t" in channel.modes and not may_moderate(channel, user):
        context.error(session, Numeric.ERR_CHANOPRIVSNEEDED, channel.name)
    else:
        _change_topic(context, session, channel, request.params[1])


def _change_topic(context: Context, session: Session, channel: Channel, text: str) -> None:
    user = sender_of(session)
    text = truncate(text, context.limits.topic_length)
    channel.topic = Topic(text, user.source, context.clock()) if text else None
    line = context.event(user, "TOPIC", channel.name, text)
    context.tell_channel(channel, line, session)
    keep_in_channels(context, user, line, (channel,))
    keep_channel(context, channel)


def send_topic(context: Context, session: Session, channel: Channel) -> None:
    """RPL_TOPIC and who set it when, or RPL_NOTOPIC."""
    topic = channel.topic
    if topic is None:
        context.numeric(session, Numeric.RPL_NOTOPIC, channel.name, "No topic is set")
        return
    context.numeric(session, Numeric.RPL_TOPIC, channel.name, topic.text)
    context.numeric(
        session, Numeric.RPL_TOPICWHOTIME, channel.name, topic.setter, str(int(topic.time))
    )
