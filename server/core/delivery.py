"""How one event reaches many: tick logs, private replies, and their join into bytes.

`broadcast` appends a line once to the channel's log, whatever the number of members. Once a tick
the broadcaster calls `take` under the state lock, and then, without the lock, walks
`Tick.deliveries`: readers who agree on capabilities get the same bytes; one who spoke, or has
replies of its own, gets a join of its own in exact order. Every line has a sequence number given
under the lock, so what one session sees is in one order.

No socket, thread or clock here: those who call bring the bytes out, hold the lock, tell the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from chat.protocol.message import Message, format_message
from chat.protocol.splitting import truncate
from chat.protocol.tags import format_tags
from server.core.capabilities import RELAY_MASK, Cap

if TYPE_CHECKING:
    from server.core.entities import Session


def server_time(seconds: float) -> str:
    """The `time` tag's form of seconds since the epoch (IRCv3 server-time)."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


LINE_LENGTH = 512  # bytes of a line with CR LF, without tags (modern IRC, "Message Format")


class Line:
    """One event on its way; written at most once for each set of capabilities.

    `needs`: bits without which a session is not told at all (TAGMSG, AWAY, SETNAME).
    `alternatives`: (bit, message) pairs; the first whose bit a session has replaces `message`
    (extended-join). Client-only tags (+name) and `time` are added for those who asked for them.

    A line that cannot be written raises MalformedMessage here, under the handler that made it,
    never later in the broadcaster; one that is too long is cut at the end of its last parameter.
    """

    __slots__ = ("_bodies", "_encoded", "alternatives", "message", "needs", "time")

    def __init__(
        self,
        message: Message,
        time: float,
        *,
        needs: int = 0,
        alternatives: tuple[tuple[int, Message], ...] = (),
    ) -> None:
        self.message = message
        self.time = time
        self.needs = needs
        self.alternatives = alternatives
        self._bodies = (_body(message), *(_body(other) for _, other in alternatives))
        self._encoded: dict[int, bytes] = {}

    def encode(self, caps: int) -> bytes:
        """The bytes for a session with these capabilities; empty if it is not to be told."""
        variant = caps & RELAY_MASK
        encoded = self._encoded.get(variant)
        if encoded is None:
            encoded = self._encoded[variant] = self.write(variant)
        return encoded

    def write(self, caps: int, extra: Mapping[str, str] | None = None) -> bytes:
        """The same, with `extra` tags (label, batch) as they are before those asked for."""
        if self.needs & ~caps:
            return b""
        message, body = self.message, self._bodies[0]
        for place, (bit, alternative) in enumerate(self.alternatives, 1):
            if caps & bit:
                message, body = alternative, self._bodies[place]
                break
        tags: dict[str, str] = dict(extra or {})
        if caps & Cap.SERVER_TIME:
            tags["time"] = server_time(self.time)
        if caps & Cap.MESSAGE_TAGS:
            tags.update(message.tags)
        return f"@{format_tags(tags)} ".encode() + body if tags else body


def _body(message: Message) -> bytes:
    """The line without tags, cut to what a line may hold between two characters."""
    text = format_message(message.with_tags({}))
    data = text.encode("utf-8", "replace")
    if len(data) > LINE_LENGTH - 2:
        data = truncate(text, LINE_LENGTH - 2).encode("utf-8", "replace")
    return data + b"\r\n"


class Entry(NamedTuple):
    """One place in a log: its number, the session it is not sent to, and the line."""

    seq: int
    origin: Session | None
    line: Line


class Reader(NamedTuple):
    """A session that reads a log: from which number on, and with which capabilities."""

    session: Session
    from_seq: int
    caps: int


class TickLog:
    """What was said in one channel since the last tick, and who reads it."""

    __slots__ = ("_snapshot", "entries", "readers")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.readers: dict[Session, Reader] = {}
        self._snapshot: tuple[Reader, ...] | None = ()

    def set_reader(self, reader: Reader) -> None:
        """Add a reader, or replace what was known of it."""
        self.readers[reader.session] = reader
        self._snapshot = None

    def remove_reader(self, session: Session) -> None:
        """Forget a reader; absent is no error."""
        if self.readers.pop(session, None) is not None:
            self._snapshot = None

    def snapshot(self) -> tuple[Reader, ...]:
        """The readers now, unaffected by what changes later."""
        if self._snapshot is None:
            self._snapshot = tuple(self.readers.values())
        return self._snapshot


class Batch(NamedTuple):
    """One log's share of a tick."""

    entries: list[Entry]
    readers: tuple[Reader, ...]


