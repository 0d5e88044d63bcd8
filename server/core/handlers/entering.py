"""What a client reads of a channel that it begins to read: topic and names."""

from __future__ import annotations

from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Channel, Session
from server.core.handlers.names import send_names
from server.core.handlers.topic import send_topic

_NO_NAMES = Cap.NO_IMPLICIT_NAMES | Cap.DRAFT_NO_IMPLICIT_NAMES


def send_channel_state(context: Context, session: Session, channel: Channel) -> None:
    """The topic if there is one; the names unless they are not wanted (no-implicit-names)."""
    if channel.topic is not None:
        send_topic(context, session, channel)
    if not session.caps & _NO_NAMES:
        send_names(context, session, channel)
