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


# What each rank may act upon: give it, take it, or kick who has it as the highest. "" is no rank.
# Founders may all; admins and operators may not touch those above them; halfops, only those below.
_ACTS_UPON = {"q": "qaohv", "a": "ohv", "o": "ohv", "h": "v", "v": None, "": None}


def highest_rank(channel: Channel, user: User) -> str:
    """The letter of the user's highest rank in the channel; "" without one."""
    ranks = channel.members.get(user, ())
    return next((rank for rank in PREFIXES if rank in ranks), "")


def is_founder(channel: Channel, user: User) -> bool:
    """Whether the user is one of the channel's founders."""
    return highest_rank(channel, user) == "q"


def is_operator(channel: Channel, user: User) -> bool:
    """Whether the user runs the channel: as an operator, or as more."""
    return highest_rank(channel, user) in ("q", "a", "o")


def may_moderate(channel: Channel, user: User) -> bool:
    """Whether the user keeps order in the channel: as a halfop, or as more."""
    return highest_rank(channel, user) in ("q", "a", "o", "h")


def may_act_upon(channel: Channel, user: User, rank: str) -> bool:
    """Whether the user may give or take a rank, or kick who has no higher one ("": none)."""
    upon = _ACTS_UPON[highest_rank(channel, user)]
    return upon is not None and rank in upon


def is_listed(channel: Channel, mode: str, user: User) -> bool:
    """Whether a mask of the channel's list `mode` matches the user."""
    entries = channel.lists[mode]
    return bool(entries) and any(
        entry_matches(entry.mask, user) for entry in entries.values() if not is_mute(entry.mask)
    )


def is_muted(channel: Channel, user: User) -> bool:
    """Whether a ban or a mute takes the word from the user, and no exception gives it back."""
    bans, exceptions = channel.lists["b"], channel.lists["e"]
    return (
        bool(bans)
        and any(entry_matches(entry.mask, user) for entry in bans.values())
        and not any(entry_matches(entry.mask, user) for entry in exceptions.values())
    )


def is_banned(channel: Channel, user: User) -> bool:
    """Whether a ban matches the user and no exception does."""
    return is_listed(channel, "b", user) and not is_listed(channel, "e", user)


#: Of each mode that keeps messages from a channel: why, as people are told.
WHY_SILENCED = {
    "n": "only members may speak",
    "m": "only those with voice or a higher rank may speak",
    "M": "only who is logged in to an account may speak",
    "b": "you are banned or muted",
    "C": "no CTCP here",
}


def silenced_by(channel: Channel, user: User) -> str:
    """The mode that keeps a message of the user from the channel; "" if none does (PRIVMSG).

    n: for members only; m: for those with a rank; M: of those without one, for who is logged in;
    b: for those whom no ban or mute takes the word from.
    """
    ranks = channel.members.get(user)
    if ranks:
        return ""
    if ranks is None and "n" in channel.modes:
        return "n"
    if "m" in channel.modes:
        return "m"
    if "M" in channel.modes and user.account is None:
        return "M"
    return "b" if is_muted(channel, user) else ""


def accepts(person: User, user: User) -> bool:
    """Whether somebody takes messages of a user: under mode R, of who is logged in."""
    return "R" not in person.modes or user.account is not None or person is user


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
    ranks = channel.members.get(user)
    if not ranks:
        return ""
    signs = "".join(sign for rank, sign in PREFIXES.items() if rank in ranks)
    return signs if every else signs[:1]
