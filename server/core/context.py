"""What a command handler works with: the state, the limits, and the ways to say something.

Every line a handler sends goes through here, so that answers get the label of the command they
answer, and relayed events get their `msgid` and `bot` tags. Decides nothing about permission.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from chat.protocol.message import Message, message
from chat.protocol.numerics import Numeric
from server.config import ServerConfig
from server.core.deferred import Deferred
from server.core.delivery import Delivery, Line
from server.core.entities import Channel, Session, User
from server.core.message_ids import MessageIds, msgid_of, time_of
from server.core.ports import Clock, Store, Write
from server.core.replies import text_of
from server.core.responses import LabeledResponse
from server.core.state import NetworkState

T = TypeVar("T")


def _nobody_reads(session: Session) -> None:
    """A core without a shell has no configuration to read again."""


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
        self.rehash: Callable[[Session], None] = _nobody_reads  # port of the shell, for REHASH
        self.verb = ""  # of the command that is handled now
        self.response: LabeledResponse | None = None  # to it
        self.store = store  # read in deferred work only
        self.message_ids = MessageIds(store.history.last_id())
        self.deferred: Deferred[Any] | None = None  # what it puts off

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
        if self.response is not None and self.response.session is session:
            self.response.add(line)
        else:
            self.delivery.reply(session, line)

    def say(self, session: Session, command: str, *params: str) -> None:
        """Answer with a message of the server."""
        self.reply(session, message(command, *params, source=self.config.server_name))

    def numeric(self, session: Session, numeric: Numeric, *params: str) -> None:
        """Answer with a numeric (modern IRC, "Numeric Replies"): all its parameters are given.

        What a client sent may come back in it; where it cannot stand, an asterisk does.
        """
        *middle, last = params or ("",)
        self.say(session, numeric.value, session.target, *map(_as_middle, middle), last)

    def room(self, session: Session, command: str, *params: str) -> int:
        """Bytes that an answer has left for its last parameter, after these and its colon."""
        middle = " ".join((session.target, *params))
        head = f":{self.config.server_name} {command} {middle} :\r\n"
        return self.limits.line_length - len(head.encode())

    def error(self, session: Session, numeric: Numeric, *params: str) -> None:
        """Answer with a numeric that ends with its usual text."""
        self.numeric(session, numeric, *params, text_of(numeric))

    def fail(self, session: Session, command: str, code: str, text: str) -> None:
        """Answer with a standard reply (IRCv3 standard-replies)."""
        self.say(session, "FAIL", command, code, text)

    # Events: what a user did, as others are told.

    def event(
        self,
        user: User,
        command: str,
        *params: str,
        needs: int = 0,
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
        return self.delivery.line(
            Message(tags, source, command, params),
            needs=needs,
            alternatives=alternatives,
            time=time_of(message_id),
        )

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