class Tick:
    """All that one tick has to bring out. Immutable once taken; needs no lock."""

    def __init__(
        self,
        batches: list[Batch],
        private: dict[Session, list[tuple[int, bytes]]],
        closing: list[Session],
    ) -> None:
        self.batches = batches
        self.private = private
        self.closing = closing

    def deliveries(self) -> Iterator[tuple[Session, bytes]]:
        """Every session that gets something, once, with all of its bytes in order."""
        shared, mixed = self._sort_readers()
        for batch, readers in shared:
            yield from self._shared_join(batch, readers)
        for session, sources in mixed.items():
            data = self._own_join(session, sources)
            if data:
                yield session, data

    def _sort_readers(
        self,
    ) -> tuple[list[tuple[Batch, list[Reader]]], dict[Session, list[tuple[Batch, Reader]]]]:
        """Part those who get a log's bytes as they are from those who need a join of their own."""
        mixed: dict[Session, list[tuple[Batch, Reader]]] = {session: [] for session in self.private}
        for batch in self.batches:
            mixed.update((entry.origin, []) for entry in batch.entries if entry.origin is not None)
        if len(self.batches) > 1:
            seen: set[Session] = set()
            for batch in self.batches:
                for reader in batch.readers:
                    if reader.session in seen:
                        mixed.setdefault(reader.session, [])
                    seen.add(reader.session)
        shared: list[tuple[Batch, list[Reader]]] = []
        for batch in self.batches:
            first = batch.entries[0].seq
            alike: list[Reader] = []
            for reader in batch.readers:
                if reader.session in mixed:
                    mixed[reader.session].append((batch, reader))
                elif reader.from_seq > first:
                    mixed[reader.session] = [(batch, reader)]
                else:
                    alike.append(reader)
            shared.append((batch, alike))
        return shared, mixed

    @staticmethod
    def _shared_join(batch: Batch, readers: list[Reader]) -> Iterator[tuple[Session, bytes]]:
        joined: dict[int, bytes] = {}
        for reader in readers:
            variant = reader.caps & RELAY_MASK
            data = joined.get(variant)
            if data is None:
                data = b"".join([entry.line.encode(variant) for entry in batch.entries])
                joined[variant] = data
            if data:
                yield reader.session, data

    def _own_join(self, session: Session, sources: list[tuple[Batch, Reader]]) -> bytes:
        # Keyed by number: a QUIT stands in every channel two people share, and is told once.
        pieces: dict[int, bytes] = dict(self.private.get(session, ()))
        own = len(pieces)
        for batch, reader in sources:
            for entry in batch.entries:
                if entry.origin is not session and entry.seq >= reader.from_seq:
                    pieces[entry.seq] = entry.line.encode(reader.caps)
        if (own and len(pieces) > own) or len(sources) > 1:
            return b"".join([pieces[seq] for seq in sorted(pieces)])
        return b"".join(pieces.values())


class Delivery:
    """Gathers what handlers say, until the broadcaster takes it. Used under the state lock."""

    def __init__(self, clock: Callable[[], float], wake: Callable[[], None] = lambda: None) -> None:
        self.clock = clock
        self.wake = wake  # tells the broadcaster that there is something; cheap, never blocks
        self._seq = 0
        self._taken = 0
        self._dirty: list[TickLog] = []
        self._private: dict[Session, list[tuple[int, bytes]]] = {}
        self._closing: dict[Session, None] = {}

    @property
    def waiting(self) -> int:
        """Lines said since the last `take`, by which the shell slows down those who flood."""
        return self._seq - self._taken

    def next_seq(self) -> int:
        """A number higher than all before."""
        self._seq += 1
        return self._seq

    def line(
        self,
        message: Message,
        *,
        needs: int = 0,
        alternatives: tuple[tuple[int, Message], ...] = (),
    ) -> Line:
        """A line stamped with the time now."""
        return Line(message, self.clock(), needs=needs, alternatives=alternatives)

    def broadcast(
        self, logs: TickLog | list[TickLog], line: Line, origin: Session | None = None
    ) -> None:
        """Deliver a line to every reader of the log(s) but `origin`: one append a log (row S2).

        Given several logs (QUIT, NICK), who reads more than one of them is told once.
        """
        entry = Entry(self.next_seq(), origin, line)
        for log in [logs] if isinstance(logs, TickLog) else logs:
            if not log.entries:
                self._dirty.append(log)
            log.entries.append(entry)
        self.wake()

    def reply(
        self, session: Session, line: Line | Message, tags: Mapping[str, str] | None = None
    ) -> None:
        """Say something to one session, in order with all else that it hears.

        `tags` (label, batch) are written as they are, beside those the session negotiated.
        """
        if isinstance(line, Message):
            line = self.line(line)
        data = line.encode(session.caps) if tags is None else line.write(session.caps, tags)
        if data:
            self.send_bytes(session, data)

    def send_bytes(self, session: Session, data: bytes) -> None:
        """Queue bytes for one session that are already on the wire's form."""
        self._private.setdefault(session, []).append((self.next_seq(), data))
        self.wake()

    def attach(self, session: Session, log: TickLog) -> None:
        """From now on the session reads the log; what is in it already is not for it."""
        session.logs.add(log)
        log.set_reader(Reader(session, self._seq + 1, session.caps))

    def detach(self, session: Session, log: TickLog) -> None:
        """The session stops reading; what it has coming so far is kept for it."""
        self._settle(session, log)
        session.logs.discard(log)
        log.remove_reader(session)

    def caps_changed(self, session: Session) -> None:
        """What comes from now on is written for the session's new capabilities; not before."""
        for log in session.logs:
            self._settle(session, log)
            log.set_reader(Reader(session, self._seq + 1, session.caps))

    def _settle(self, session: Session, log: TickLog) -> None:
        """Move what waits in the log for one reader into its own queue, under its own numbers."""
        reader = log.readers.get(session)
        if reader is None or not log.entries:
            return
        own = self._private.get(session, [])
        known = {seq for seq, _ in own}
        pending = [
            (entry.seq, entry.line.encode(reader.caps))
            for entry in log.entries
            if entry.origin is not session
            and entry.seq >= reader.from_seq
            and entry.seq not in known
        ]
        if pending:
            self._private[session] = sorted(own + pending)

    def close(self, session: Session) -> None:
        """Close the session once all that it has coming was handed to its sink."""
        self._closing[session] = None
        self.wake()

    def take(self) -> Tick:
        """All that waits; the logs and queues start afresh. Call under the state lock."""
        batches = []
        for log in self._dirty:
            batches.append(Batch(log.entries, log.snapshot()))
            log.entries = []
        tick = Tick(batches, self._private, list(self._closing))
        self._dirty, self._private, self._closing = [], {}, {}
        self._taken = self._seq
        return tick
