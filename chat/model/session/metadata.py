"""What people say of themselves: display names, status, avatars (IRCv3 metadata).

Both drafts are understood: `draft/metadata-2` tells values by METADATA, `draft/metadata-3` by
numerics. Nothing here is fetched from anywhere: an avatar is an address and no more.
"""

from __future__ import annotations

from chat.model.entities import Profile
from chat.model.events import ProfileChanged
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session
from chat.protocol.formatting import strip_formatting

CAPABILITIES = ("draft/metadata-3", "draft/metadata-2")  # never both: the newer where it is there
DISPLAY_NAME, STATUS, AVATAR = "display-name", "status", "avatar"
KEYS = (DISPLAY_NAME, STATUS, AVATAR)
MOST = 5_000  # people whose profile is kept
LONGEST = 300  # characters of a value
_ASKED_AGAIN = 10  # people at once, who come back


def is_offered(session: Session) -> bool:
    """Whether the server keeps profiles."""
    return bool(session.capabilities.enabled.intersection(CAPABILITIES))


def subscribe(session: Session) -> None:
    """We want to be told of these; before any channel is joined, so that all of it is told."""
    if is_offered(session):
        session.send("METADATA", "*", "SUB", *KEYS)


def set_own(session: Session, key: str, value: str) -> bool:
    """Say something of ourselves, or take it back with ""; False if the server keeps nothing."""
    if not is_offered(session):
        return False
    words = " ".join(value.split())[:LONGEST]
    return session.send("METADATA", "*", "SET", key, *([words] if words else []))


def profile_of(session: Session, nick: str) -> Profile:
    """What somebody says of themselves, as far as we were told."""
    values = session.profiles.get(session.casefold(nick), {})
    return Profile(values.get(DISPLAY_NAME, ""), values.get(STATUS, ""), values.get(AVATAR, ""))


def handle_metadata(session: Session, incoming: Incoming) -> None:
    """METADATA: target, key, visibility, and the value unless it is gone."""
    _note(session, incoming.params[0], incoming.params[1], incoming.param(3))


def handle_value(session: Session, incoming: Incoming) -> None:
    """761: target, key, visibility, value."""
    _note(session, incoming.params[1], incoming.params[2], incoming.params[4])


def handle_not_set(session: Session, incoming: Incoming) -> None:
    """766: there is no such value, or not any more."""
    _note(session, incoming.params[1], incoming.params[2], "")


def handle_later(session: Session, incoming: Incoming) -> None:
    """774: too much to be told at once; it is asked for in the server's own time."""
    wait = incoming.param(2)
    seconds = int(wait) if wait.isdecimal() and len(wait) < 6 else 10
    session.metadata_later[incoming.params[1]] = session.clock().timestamp() + seconds


def check_time(session: Session) -> None:
    """Ask for what was to be asked for later."""
    if not session.metadata_later:
        return
    now = session.clock().timestamp()
    for target in [one for one, due in session.metadata_later.items() if due <= now]:
        del session.metadata_later[target]
        session.send("METADATA", target, "SYNC")


def rename(session: Session, old: str, new: str) -> None:
    """Somebody changed nick: what they say of themselves goes along."""
    values = session.profiles.pop(session.casefold(old), None)
    if values is not None:
        session.profiles[session.casefold(new)] = values


def doubt(session: Session, nick: str) -> None:
    """Whoever comes may be another than the last one of this nick: what is known is asked for anew.

    A server may tell of them unasked, but no text says that it does.
    """
    if session.profiles.pop(session.casefold(nick), None) is None:
        return
    session.publish(ProfileChanged(session.network, nick))
    if len(session.metadata_later) < _ASKED_AGAIN:
        session.metadata_later[nick] = session.clock().timestamp()


def _note(session: Session, target: str, key: str, value: str) -> None:
    nick = session.nick if target == "*" else target
    key = key.lower()
    if key not in KEYS or session.is_channel(nick):
        return
    name = session.casefold(nick)
    if name not in session.profiles and len(session.profiles) >= MOST:
        return
    values = session.profiles.setdefault(name, {})
    value = " ".join(strip_formatting(value[: 4 * LONGEST]).split())[:LONGEST]
    if values.get(key, "") != value:
        values[key] = value
        session.publish(ProfileChanged(session.network, nick))
