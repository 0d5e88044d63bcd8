"""NAMES: who is in a channel."""

from __future__ import annotations

from chat.protocol.capabilities import pack_words
from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Channel, Session
from server.core.handlers.sender import sender_of
from server.core.permissions import can_see, prefixes, shows_member


def handle_names(context: Context, session: Session, request: Message) -> None:
    """List the members of each channel, of so many at once as TARGMAX says (modern IRC, NAMES)."""
    words = request.params[0].split(",") if request.params else []
    names = list(dict.fromkeys(filter(None, words)))
    if not names:
        context.numeric(session, Numeric.RPL_ENDOFNAMES, "*", "End of /NAMES list")
        return
    limit = context.limits.targets_per_command
    for name in names[:limit]:
        _list(context, session, name)
    if len(names) > limit:
        context.error(session, Numeric.ERR_TOOMANYTARGETS, names[limit])


def _list(context: Context, session: Session, name: str) -> None:
    channel = context.state.find_channel(name)
    if channel is not None and can_see(channel, sender_of(session)):
        send_names(context, session, channel)
    else:
        context.numeric(session, Numeric.RPL_ENDOFNAMES, name, "End of /NAMES list")


def send_names(context: Context, session: Session, channel: Channel) -> None:
    """RPL_NAMREPLY, as many as it takes, and RPL_ENDOFNAMES."""
    viewer = sender_of(session)
    symbol = "@" if "s" in channel.modes else "="
    every = bool(session.caps & Cap.MULTI_PREFIX)  # IRCv3 multi-prefix
    whole = bool(session.caps & Cap.USERHOST_IN_NAMES)  # IRCv3 userhost-in-names
    names = [
        prefixes(channel, member, every=every) + (member.source if whole else member.nick)
        for member in channel.members
        if shows_member(channel, member, viewer)
    ]
    room = context.room(session, Numeric.RPL_NAMREPLY, symbol, channel.name)
    for text in pack_words(names, room):
        context.numeric(session, Numeric.RPL_NAMREPLY, symbol, channel.name, text)
    context.numeric(session, Numeric.RPL_ENDOFNAMES, channel.name, "End of /NAMES list")
