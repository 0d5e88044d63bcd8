"""Who may do what in a channel: ranks, bans and their exceptions. Answers only; changes nothing."""

from __future__ import annotations

from server.core.entities import Channel, Session, User
from server.core.extbans import entry_matches, is_mute
from server.core.isupport import PREFIXES


def is_server_operator(session: Session) -> bool:
    """Whether the session's user runs the server (OPER)."""
    return session.user is not None and "o" in session.user.modes


def may_see_address(session: Session, user: User) -> bool:
    """Whether the session is shown where the user really is: operators, and the user itself."""
    return session.user is user or is_server_operator(session)


def is_operator(channel: Channel, user: User) -> bool:
    """Whether the user runs the channel."""
    return "o" in channel.members.get(user, ())


def is_listed(channel: Channel, mode: str, user: User) -> bool:
    """Whether a mask of the channel's list `mode` matches the user."""
    return any(
        entry_matches(entry.mask, user)
        for entry in channel.lists[mode].values()
        if not is_mute(entry.mask)
    )


def is_muted(channel: Channel, user: User) -> bool:
    """Whether a ban or a mute takes the word from the user, and no exception gives it back."""
    return any(
        entry_matches(entry.mask, user) for entry in channel.lists["b"].values()
    ) and not any(entry_matches(entry.mask, user) for entry in channel.lists["e"].values())


def is_banned(channel: Channel, user: User) -> bool:
    """Whether a ban matches the user and no exception does."""
    return is_listed(channel, "b", user) and not is_listed(channel, "e", user)


def may_speak(channel: Channel, user: User) -> bool:
    """Whether a message of the user goes to the channel (modes n, m, M and b; modern IRC, PRIVMSG).

    M: of those who are not logged in, those with a rank may.
    """
    ranks = channel.members.get(user)
    if ranks:
        return True
    if ranks is None and "n" in channel.modes:
        return False
    if "m" in channel.modes or ("M" in channel.modes and user.account is None):
        return False
    return not is_muted(channel, user)


def can_see(channel: Channel, user: User) -> bool:
    """Whether the channel exists for the user: a secret one does for its members only."""
    return "s" not in channel.modes or user in channel.members


def shows_member(channel: Channel, member: User, viewer: User) -> bool:
    """Whether the viewer is shown the member: invisible ones are by members only."""
    return "i" not in member.modes or viewer in channel.members


def share_channel(one: User, other: User) -> bool:
    """Whether two users are in a channel together."""
    return not one.channels.isdisjoint(other.channels)


def prefixes(channel: Channel, user: User, *, every: bool = False) -> str:
    """The sign of the user's highest rank, or of every rank (multi-prefix), highest first."""
    ranks = channel.members.get(user, ())
    signs = "".join(sign for rank, sign in PREFIXES.items() if rank in ranks)
    return signs if every else signs[:1]
