"""Whether those we write with can be reached: MONITOR, AWAY, and what else shows it.

IRCv3 monitor, extended-monitor, away-notify. Where the server offers no MONITOR, there is what we
see in channels and what answers our messages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from chat.model.entities import Presence
from chat.model.events import PresenceChanged
from chat.model.session import pacing
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.numerics import show_error
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.protocol.capabilities import pack_words
from chat.protocol.source import parse_source

_ROOM = 400  # bytes of nicks in one MONITOR
MOST_KNOWN = 2_000  # people whose presence is kept


def is_offered(session: Session) -> bool:
    """Whether the server tells who comes and goes."""
    return "MONITOR" in session.isupport


def watch(session: Session, nicks: Collection[str]) -> None:
    """Have the server tell of these from now on; it says at once how they are."""
    for words in pack_words(list(nicks), _ROOM):
        session.send("MONITOR", "+", words.replace(" ", ","))


def unwatch(session: Session, nicks: Collection[str]) -> None:
    """Let the server tell of these no more."""
    for words in pack_words(list(nicks), _ROOM):
        session.send("MONITOR", "-", words.replace(" ", ","))


def presence_of(
    session: Session, nick: str, channels: Iterable[Conversation] | None = None
) -> Presence | None:
    """How somebody is, as far as can be known; None for channels and while not connected.

    Who asks for many people gives `channels`, those of the session: strangers can open hundreds of
    conversations, and each would be searched for each.
    """
    if session.phase is not Phase.REGISTERED or not nick or session.is_channel(nick):
        return None
    for conversation in channels if channels is not None else session.channels_with(nick):
        if nick in conversation.members:
            return Presence.AWAY if conversation.members[nick].away else Presence.ONLINE
    return session.presences.get(session.casefold(nick))


def note(session: Session, nick: str, presence: Presence) -> None:
    """Somebody is like this now."""
    name, known = session.casefold(nick), session.presences
    if known.get(name) is presence or (name not in known and len(known) >= MOST_KNOWN):
        return
    known[name] = presence
    conversation = session.find(nick)
    if conversation is not None and not conversation.is_channel:
        session.publish(PresenceChanged(conversation.key))


def hear(session: Session, nick: str) -> None:
    """Somebody says something: they are there, be it away."""
    if session.presences.get(session.casefold(nick)) is Presence.OFFLINE:
        note(session, nick, Presence.ONLINE)


def handle_online(session: Session, incoming: Incoming) -> None:
    """730: these are there. Whether they are away, WHO tells; later AWAY does."""
    for word in incoming.params[1].split(","):
        nick = parse_source(word).nick
        if nick:
            note(session, nick, Presence.ONLINE)
            if session.find(nick) is not None and not session.channels_with(nick):
                session.quiet_who.add(session.casefold(nick))
                pacing.send_between(session, "WHO", nick)


def handle_offline(session: Session, incoming: Incoming) -> None:
    """731: these are not there."""
    for word in incoming.params[1].split(","):
        nick = parse_source(word).nick
        if nick:
            note(session, nick, Presence.OFFLINE)
            if session.wanted_nick and session.same(nick, session.wanted_nick):
                session.send("NICK", session.wanted_nick)


def handle_nobody(session: Session, incoming: Incoming) -> None:
    """401: there is nobody of this name."""
    if not session.is_channel(incoming.params[1]):
        note(session, incoming.params[1], Presence.OFFLINE)
    show_error(session, incoming)
