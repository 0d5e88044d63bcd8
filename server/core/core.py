"""The server's core as its shell sees it: connections come, lines come, connections go.

The shell holds one state lock around every call. What is to be sent is gathered in `delivery`;
nothing here opens a socket, starts a thread or reads a clock of its own.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from chat.protocol.line_buffer import OverlongLine
from chat.protocol.message import MalformedMessage, Message, message, parse_message
from chat.protocol.numerics import Numeric
from server.config import ServerConfig
from server.core.bans import ServerBan
from server.core.context import Context
from server.core.deferred import Deferred
from server.core.delivery import Delivery
from server.core.dispatch import dispatch
from server.core.entities import Session
from server.core.handlers.batch import expire_batch, spoil_batch
from server.core.membership import disconnect, leave_network
from server.core.message_ids import msgid_of
from server.core.metadata import restore_values
from server.core.moderation import enforce_bans, forget_expired_bans, lose_privileges
from server.core.permanence import restore
from server.core.ports import Clock, Sink, Store
from server.core.presence import announce_offline, announce_online
from server.core.reconfiguration import Reconfiguration, reconfigure
from server.core.responses import LabeledResponse, label_of
from server.core.restraints import FURTHER_LINE, Restraints
from server.core.state import SessionRegistry

log = logging.getLogger(__name__)

T = TypeVar("T")

#: What a web page can make a browser send to a port of its visitor's machine or network.
_BROWSER_VERBS = frozenset({"GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "HOST:"})


def _nothing() -> None:
    """Wake nobody: tests take what waits by themselves."""


def _unguessable_id() -> str:
    """A batch's id: unique, and no one can tell the next."""
    return secrets.token_hex(10)


