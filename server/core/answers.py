"""How a handler answers: to one session, in order with all else that it hears.

An answer gets the label of the command that it answers, and stands in the batch that is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, islice

from chat.protocol.message import Message, message
from chat.protocol.numerics import Numeric
from server.config import ServerConfig
from server.core.capabilities import Cap
from server.core.delivery import Delivery, Line
from server.core.entities import Session, User
from server.core.message_ids import MessageIds, msgid_of
from server.core.ports import Clock
from server.core.replies import text_of
from server.core.responses import LabeledResponse

_AT_ONCE = 500  # lines of an answer that need no stream


class Answers:
    """The answering half of `Context`."""

    def __init__(
        self,
        config: ServerConfig,
        clock: Clock,
        delivery: Delivery,
        ids: Callable[[], str],
        message_ids: MessageIds,
    ) -> None:
        self.config = config
        self.limits = config.limits
        self.clock = clock
        self.delivery = delivery
        self.new_id = ids
        self.message_ids = message_ids
        self.verb = ""  # of the command that is handled now
        self.response: LabeledResponse | None = None  # to it
        self._batch: tuple[Session, str] | None = None  # what is replied now, and to whom, is in it

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

    def batch_reference(self, session: Session) -> str | None:
        """A name for a batch that is yet to be written; None without the capability."""
        return self.new_id() if session.caps & Cap.BATCH else None

    def reply_batch(
        self, session: Session, reference: str | None, lines: bytes, kind: str, *params: str
    ) -> None:
        """Answer with a batch of this type whose lines are written already, tags and all."""
        if reference is not None:
            self.say(session, "BATCH", f"+{reference}", kind, *params)
        if self.response is not None and self.response.session is session:
            self.response.add_written(lines, reference)
        elif lines:
            self.delivery.send_bytes(session, lines)
        if reference is not None:
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


def _as_middle(param: str) -> str:
    """A parameter that is not the last: it may not be empty, hold a space or begin with a colon."""
    return "*" if not param or param[0] == ":" or " " in param else param
