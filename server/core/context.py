"""What a command handler works with: the state, the limits, and the ways to say something.

Every line a handler sends goes through here, so that answers get the label of the command they
answer, and relayed events get their `msgid` and `bot` tags. Decides nothing about permission.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, TypeVar

from chat.protocol.message import Message, message
from chat.protocol.numerics import Numeric
from server.config import ServerConfig
from server.core.account_ports import NO_SERVICES, AccountServices
from server.core.addresses import host_of
from server.core.attempts import Attempts
from server.core.bans import ServerBans
from server.core.capabilities import Cap
from server.core.deferred import Deferred
from server.core.delivery import Delivery, Line
from server.core.doors import OpenDoors
from server.core.entities import Channel, Session, User
from server.core.message_ids import MessageIds, msgid_of, time_of
from server.core.naming import SERVICE, is_service
from server.core.ports import Clock, Store, VerifyPassword, Write
from server.core.replies import text_of
from server.core.responses import LabeledResponse
from server.core.restraints import Restraints
from server.core.state import NetworkState
from server.core.tokens import Tokens

T = TypeVar("T")

_AT_ONCE = 500  # lines of an answer that need no stream
_HOUR = 3600.0  # seconds


def _nobody_reads(session: Session) -> None:
    """A core without a shell has no configuration to read again."""


def _nobody_verifies(_hashed: str | None, _password: str) -> bool:
    """A core without a shell knows no passwords."""
    return False


class Context:
    """The one argument, beside session and message, that every handler takes."""

    def __init__(
        self,
        config: ServerConfig,
        clock: Clock,
        delivery: Delivery,
        ids: Callable[[], str],
        store: Store,
    ) -> None:
        self.config = config
        self.limits = config.limits
        self.clock = clock
        self.delivery = delivery
        self.new_id = ids
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
        self.verb = ""  # of the command that is handled now
        self.response: LabeledResponse | None = None  # to it
        self._batch: tuple[Session, str] | None = None  # what is replied now, and to whom, is in it
        self.store = store  # read in deferred work only
        self.message_ids = MessageIds(store.history.last_id())
        self.read_markers = store.read_markers.load()  # of accounts
        self.deferred: Deferred[Any] | None = None  # what it puts off
        self.restraints = Restraints(config.effective_rates)
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

    # Answers: to one session, in order with all else that it hears.

    def reply(self, session: Session, answer: Message | Line) -> None:
        """Answer a session; held together under the label if its command had one."""
        line = self.delivery.line(answer) if isinstance(answer, Message) else answer
        batch = self._batch[1] if self._batch and self._batch[0] is session else None
        if self.response is not None and self.response.session is session:
            self.response.add(line, batch)
        else:
            self.delivery.reply(session, line, {"batch": batch} if batch else None)

    def hold_label(self, session: Session) -> str | None:
        """Keep the label of the command for a later answer: this one sends none."""
        response = self.response
        if response is None or response.session is not session:
            return None
        response.held = True
        return response.label

    @contextmanager
    def answering(self, session: Session, label: str | None) -> Iterator[None]:
        """What a session is replied meanwhile answers under a label that was held."""
        if label is None:
            yield
            return
        outer, response = self.response, LabeledResponse(session, label)
        self.response = response
        try:
            yield
        finally:
            self.response = outer
            response.flush(self.delivery, self.config.server_name, self.new_id)

    @contextmanager
    def batch(self, session: Session, kind: str, *params: str) -> Iterator[None]:
        """What a session is replied meanwhile is one batch of this type (IRCv3 batch).

        Nested in the batch that is open already; no batch for a session without the capability.
        """
        if not session.caps & Cap.BATCH:
            yield
            return
        reference, outer = self.new_id(), self._batch
        self.say(session, "BATCH", f"+{reference}", kind, *params)
        self._batch = (session, reference)
        try:
            yield
        finally:
            self._batch = outer
            self.say(session, "BATCH", f"-{reference}")

    def say(self, session: Session, command: str, *params: str) -> None:
        """Answer with a message of the server. A NOTICE has an id, as all messages have."""
        ids = self.message_ids
        tags = {"msgid": msgid_of(ids.next(self.clock()))} if command == "NOTICE" else None
        self.reply(session, message(command, *params, source=self.config.server_name, tags=tags))

    def numeric(self, session: Session, numeric: Numeric, *params: str) -> None:
        """Answer with a numeric (modern IRC, "Numeric Replies"): all its parameters are given.

        What a client sent may come back in it; where it cannot stand, an asterisk does.
        """
        self.reply(session, self.numeric_message(session, numeric, *params))

    def numeric_about(self, user: User, session: Session, numeric: Numeric, *params: str) -> None:
        """Tell a session by a numeric what another user did.

        It has that user's tags, as all that it does (IRCv3 account-tag, bot-mode).
        """
        told = self.numeric_message(session, numeric, *params)
        tagged = told.with_tags({"bot": ""}) if "B" in user.modes else told
        self.delivery.reply(session, self.delivery.line(tagged, account=user.account))

    def numeric_message(self, session: Session, numeric: Numeric, *params: str) -> Message:
        """The same, to be sent later."""
        *middle, last = params or ("",)
        words = (session.target, *map(_as_middle, middle), last)
        return Message({}, self.config.server_name, numeric.value, words)

    def reply_many(self, session: Session, answers: Iterator[Message]) -> None:
        """Answer with what may be very much: beyond some lines it goes out as the client takes it.

        A client that is being answered like this already is to try again (RPL_TRYAGAIN).
        """
        first = list(islice(answers, _AT_ONCE))
        if len(first) < _AT_ONCE:
            for answer in first:
                self.reply(session, answer)
        elif session in self.delivery.streams:
            self.numeric(session, Numeric.RPL_TRYAGAIN, self.verb, "One long answer at a time")
        else:
            label = self.hold_label(session)
            lines = map(self.delivery.line, chain(first, answers))
            self.delivery.stream(session, self._written(session.caps, lines, label))

    def _written(self, caps: int, lines: Iterator[Line], label: str | None) -> Iterator[bytes]:
        """The lines as bytes; in a batch under the label if there is one."""
        if label is None:
            yield from (line.encode(caps) for line in lines)
            return
        source, reference = self.config.server_name, self.new_id()
        opening = message("BATCH", f"+{reference}", "labeled-response", source=source)
        closing = message("BATCH", f"-{reference}", source=source)
        yield self.delivery.line(opening).write(caps, {"label": label})
        yield from (line.write(caps, {"batch": reference}) for line in lines)
        yield self.delivery.line(closing).encode(caps)

    def room(self, session: Session, command: str, *params: str) -> int:
        """Bytes that an answer has left for its last parameter, after these and its colon."""
        middle = " ".join((session.target, *params))
        head = f":{self.config.server_name} {command} {middle} :\r\n"
        return self.limits.line_length - len(head.encode())

    def error(self, session: Session, numeric: Numeric, *params: str) -> None:
        """Answer with a numeric that ends with its usual text."""
        self.numeric(session, numeric, *params, text_of(numeric, self.limits))

    def fail(self, session: Session, command: str, code: str, *words: str) -> None:
        """Answer that a command failed; the last word is the text for people (standard-replies)."""
        self.standard_reply(session, "FAIL", command, code, *words)

    def standard_reply(
        self, session: Session, kind: str, command: str, code: str, *words: str
    ) -> None:
        """Answer with FAIL, WARN or NOTE; words from a client are made fit (standard-replies)."""
        *context, text = words
        self.say(session, kind, command, code, *map(_as_middle, context), text)

    def try_again(self, session: Session, verb: str, wait: float, limit: str) -> None:
        """Answer that a command was dropped because of a rate (modern IRC, RPL_TRYAGAIN)."""
        text = f"Please wait {int(wait) + 1} s and try again (limit: {limit})"
        self.numeric(session, Numeric.RPL_TRYAGAIN, verb, text)

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


def _as_middle(param: str) -> str:
    """A parameter that is not the last: it may not be empty, hold a space or begin with a colon."""
    return "*" if not param or param[0] == ":" or " " in param else param
