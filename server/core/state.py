"""Who is connected, who is here under which nick, and which channels exist.

Lookups and the small invariants between them. No replies and no decisions about permission:
those are the handlers'. When two names are the same is `server.core.naming`'s.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from server.core.accounts import AccountRegistry
from server.core.entities import Channel, Session, User
from server.core.monitors import Monitors
from server.core.naming import CASEMAPPING, fold, is_nobodys, skeleton

__all__ = ["CASEMAPPING", "Departure", "NetworkState", "SessionRegistry", "fold", "skeleton"]

_FORMER_NAMES = 1000  # of channels that were renamed; the newest


def _nobody_listens(_event: object) -> None:
    """Where nobody wants to know."""


class SessionRegistry:
    """The connected sessions, in the order in which they came (row S4)."""

    def __init__(self) -> None:
        self._sessions: dict[int, Session] = {}
        self._newcomers: dict[int, Session] = {}  # not registered when they were last counted
        self._last_id = 0

    def next_id(self) -> int:
        """A number that no session had before."""
        self._last_id += 1
        return self._last_id

    def add(self, session: Session) -> None:
        """Keep a session until it is removed."""
        self._sessions[session.id] = self._newcomers[session.id] = session

    def remove(self, session: Session) -> bool:
        """Forget a session; False if it was not here."""
        self._newcomers.pop(session.id, None)
        return self._sessions.pop(session.id, None) is not None

    def count_unregistered(self) -> int:
        """How many are connected and have not registered. Nobody who has is looked at twice."""
        self._newcomers = {
            number: session
            for number, session in self._newcomers.items()
            if not session.registered and not session.closing
        }
        return len(self._newcomers)

    def __contains__(self, session: object) -> bool:
        return isinstance(session, Session) and self._sessions.get(session.id) is session

    def __iter__(self) -> Iterator[Session]:
        return iter(list(self._sessions.values()))

    def __len__(self) -> int:
        return len(self._sessions)


@dataclass(frozen=True, slots=True)
class Departure:
    """A nick that somebody had until `time`: what WHOWAS tells."""

    nick: str
    username: str
    host: str
    realname: str
    time: float
    addresses: tuple[str, ...] = ()  # of its connections, for operators


class NetworkState:
    """Everything the server knows about now, and the recent past of nicks."""

    def __init__(self, started: float, whowas_entries: int) -> None:
        self.started = started
        self.created = f"{datetime.fromtimestamp(started, UTC):%Y-%m-%d %H:%M:%S} UTC"
        self.sessions = SessionRegistry()
        self.users: dict[str, User] = {}  # by casefolded nick
        self.channels: dict[str, Channel] = {}  # by casefolded name
        self.departures: deque[Departure] = deque(maxlen=whowas_entries)  # the newest last
        self.most_users = 0
        self.accounts = AccountRegistry()
        self.used_invitations: set[str] = set()  # digests of codes
        self.standing: dict[str, User] = {}  # by casefolded account: who stays when clients leave
        self.commands: Counter[str] = Counter()  # how often each was handled, for STATS
        self.monitors = Monitors(fold)
        self.kept_metadata: dict[str, dict[str, str]] = {}  # of accounts and founded channels
        #: Called with who came online under a nick, and with a nick that nobody has any more.
        self.on_online: Callable[[User], None] = _nobody_listens
        self.on_offline: Callable[[str], None] = _nobody_listens
        self._former_names: dict[str, Channel] = {}  # casefolded, of founded channels
        self._skeletons: dict[str, User] = {}
        self._of_accounts: dict[str, dict[User, None]] = {}  # by casefolded account
        self._counted: dict[str, set[User]] = {"i": set(), "o": set()}  # who has these modes

    def count_users(self, mode: str) -> int:
        """How many users have the mode `i` or `o`, without looking at them all."""
        return len(self._counted[mode])

    def set_user_mode(self, user: User, mode: str, *, on: bool) -> None:
        """Give a user that is here a mode, or take it."""
        (user.modes.add if on else user.modes.discard)(mode)
        if mode in self._counted:
            (self._counted[mode].add if on else self._counted[mode].discard)(user)

    def find_user(self, nick: str) -> User | None:
        """The user with this nick, in any case."""
        return self.users.get(fold(nick))

    def users_of(self, account: str) -> list[User]:
        """Those who are here with this account: mostly one, for its clients share a nick."""
        return list(self._of_accounts.get(fold(account), ()))

    def set_account(self, user: User, account: str | None) -> None:
        """A user that is here has logged in, or out."""
        self._leave_account(user)
        user.account = account
        self._join_account(user)

    def _join_account(self, user: User) -> None:
        if user.account is not None:
            self._of_accounts.setdefault(fold(user.account), {})[user] = None

    def _leave_account(self, user: User) -> None:
        key = fold(user.account or "")
        users = self._of_accounts.get(key, {})
        users.pop(user, None)
        if not users:
            self._of_accounts.pop(key, None)

    def find_channel(self, name: str) -> Channel | None:
        """The channel of this name, in any case."""
        return self.channels.get(fold(name))

    def nick_in_use(self, nick: str, *, but: User | None = None) -> bool:
        """Whether the nick, or one that reads the same, is another user's, or the service's."""
        if is_nobodys(nick):
            return True
        holders = (self.users.get(fold(nick)), self._skeletons.get(skeleton(nick)))
        return any(holder is not None and holder is not but for holder in holders)

    def add_user(self, user: User) -> None:
        """Enter a user under its nick, which must be free."""
        self._enter(user)
        self.most_users = max(self.most_users, len(self.users))
        self.on_online(user)

    def _enter(self, user: User) -> None:
        self.users[fold(user.nick)] = user
        self._skeletons[skeleton(user.nick)] = user
        self._join_account(user)
        for mode, users in self._counted.items():
            if mode in user.modes:
                users.add(user)

    def remove_user(self, user: User, now: float) -> None:
        """Forget a user; WHOWAS will remember it."""
        self._remember(user, now)
        self._remove(user)
        self.on_offline(user.nick)

    def _remember(self, user: User, now: float) -> None:
        addresses = tuple(dict.fromkeys(session.address for session in user.sessions))
        self.departures.append(
            Departure(user.nick, user.username, user.host, user.realname, now, addresses)
        )

    def _remove(self, user: User) -> None:
        del self.users[fold(user.nick)]
        del self._skeletons[skeleton(user.nick)]
        self._leave_account(user)
        for users in self._counted.values():
            users.discard(user)

    def rename_user(self, user: User, nick: str, now: float) -> None:
        """Give a user another nick, which must be free or its own in another case."""
        before = user.nick
        if fold(nick) != fold(before):
            self._remember(user, now)
        self._remove(user)
        user.nick = nick
        self._enter(user)
        if fold(nick) != fold(before):
            self.on_offline(before)
            self.on_online(user)

    def add_channel(self, channel: Channel) -> None:
        """Enter a channel under its name."""
        self.channels[fold(channel.name)] = channel
        self._former_names.pop(fold(channel.name), None)

    def successor_of(self, name: str) -> Channel | None:
        """The founded channel that had this name before it was renamed, while nobody has it."""
        channel = self._former_names.get(fold(name))
        is_there = channel is not None and self.find_channel(channel.name) is channel
        return channel if is_there else None

    def former_names_of(self, channel: Channel) -> tuple[str, ...]:
        """The names, casefolded, under which the channel is still looked for; the oldest first."""
        return tuple(name for name, each in self._former_names.items() if each is channel)

    def restore_former_names(self, channel_name: str, former: Iterable[str]) -> None:
        """Let a channel, if it is there, be looked for under these names, where they are free."""
        channel = self.find_channel(channel_name)
        if channel is not None:
            free = (name for name in former if name not in self.channels)
            self._former_names.update(dict.fromkeys(free, channel))

    def rename_channel(self, channel: Channel, name: str) -> None:
        """Give a channel another name, which must be free; invitations to it hold on."""
        before = fold(channel.name)
        del self.channels[before]
        channel.name = name
        if channel.founder is not None:
            self._former_names[before] = channel
            for former in list(self._former_names)[:-_FORMER_NAMES]:
                del self._former_names[former]
        self.add_channel(channel)
        for user in self.users.values():
            if before in user.invited:
                user.invited.remove(before)
                user.invited.add(fold(name))

    def remove_channel(self, channel: Channel) -> None:
        """Forget a channel, and the invitations to it."""
        name = fold(channel.name)
        del self.channels[name]
        for user in self.users.values():
            user.invited.discard(name)
