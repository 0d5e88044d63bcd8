"""The plainest client: bare text instead of IRC, translated both ways (row C13). No I/O.

A bare TCP connection is a guest in the lobby: each text it sends is a message there, and it reads

    nick: text            what others say there, and
    * nick text           what they do (`/me`);
    nick (to you): text   what somebody says to the guest alone;
    * text                why it cannot speak, that it was removed, or what the server tells all:
                          that somebody edited what was said before.

Who comes and goes is not told: a client this plain shows all it reads as something said.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from unicodedata import category

from chat.protocol.ctcp import parse_ctcp
from chat.protocol.formatting import strip_formatting
from chat.protocol.message import MalformedMessage, Message, parse_message
from chat.protocol.source import parse_source
from chat.protocol.splitting import split_text
from server.config import ServerConfig
from server.core.entities import Session
from server.core.ports import Sink

if TYPE_CHECKING:
    from server.core.core import Core

LONGEST_TEXT = 8 * 1024  # bytes without a line end that are kept; more is taken in pieces


class TextBuffer:
    """Bytes in any cut to texts: what a line end ends, or what the shell calls ended."""

    def __init__(self) -> None:
        self._pending = b""

    def feed(self, data: bytes) -> list[bytes]:
        """Take some bytes; the texts that they complete, in order, without line ends."""
        *texts, pending = (self._pending + data).replace(b"\r", b"\n").split(b"\n")
        while len(pending) > LONGEST_TEXT:
            cut = LONGEST_TEXT
            while cut > LONGEST_TEXT - 4 and pending[cut] & 0xC0 == 0x80:
                cut -= 1  # not between the bytes of one character
            texts.append(pending[:cut])
            pending = pending[cut:]
        self._pending = pending
        return [text for text in texts if text]

    def take_pending(self) -> list[bytes]:
        """What waits without a line end, as a text of its own; nothing if nothing waits."""
        pending, self._pending = self._pending, b""
        return [pending] if pending else []


class GuestNumbers:
    """The numbers of the guests who are here; the lowest free one is given out."""

    def __init__(self) -> None:
        self._free: list[int] = []
        self._highest = 0

    def take(self) -> int:
        """The lowest number that nobody has."""
        if self._free:
            return heapq.heappop(self._free)
        self._highest += 1
        return self._highest

    def release(self, number: int) -> None:
        """A number is free again."""
        heapq.heappush(self._free, number)


class PlainGuest:
    """One guest: its texts go to the core as IRC, what it hears goes to `sink` as text.

    `answer` hands a line to the core for the guest, as a PONG; called where `send` is called.
    """

    def __init__(
        self, sink: Sink, config: ServerConfig, answer: Callable[[Session, bytes], object]
    ) -> None:
        self._sink = sink
        self._lobby = config.lobby
        self._line_length = config.limits.line_length
        self._answer = answer
        self._core: Core
        self._session: Session
        self._entered = False
        self._number = 0

    def enter(self, core: Core, session: Session, numbers: GuestNumbers) -> None:
        """Register under a free nick and join the lobby. Under the state lock, as what follows."""
        self._core, self._session = core, session
        self._receive("USER guest 0 * :Guest of the plain-text port")
        skipped = []
        self._number = numbers.take()
        self._receive(f"NICK Guest{self._number}")
        while not session.registered and not session.closing:
            skipped.append(self._number)
            self._number = numbers.take()
            self._receive(f"NICK Guest{self._number}")
        for number in skipped:
            numbers.release(number)
        self._entered = True
        self._receive(f"JOIN {self._lobby}")

    def leave(self, numbers: GuestNumbers) -> None:
        """Give the number back."""
        numbers.release(self._number)

    def say(self, text: bytes) -> None:
        """Say one text in the lobby: in several messages if it is long, in none if it is blank."""
        user = self._session.user
        if user is None:
            return
        head = f":{user.source} PRIVMSG {self._lobby} :\r\n"
        room = self._line_length - len(head.encode())
        for piece in split_text(clean(text.decode("utf-8", "replace")).strip(), room):
            self._receive(f"PRIVMSG {self._lobby} :{piece}")

    @property
    def waiting(self) -> int:
        """Sink: as of the one behind it."""
        return self._sink.waiting

    def send(self, data: bytes) -> None:
        """Sink: pass on what of these lines a plain chat would want, as text."""
        lines = data.decode("utf-8", "replace").split("\r\n")
        shown = "".join(f"{text}\n" for line in lines for text in self._texts(line))
        if shown:
            self._sink.send(shown.encode())

    def close(self) -> None:
        """Sink: close."""
        self._sink.close()

    def _receive(self, line: str) -> None:
        self._core.receive(self._session, line.encode())

    def _texts(self, line: str) -> Iterator[str]:
        try:
            message = parse_message(line)
        except MalformedMessage:
            return
        if message.verb in ("PRIVMSG", "NOTICE"):
            yield from self._said(message)
        elif message.verb == "PING":
            self._answer(self._session, f"PONG :{message.params[-1]}".encode())
        elif message.verb == "KICK":
            yield from self._kicked(message)
        elif self._entered and _is_refusal(message):
            yield f"* {clean(message.params[-1])}"

    def _said(self, message: Message) -> Iterator[str]:
        source = parse_source(message.source)
        target, text = message.params
        if source.is_server:
            if target == self._lobby:
                yield f"* {clean(text)}"
            return
        ctcp = parse_ctcp(text)
        if ctcp is None:
            private = "" if target == self._lobby else " (to you)"
            yield f"{source.nick}{private}: {clean(text)}"
        elif ctcp.command == "ACTION":
            yield f"* {source.nick} {clean(ctcp.params)}"

    def _kicked(self, message: Message) -> Iterator[str]:
        user = self._session.user
        if user is not None and message.params[1] == user.nick:
            kicker = parse_source(message.source).nick
            yield clean(f"* {kicker} removed you from {self._lobby}: {message.params[-1]}")


def _is_refusal(message: Message) -> bool:
    """ERROR, or one of the numerics that say so (modern IRC, "Numerics": 400 to 599)."""
    return message.verb == "ERROR" or (message.verb.isdigit() and message.verb[0] in "45")


def clean(text: str) -> str:
    """A text without formatting codes and control characters, which a terminal would obey."""
    plain = strip_formatting(text).replace("\t", " ")
    return "".join(char for char in plain if category(char) != "Cc")
