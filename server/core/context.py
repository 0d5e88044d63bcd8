"""What a command handler works with: the state, the limits, and the ways to say something.

Every line a handler sends goes through here, so that answers get the label of the command they
answer, and relayed events get their `msgid` and `bot` tags. Decides nothing about permission.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from chat.protocol.message import Message
from server.config import ServerConfig
from server.core.account_ports import NO_SERVICES, AccountServices
from server.core.addresses import host_of
from server.core.answers import Answers
from server.core.attempts import Attempts
from server.core.bans import ServerBans
from server.core.deferred import Deferred
from server.core.delivery import Delivery, Line
from server.core.doors import OpenDoors
from server.core.entities import Channel, Session, User
from server.core.message_ids import MessageIds, msgid_of, time_of
from server.core.naming import SERVICE, is_service
from server.core.ports import Clock, Store, VerifyPassword, Write
from server.core.restraints import Restraints
from server.core.state import NetworkState
from server.core.tokens import Tokens

T = TypeVar("T")

_HOUR = 3600.0  # seconds
_DELETED_LATELY = 1000  # messages


def _nobody_reads(session: Session) -> None:
    """A core without a shell has no configuration to read again."""


def _nobody_verifies(_hashed: str | None, _password: str) -> bool:
    """A core without a shell knows no passwords."""
    return False


class Context(Answers):
    """The one argument, beside session and message, that every handler takes."""

    def __init__(
        self,
        config: ServerConfig,
        clock: Clock,
        delivery: Delivery,
        ids: Callable[[], str],
        store: Store,
    ) -> None:
        message_ids = MessageIds(store.history.last_id())
        super().__init__(config, clock, delivery, ids, message_ids)
        self.state = NetworkState(clock(), config.limits.whowas_entries)
        about = f"Accounts: /msg {SERVICE} HELP"
        host = config.server_name
        self.service = User(SERVICE, SERVICE, about, host, clock(), modes={"B"})  # on no list
        self.services: AccountServices = NO_SERVICES  # set by the shell
        most = 0 if config.no_limits else config.accounts.accounts_per_address
        self.registrations = Attempts(most, _HOUR)
        self.doors = OpenDoors()  # filled in by the shell
        self.tokens = Tokens()
        self.secret = b""  # of this server, the same at every start
        self.rehash: Callable[[Session], None] = _nobody_reads  # port of the shell, for REHASH
        self.store = store  # read in deferred work only
        self.read_markers = store.read_markers.load()  # of accounts
        self.deferred: Deferred[Any] | None = None  # what the command of now puts off
        self.restraints = Restraints(config.effective_rates)
        #: Ids of what was deleted while others may have it at hand, found just before.
        self.redacted: deque[int] = deque(maxlen=_DELETED_LATELY)
        self.bans = ServerBans(store.moderation.bans())
        self.operators: Mapping[str, str] = {}  # name -> hash of the password
        self.cloak: Callable[[str], str] = host_of  # port: the host that others see of an address
        self.verify_password: VerifyPassword = _nobody_verifies  # port, slow: in deferred work

    def find_present(self, nick: str) -> User | None:
        """The user with this nick, in any case; also the service for accounts."""
        return self.service if is_service(nick) else self.state.find_user(nick)

    # What lasts, and what takes its time.

    def record(self, write: Write) -> None:
        """Have this stored. It is, once anything that is said from now on has reached anybody."""
        self.delivery.record(write)

    def defer(
        self,
        session: Session,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Have `work` done in the client's thread without the state lock, then `done` under it.

        Everything recorded so far is committed by then. `done` answers the command of now, under
        its label, and may defer again; it is not called if the client has gone. If `work` raises,
        that is logged and `failed` called instead, which answers; without one ERR_UNKNOWNERROR
        does. A command can put off one thing at a time: ValueError otherwise.
        """
        if self.deferred is not None:
            raise ValueError(f"{self.verb}: something is put off already")
        self.deferred = Deferred(session, self.verb, work, done, failed)

    # Events: what a user did, as others are told.

    def event(
        self,
        user: User,
        command: str,
        *params: str,
        needs: int = 0,
        unless: int = 0,
        alternative: tuple[int, tuple[str, ...]] | None = None,
        client_tags: Mapping[str, str] | None = None,
    ) -> Line:
        """A line from a user, under a new msgid; `alternative` is (bit, other parameters)."""
        message_id = self.message_ids.next(self.clock())
        tags = {"msgid": msgid_of(message_id)}
        if "B" in user.modes:
            tags["bot"] = ""  # IRCv3 bot-mode
        if client_tags:
            tags.update(client_tags)  # after the server's own (message-tags)
        source = user.source
        alternatives: tuple[tuple[int, Message], ...] = ()
        if alternative is not None:
            bit, others = alternative
            alternatives = ((bit, Message(tags, source, command, others)),)
        line = Line(
            Message(tags, source, command, params),
            time_of(message_id),
            needs=needs,
            unless=unless,
            alternatives=alternatives,
            account=user.account,
            limit=self.limits.line_length,
        )
        line.id = message_id
        return line

    def tell_channel(self, channel: Channel, line: Line, origin: Session) -> None:
        """Tell every member, the one who caused it as an answer."""
        self.delivery.broadcast(channel.log, line, origin)
        self.reply(origin, line)

    def tell_user(self, user: User, line: Line, origin: Session | None = None) -> None:
        """Tell all sessions of a user, the one that caused it as an answer."""
        for session in user.sessions:
            if session is origin:
                self.reply(session, line)
            else:
                self.delivery.reply(session, line)

    def tell_neighbours(self, user: User, line: Line, origin: Session) -> None:
        """Tell all who share a channel with the user, and the user's own sessions, each once."""
        if user.channels:
            self.delivery.broadcast([channel.log for channel in user.channels], line, origin)
            self.reply(origin, line)
        else:
            self.tell_user(user, line, origin)