class Core:
    """State, handlers and logs of one server."""

    def __init__(
        self,
        config: ServerConfig,
        clock: Clock,
        *,
        store: Store,
        wake: Callable[[], None] = _nothing,
        ids: Callable[[], str] = _unguessable_id,
    ) -> None:
        """Raises StoreFailure if the store cannot be read."""
        self.clock = clock
        self.delivery = Delivery(clock, wake, config.limits.line_length)
        self.context = Context(config, clock, self.delivery, ids, store)
        kept = store.accounts.load()
        self.context.secret = kept.secret
        restore(self.context, kept)
        restore_values(self.context, store.metadata.load())
        self.context.state.on_online = partial(announce_online, self.context)
        self.context.state.on_offline = partial(announce_offline, self.context)
        self.sessions: SessionRegistry = self.context.state.sessions
        enforce_bans(self.context)  # who was banned while no server was running

    def admit(self, address: str, *, relays: bool = False) -> str | None:
        """Count in who wants to connect from this address; or say, in a sentence, why it may not.

        Whoever is admitted is to be released when its connection has ended. `relays`: it stands
        for many, so that no rate counts for it.
        """
        now = self.clock()
        ban = self.context.bans.find_address(address, now)
        if ban is not None:
            return ban.explanation
        return self.context.restraints.admit(address, now, relays=relays)

    def release(self, address: str) -> None:
        """A connection that was admitted has ended."""
        self.context.restraints.release(address)

    def wait(self, session: Session, cost: float = 1.0) -> float:
        """Count a line of a session: 0.0 if it may be handled, else seconds until to ask again."""
        if session.pace is None:
            return 0.0
        # A line of a message of several (draft/multiline); of one that failed nothing is said.
        if session.batch is not None and not session.batch.failed:
            cost *= FURTHER_LINE
        return session.pace.take(self.clock(), cost)

    def take_bans(self, bans: list[ServerBan]) -> None:
        """These are the bans now; who is here and banned is parted with."""
        self.context.bans.replace(bans)
        enforce_bans(self.context)

    def take_operators(self, operators: Mapping[str, str]) -> None:
        """These are the operators' names with the hashes of their passwords; rates may be new, too.

        Who is an operator under a name that is none any more, is none any more.
        """
        context = self.context
        context.operators = operators
        rates = self.config.effective_rates
        if rates != context.restraints.rates:
            context.restraints = Restraints(rates, context.restraints)
        for user in context.state.users.values():
            if user.operator is not None and user.operator not in operators:
                lose_privileges(context, user)

    @property
    def receive_queue(self) -> int:
        """Bytes of one session's lines that may wait for their turn."""
        return self.context.restraints.rates.receive_queue

    def cut_flooder(self, session: Session) -> None:
        """Close a session that went on sending faster than it may."""
        if not session.closing:
            rate = self.context.restraints.rates.message_rate
            told = f"Excess flood (limit: {rate:g} lines a second)"
            disconnect(self.context, session, "Excess flood", told)

    def cut_endless_line(self, session: Session) -> None:
        """Close a session that sends a line that is far too long, and does not end it."""
        if not session.closing:
            limit = self.config.limits.line_length
            disconnect(self.context, session, f"Input line was too long (limit: {limit} bytes)")

    def open(self, sink: Sink, address: str, *, secure: bool = False) -> Session:
        """A connection came, from this address, over TLS or not."""
        now = self.clock()
        session = Session(self.sessions.next_id(), sink, address, now, secure, last_heard=now)
        session.pace = self.context.restraints.pace(now)
        self.sessions.add(session)
        return session

    def receive(self, session: Session, line: bytes | OverlongLine) -> Deferred[Any] | None:
        """Handle one framed line. Never raises: a defect is logged and answered, no more.

        What it returns is to be run without the lock and handed to `resume`, before the next line
        of this session.
        """
        if session.closing:
            return None
        session.last_heard = self.clock()
        session.ping_sent = None
        if isinstance(line, OverlongLine):
            spoil_batch(session)
            self.context.error(session, Numeric.ERR_INPUTTOOLONG)
            return None
        text, is_utf8 = _decode(line)
        try:
            request = parse_message(text)
        except MalformedMessage:  # an empty line is no error (modern IRC, "Message Format")
            if not is_utf8:
                self._refuse_encoding(session, "*")
            return None
        label = label_of(session, request) if request.tags else None
        response = LabeledResponse(session, label) if label else None
        handle = self._handle if is_utf8 else self._refuse_request
        return self._answer(session, request.verb, response, handle, request)

    def resume(self, session: Session, deferred: Deferred[Any]) -> Deferred[Any] | None:
        """Go on with a command whose work was run. Never raises; what it returns is as before."""
        if session.closing:
            return None
        return self._answer(session, deferred.verb, deferred.response, self._finish, deferred)

    def _finish(self, session: Session, deferred: Deferred[Any]) -> None:
        if not deferred.finish():
            self._say_failed(session, deferred.verb)

    def _answer(
        self,
        session: Session,
        verb: str,
        response: LabeledResponse | None,
        handle: Callable[[Session, T], None],
        what: T,
    ) -> Deferred[Any] | None:
        """Handle `what` was asked; all that answers it goes under its label, if it has one."""
        context = self.context
        context.verb, context.response, context.deferred = verb, response, None
        try:
            handle(session, what)
        except Exception:
            log.exception("defect in the handler of %s", verb)
            context.deferred = None
            self._say_failed(session, verb)
        finally:
            deferred = context.deferred
            context.response = context.deferred = None
            if deferred is not None:
                deferred.response, deferred.recorded = response, self.delivery.recorded
            elif response is not None:
                response.flush(self.delivery, self.config.server_name, context.new_id)
        return deferred

    def _say_failed(self, session: Session, verb: str) -> None:
        text = "The server could not do this because of an error of its own"
        self.context.numeric(session, Numeric.ERR_UNKNOWNERROR, verb, text)

    def _handle(self, session: Session, request: Message) -> None:
        if session.user is None and request.verb in _BROWSER_VERBS:
            disconnect(self.context, session, "This is a chat server, not a web server")
        else:
            dispatch(self.context, session, request)

    def _refuse_request(self, session: Session, request: Message) -> None:
        self._refuse_encoding(session, request.verb)

    def _refuse_encoding(self, session: Session, verb: str) -> None:
        """IRCv3 UTF8ONLY: the command is named if it could be read."""
        spoil_batch(session)
        self.context.fail(
            session,
            verb if verb.isascii() else "*",
            "INVALID_UTF8",
            "Message rejected, your IRC software MUST use UTF-8 encoding on this network",
        )

    def drop(self, session: Session, reason: str) -> None:
        """The connection is gone: others who knew it read QUIT with this reason. Idempotent."""
        session.closing = True
        if self.sessions.remove(session):
            leave_network(self.context, session, reason)

    @property
    def config(self) -> ServerConfig:
        """The configuration as it is in force."""
        return self.context.config

    def reconfigure(self, config: ServerConfig) -> Reconfiguration:
        """Take of another configuration what may change while the server runs."""
        return reconfigure(self.context, config)

    def sweep(self) -> None:
        """Part from those who never register or no longer answer; ask the silent. Once a second.

        And forget what is over.
        """
        now = self.clock()
        forget_expired_bans(self.context)
        for session in self.sessions:
            if not session.closing:
                expire_batch(self.context, session, now)
                self._check_liveness(session, now)

    def _check_liveness(self, session: Session, now: float) -> None:
        limits = self.config.limits
        if session.ping_sent is not None and now - session.ping_sent >= limits.ping_timeout:
            silence = int(now - session.last_heard)
            disconnect(self.context, session, f"Ping timeout: {silence} seconds")
        elif not session.registered and now - session.opened >= limits.registration_timeout:
            disconnect(self.context, session, "Registration timed out")
        elif session.ping_sent is None and now - session.last_heard >= limits.ping_interval:
            session.ping_sent = now
            self.context.say(session, "PING", self.config.server_name)

    def notice(self, session: Session, text: str) -> bytes:
        """A notice of the server as bytes, for what cannot wait for a tick."""
        source = self.config.server_name
        tags = {"msgid": msgid_of(self.context.message_ids.next(self.clock()))}
        line = message("NOTICE", session.target, text, source=source, tags=tags)
        return self.delivery.line(line).encode(session.caps)

    def shutdown(self, reason: str) -> None:
        """Tell everyone ERROR, and close. Nobody is told of the others' going."""
        for session in self.sessions:
            if session.closing:
                continue
            session.closing = True
            session.user = None
            for tick_log in list(session.logs):
                self.delivery.detach(session, tick_log)
            self.context.reply(session, message("ERROR", f"Closing link: {reason}"))
            self.delivery.close(session)
        self.context.state.users.clear()
        self.context.state.channels.clear()


def _decode(line: bytes) -> tuple[str, bool]:
    """The line as text, without NUL, which no line of ours can repeat; and whether it was UTF-8."""
    if b"\0" in line:
        line = line.replace(b"\0", b"")
    try:
        return line.decode("utf-8"), True
    except UnicodeDecodeError:
        return line.decode("utf-8", "replace"), False
