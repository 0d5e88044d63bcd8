"""What outlives connections and restarts: channels with a founder, users who stay (always-on).

Each function here says to the store what a channel or a user is now. Handlers call them after they
changed one; for a channel or a user that does not last they do nothing. `restore` is the way back.
"""

from __future__ import annotations

from server.core.account_ports import (
    Kept,
    KeptChannel,
    Membership,
    RemoveChannel,
    RemoveStanding,
    SaveChannel,
    SaveStanding,
    Standing,
)
from server.core.context import Context
from server.core.entities import Channel, User
from server.core.isupport import PREFIXES
from server.core.metadata import forget_values
from server.core.naming import fold
from server.core.state import NetworkState

ABSENT = "No client is connected"  # away text of a user who stays
FOUNDER_RANK = next(iter(PREFIXES))  # the highest there is

_RUNNING = set(PREFIXES) - {"h", "v"}

STAYING = "A"  # user mode


def found_channel(context: Context, channel: Channel, user: User) -> set[str]:
    """A channel is new: the ranks of who made it. With an account it is the founder's from now."""
    if user.account is None:
        return {"o"}
    limit = context.config.accounts.channels_per_account
    founded = sum(each.founder == user.account for each in context.state.channels.values())
    if founded >= limit:
        return {"o"}
    channel.founder = user.account
    channel.access[fold(user.account)] = {FOUNDER_RANK}
    return {FOUNDER_RANK}


def ranks_of(channel: Channel, user: User) -> set[str]:
    """The ranks that a user has by its account when it joins."""
    return set(channel.access.get(fold(user.account), ())) if user.account is not None else set()


def lose_founder(context: Context, channel: Channel) -> None:
    """The founder's account is gone: from now on the channel ends with its last member."""
    channel.founder = None
    channel.access.clear()
    context.record(RemoveChannel(fold(channel.name)))
    forget_values(context, fold(channel.name))
    if not channel.members:
        context.state.remove_channel(channel)


def runs_channel(channel: Channel, user: User) -> bool:
    """Whether the user's account has a rank that nobody can lock out: founder or operator."""
    return bool(ranks_of(channel, user) & _RUNNING)


def keep_ranks(channel: Channel, user: User) -> None:
    """Remember the ranks that a member has now, if it has an account to know it by."""
    if channel.founder is None or user.account is None:
        return
    ranks = channel.members.get(user)
    if ranks:
        channel.access[fold(user.account)] = set(ranks)
    else:
        channel.access.pop(fold(user.account), None)


def keep_channel(context: Context, channel: Channel) -> None:
    """The channel changed."""
    if channel.founder is not None:
        former = context.state.former_names_of(channel)
        context.record(SaveChannel(_kept(channel, channel.founder, former)))


def move_channel(context: Context, channel: Channel, old: str) -> None:
    """The channel has another name than before."""
    if channel.founder is not None:
        context.record(RemoveChannel(fold(old)))
        keep_channel(context, channel)
    for member in channel.members:
        keep_user(context, member)


def stays(context: Context, user: User) -> bool:
    """Whether the user stays while its clients are away: its own choice, or the server's."""
    account = context.state.accounts.find(user.account or "")
    if account is None:
        return False
    return context.config.accounts.always_on if account.always_on is None else account.always_on


def settle(context: Context, user: User) -> None:
    """Let the user stay from now on, or not, as its account and the server have it.

    One user of an account stays: the one who was first.
    """
    if user.account is None:
        return
    key = fold(user.account)
    if stays(context, user):
        if context.state.standing.setdefault(key, user) is user:
            user.modes.add(STAYING)
            keep_user(context, user)
    elif context.state.standing.get(key) is user:
        release(context, user)


def release(context: Context, user: User) -> None:
    """The user stays no longer."""
    user.modes.discard(STAYING)
    for key, standing in list(context.state.standing.items()):
        if standing is user:
            del context.state.standing[key]
            context.record(RemoveStanding(key))


def is_standing(context: Context, user: User) -> bool:
    """Whether the user is the one that stays for its account."""
    return user.account is not None and context.state.standing.get(fold(user.account)) is user


def keep_user(context: Context, user: User) -> None:
    """The user, or what channels it is in, changed."""
    if not is_standing(context, user):
        return
    memberships = tuple(
        Membership(
            channel.name, channel.created, frozenset(channel.members[user]), channel.joined[user]
        )
        for channel in sorted(user.channels, key=lambda each: each.name)
    )
    context.record(
        SaveStanding(
            Standing(
                fold(user.account or ""),
                user.nick,
                user.username,
                user.realname,
                user.host,
                frozenset(user.modes - {"o"}),  # a server operator is one by password
                memberships,
                user.nick_since,
                tuple(user.past_nicks),
            )
        )
    )


def restore(context: Context, kept: Kept) -> None:
    """Put back what was kept, at the start, before anybody is here."""
    state = context.state
    for account in kept.accounts:
        state.accounts.put(account)
    for channel in kept.channels:
        if state.accounts.find(channel.founder) is None:  # removed while no server was running
            context.record(RemoveChannel(fold(channel.name)))
        else:
            state.add_channel(_restored(channel, state))
    for channel in kept.channels:  # now that all have their names
        state.restore_former_names(channel.name, channel.former)
    for standing in kept.standing:
        owner = state.accounts.find(standing.account)
        if owner is not None and not owner.suspended and not state.nick_in_use(standing.nick):
            _restore_user(context, state, standing, owner.name)


def _restore_user(context: Context, state: NetworkState, standing: Standing, account: str) -> None:
    now = context.clock()
    user = User(
        standing.nick, standing.username, standing.realname, standing.host, now, last_spoke=now
    )
    user.account = account
    user.modes = set(standing.modes)
    user.away = ABSENT
    user.nick_since = standing.nick_since or context.message_ids.last
    user.past_nicks = list(standing.past_nicks)
    if not stays(context, user):
        context.record(RemoveStanding(fold(account)))
        return
    state.add_user(user)
    state.standing[fold(account)] = user
    for membership in standing.channels:
        channel = state.find_channel(membership.channel)
        if channel is None:
            channel = Channel(membership.channel, membership.created, modes={"n", "t"})
            state.add_channel(channel)
        channel.members[user] = set(membership.ranks)
        channel.joined[user] = membership.joined
        user.channels.add(channel)


def _kept(channel: Channel, founder: str, former: tuple[str, ...]) -> KeptChannel:
    return KeptChannel(
        channel.name,
        channel.created,
        founder,
        channel.topic,
        frozenset(channel.modes),
        channel.key,
        channel.limit,
        {mode: tuple(entries.values()) for mode, entries in channel.lists.items()},
        {account: frozenset(ranks) for account, ranks in channel.access.items()},
        former,
    )


def _restored(kept: KeptChannel, state: NetworkState) -> Channel:
    channel = Channel(kept.name, kept.created, topic=kept.topic, modes=set(kept.modes))
    channel.key, channel.limit, channel.founder = kept.key, kept.limit, kept.founder
    for mode, entries in kept.lists.items():
        channel.lists[mode] = {fold(entry.mask): entry for entry in entries}
    known = {each: ranks for each, ranks in kept.access.items() if state.accounts.find(each)}
    channel.access = {account: set(ranks) for account, ranks in known.items()}
    return channel
