"""The server's core as its shell sees it: connections come, lines come, connections go.

The shell holds one state lock around every call. What is to be sent is gathered in `delivery`;
nothing here opens a socket, starts a thread or reads a clock of its own.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from functools import partial

from chat.protocol.line_buffer import OverlongLine
from chat.protocol.message import MalformedMessage, Message, message, parse_message
from chat.protocol.numerics import Numeric
from server.config import ServerConfig
from server.core.context import Context
from server.core.delivery import Delivery
from server.core.dispatch import dispatch
from server.core.entities import Session
from server.core.handlers.batch import expire_batch, spoil_batch
from server.core.membership import disconnect, leave_network
from server.core.ports import Clock, Sink
from server.core.presence import announce_offline, announce_online
from server.core.responses import LabeledResponse, label_of
from server.core.state import SessionRegistry

log = logging.getLogger(__name__)

#: What a web page can make a browser send to a port of its visitor's machine or network.
_BROWSER_VERBS = frozenset({"GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "HOST:"})


def _nothing() -> None:
    """Wake nobody: tests take what waits by themselves."""


def _unguessable_id() -> str:
    """A message's or batch's id: unique, and no one can tell the next."""
    return secrets.token_hex(10)


class Core:
    """State, handlers and logs of one server."""

    def __init__(
        self,
        config: ServerConfig,
        clock: Clock,
        *,
        wake: Callable[[], None] = _nothing,
        ids: Callable[[], str] = _unguessable_id,
    ) -> None:
        self.config = config
        self.clock = clock
        self.delivery = Delivery(clock, wake, config.limits.line_length)
        self.context = Context(config, clock, self.delivery, ids)
        self.context.state.on_online = partial(announce_online, self.context)
        self.context.state.on_offline = partial(announce_offline, self.context)
        self.sessions: SessionRegistry = self.context.state.sessions

    def open(self, sink: Sink, address: str, *, secure: bool = False) -> Session:
        """A connection came, from this address, over TLS or not."""
        now = self.clock()
        session = Session(self.sessions.next_id(), sink, address, now, secure, last_heard=now)
        self.sessions.add(session)
        return session

    def receive(self, session: Session, line: bytes | OverlongLine) -> None:
        """Handle one framed line. Never raises: a defect is logged and answered, no more."""
        if session.closing or session not in self.sessions:
            return
        session.last_heard = self.clock()
        session.ping_sent = None
        if isinstance(line, OverlongLine):
            spoil_batch(session)
            self.context.error(session, Numeric.ERR_INPUTTOOLONG)
            return
        text, is_utf8 = _decode(line)
        try:
            request = parse_message(text)
        except MalformedMessage:  # an empty line is no error (modern IRC, "Message Format")
            if not is_utf8:
                self._refuse_encoding(session, "*")
            return
        self._answer(session, request, is_utf8)

    def _answer(self, session: Session, request: Message, is_utf8: bool) -> None:
        """Handle a request; all that answers it goes under its label, if it has one."""
        context = self.context
        label = label_of(session, request)
        response = context.response = LabeledResponse(session, label) if label else None
        try:
            if is_utf8:
                self._handle(session, request)
            else:
                self._refuse_encoding(session, request.verb)
        except Exception:
            log.exception("defect in the handler of %s", request.verb)
            text = "The server could not do this because of an error of its own"
            context.numeric(session, Numeric.ERR_UNKNOWNERROR, request.verb, text)
        finally:
            context.response = None
            if response is not None:
                response.flush(self.delivery, self.config.server_name, context.new_id)

    def _handle(self, session: Session, request: Message) -> None:
        if not session.registered and request.verb in _BROWSER_VERBS:
            disconnect(self.context, session, "This is a chat server, not a web server")
        else:
            dispatch(self.context, session, request)

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

    def sweep(self) -> None:
        """Part from those who never register or no longer answer; ask the silent. Once a second."""
        now = self.clock()
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
    line = line.replace(b"\0", b"")
    try:
        return line.decode("utf-8"), True
    except UnicodeDecodeError:
        return line.decode("utf-8", "replace"), False
