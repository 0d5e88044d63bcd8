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
from typing import TYPE_CHECKING

from chat.protocol.message import Message
from server.core.line import LINE_LENGTH, Content, Line, Part, server_time
from server.core.streams import Streams
from server.core.tick import Batch, Entry, Reader, Tick, TickLog

if TYPE_CHECKING:
    from server.core.entities import Session

__all__ = [
    "Batch",
    "Content",
    "Delivery",
    "Entry",
    "Line",
    "Part",
    "Reader",
    "Tick",
    "TickLog",
    "server_time",
]


class Delivery:
    """Gathers what handlers say, until the broadcaster takes it. Used under the state lock."""

    def __init__(
        self,
        clock: Callable[[], float],
        wake: Callable[[], None] = lambda: None,
        line_length: int = LINE_LENGTH,
    ) -> None:
        self.clock = clock
        self.line_length = line_length  # bytes with CR LF, without tags
        self.wake = wake  # has the broadcaster told that there is something; cheap, never blocks
        self._seq = 0
        self.waiting = 0  # lines since the last `take`: the shell slows down those who flood
        self.said = 0  # of these, those that were broadcast
        self._dirty: list[TickLog] = []
        self._private: dict[Session, list[tuple[int, bytes]]] = {}
        self._closing: dict[Session, None] = {}
        self.streams = Streams()
        self._writes: list[object] = []
        self.recorded = 0  # writes so far

    def next_seq(self) -> int:
        """A number higher than all before, for one more line that waits."""
        self._seq += 1
        self.waiting += 1
        return self._seq

    def record(self, write: object) -> None:
        """Store this before anything is sent that was said after the last `take`."""
        self._writes.append(write)
        self.recorded += 1
        self.wake()

    def line(
        self,
        content: Content,
        *,
        needs: int = 0,
        unless: int = 0,
        alternatives: tuple[tuple[int, Content], ...] = (),
        account: str | None = None,
        time: float | None = None,
    ) -> Line:
        """A line stamped with this time (seconds since the epoch), or with the time now."""
        return Line(
            content,
            self.clock() if time is None else time,
            needs=needs,
            unless=unless,
            alternatives=alternatives,
            account=account,
            limit=self.line_length,
        )

    def broadcast(
        self, logs: TickLog | list[TickLog], line: Line, origin: Session | None = None
    ) -> None:
        """Deliver a line to every reader of the log(s) but `origin`: one append a log (row S2).

        Given several logs (QUIT, NICK), who reads more than one of them is told once.
        """
        entry = Entry(self.next_seq(), origin, line)
        self.said += 1
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

    def stream(self, session: Session, pieces: Iterator[bytes]) -> None:
        """Have a session sent what takes many ticks; one stream at a time for each."""
        self.streams.add(session, pieces)
        self.wake()

    def _pull_streams(self) -> bool:
        """Queue the streams' shares of this tick; whether there is more to queue at once."""
        if not self.streams:
            return False
        shares, goes_on = self.streams.pull()
        for session, share in shares:
            self.send_bytes(session, share)
        return goes_on

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
        goes_on = self._pull_streams()
        batches = []
        for log in self._dirty:
            batches.append(Batch(log.entries, log.snapshot()))
            log.entries = []
        tick = Tick(batches, self._private, list(self._closing), self._writes, self.recorded)
        self._dirty, self._private, self._closing, self._writes = [], {}, {}, []
        self.waiting = self.said = 0
        if goes_on:
            self.wake()
        return tick
