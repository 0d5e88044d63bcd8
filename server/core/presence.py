"""What others see of a user beside its nick: that it is here, that it is away, where it is from.

Changes state and tells those who are to know; who may change what is the handlers' part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from chat.protocol.capabilities import pack_words
from chat.protocol.message import message
from chat.protocol.modes import ModeChange, format_mode_changes
from chat.protocol.numerics import Numeric
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.delivery import Line
from server.core.entities import Channel, Session, User
from server.core.isupport import PREFIXES
from server.core.metadata import send_on_monitor
from server.core.permanence import ABSENT, keep_user
from server.core.permissions import share_channel

_UNSPECIFIED = "*"  # away without a word: nobody sits there (IRCv3 pre-away)


# Here or not: for those who monitor a nick.


def announce_online(context: Context, user: User) -> None:
    """Tell those who monitor a nick that somebody has it now."""
    for session in context.state.monitors.watchers(user.nick):
        tell_online(context, session, [user])


def announce_offline(context: Context, nick: str) -> None:
    """Tell those who monitor a nick that nobody has it any more."""
    for session in context.state.monitors.watchers(nick):
        tell_offline(context, session, [nick])


def tell_online(context: Context, session: Session, users: list[User]) -> None:
    """RPL_MONONLINE of these."""
    sources = [user.source for user in users]
    send_joined_by_commas(context, session, Numeric.RPL_MONONLINE, sources)
    for user in users:
        send_on_monitor(context, session, user)


def tell_offline(context: Context, session: Session, nicks: list[str]) -> None:
    """RPL_MONOFFLINE of these."""
    send_joined_by_commas(context, session, Numeric.RPL_MONOFFLINE, nicks)


def send_joined_by_commas(
    context: Context, session: Session, numeric: Numeric, words: list[str]
) -> None:
    """A numeric with as many of the words as one line holds, as often as it takes."""
    for text in pack_words(words, context.room(session, numeric)):
        context.numeric(session, numeric, text.replace(" ", ","))


def tell_monitors(context: Context, user: User, line: Line) -> None:
    """Tell what a user did those who monitor it and share no channel with it (extended-monitor).

    The line's own `needs` (away-notify, account-notify, chghost, setname) still holds.
    """
    for session in context.state.monitors.watchers(user.nick):
        other = session.user
        if not session.caps & Cap.EXTENDED_MONITOR or other is None or other is user:
            continue
        if not share_channel(user, other):
            context.delivery.reply(session, line)


# Away.


def away_of(sessions: Iterable[Session]) -> str | None:
    """The away text of a user with these sessions; None if it is here in any of them.

    A session that is away as `*` counts as if it were not there (pre-away, "Implementation
    considerations"): of the others the one that went last has the word.
    """
    present = [each for each in sessions if each.away != _UNSPECIFIED]
    if not present:
        return _UNSPECIFIED
    if any(each.away is None for each in present):
        return None
    return max(reversed(present), key=lambda each: each.away_since).away


def refresh_away(context: Context, user: User, origin: Session | None = None) -> None:
    """Tell those who are to know if a user's sessions now make it away, or here.

    The user itself is told by numerics instead (away-notify, "Erratum"): `origin` has its own.
    """
    before = user.away
    user.away = away_of(user.sessions) if user.sessions else ABSENT
    if user.away == before:
        return
    params = () if user.away is None else (user.away,)
    line = context.event(user, "AWAY", *params, needs=Cap.AWAY_NOTIFY)
    with _unheard(context, user):
        context.delivery.broadcast([each.log for each in user.channels], line)
    tell_monitors(context, user, line)
    for session in user.sessions:
        if session is not origin:
            send_away(context, session, user.away is not None)


def send_away(context: Context, session: Session, away: bool) -> None:
    """RPL_NOWAWAY or RPL_UNAWAY."""
    if away:
        context.numeric(session, Numeric.RPL_NOWAWAY, "You have been marked as being away")
    else:
        context.numeric(session, Numeric.RPL_UNAWAY, "You are no longer marked as being away")


@contextmanager
def _unheard(context: Context, user: User) -> Iterator[None]:
    """What is said in the user's channels meanwhile does not reach the user's own sessions."""
    logs = [channel.log for channel in user.channels]
    for session in user.sessions:
        for log in logs:
            context.delivery.detach(session, log)
    try:
        yield
    finally:
        for session in user.sessions:
            for log in logs:
                context.delivery.attach(session, log)


# In a channel, and from where.


def joined(context: Context, user: User, channel: Channel, *, unless: int = 0) -> Line:
    """The JOIN of a user as others read it, its realname with it under extended-join."""
    extended = (channel.name, user.account or "*", user.realname)
    alternative = (Cap.EXTENDED_JOIN, extended)
    return context.event(user, "JOIN", channel.name, alternative=alternative, unless=unless)


def tell_ranks(
    context: Context, user: User, channel: Channel, ranks: Collection[str], *, unless: int = 0
) -> None:
    """Tell the channel that a user has these ranks, which nobody there gave."""
    given = [rank for rank in PREFIXES if rank in ranks]
    if given:
        words = format_mode_changes(ModeChange(True, rank, user.nick) for rank in given)
        modes = message("MODE", channel.name, *words, source=context.config.server_name)
        context.delivery.broadcast(channel.log, context.delivery.line(modes, unless=unless))


def change_host(context: Context, user: User, username: str, host: str) -> None:
    """Give a user another username and host, and tell those who are to know (IRCv3 chghost).

    Who does not know CHGHOST reads that the user left and came back, with its ranks. The user's
    own clients do not: they learn their new host by RPL_VISIBLEHOST, too.
    """
    changed = context.event(user, "CHGHOST", username, host, needs=Cap.CHGHOST)
    left = context.event(user, "QUIT", "Changing hostname", unless=Cap.CHGHOST)
    logs = [channel.log for channel in user.channels]
    with _unheard(context, user):
        context.delivery.broadcast(logs, changed)
        context.delivery.broadcast(logs, left)
        tell_monitors(context, user, changed)
        user.username, user.host = username, host
        keep_user(context, user)
        for channel in user.channels:
            _come_back(context, user, channel)
    for session in user.sessions:
        context.reply(session, changed)
        context.numeric(session, Numeric.RPL_VISIBLEHOST, host, "is now your displayed host")


def _come_back(context: Context, user: User, channel: Channel) -> None:
    unless = Cap.CHGHOST
    context.delivery.broadcast(channel.log, joined(context, user, channel, unless=unless))
    tell_ranks(context, user, channel, channel.members[user], unless=unless)
    if user.away is not None:
        away = context.event(user, "AWAY", user.away, needs=Cap.AWAY_NOTIFY, unless=unless)
        context.delivery.broadcast(channel.log, away)
