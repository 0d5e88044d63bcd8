"""Tick logs: what was said in a channel since the last tick, who reads it, and their join.

Filled by `server.core.delivery` under the state lock; a `Tick`, once taken, needs no lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from server.core.line import Line

if TYPE_CHECKING:
    from server.core.entities import Session


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


class Batch:
    """One log's share of a tick. What it looks like is found out once for each capability set."""

    __slots__ = ("_joined", "_mask", "_speakers", "_written", "entries", "readers")

    def __init__(self, entries: list[Entry], readers: tuple[Reader, ...]) -> None:
        self.entries = entries
        self.readers = readers
        self._mask = 0  # of all lines: readers who agree on these bits share bytes
        for entry in entries:
            self._mask |= entry.line.mask
        self._speakers: dict[Session, list[int]] | None = None
        self._written: dict[int, list[bytes]] = {}
        self._joined: dict[int, bytes] = {}

    def speakers(self) -> dict[Session, list[int]]:
        """Who said any of it, and which of the entries."""
        if self._speakers is None:
            self._speakers = {}
            for place, (_, origin, _) in enumerate(self.entries):
                if origin is not None:
                    self._speakers.setdefault(origin, []).append(place)
        return self._speakers

    def written(self, caps: int) -> list[bytes]:
        """Each entry's bytes for these capabilities."""
        variant = caps & self._mask
        written = self._written.get(variant)
        if written is None:
            written = [entry.line.encode(variant) for entry in self.entries]
            self._written[variant] = written
        return written

    def joined(self, caps: int) -> bytes:
        """All entries' bytes for these capabilities."""
        variant = caps & self._mask
        joined = self._joined.get(variant)
        if joined is None:
            joined = self._joined[variant] = b"".join(self.written(variant))
        return joined

    def joined_without(self, session: Session, caps: int) -> bytes:
        """The same but for what the session said itself."""
        heard = self.written(caps).copy()
        for place in self.speakers().get(session, ()):
            heard[place] = b""
        return b"".join(heard)

    def heard_by(self, reader: Reader) -> Iterator[tuple[int, bytes]]:
        """Number and bytes of what one reader hears: not what it said, nor what was before it."""
        session, from_seq, _ = reader
        for (seq, origin, _), data in zip(self.entries, self.written(reader.caps), strict=True):
            if origin is not session and seq >= from_seq:
                yield seq, data


class Tick:
    """All that one tick has to bring out. Immutable once taken; needs no lock."""

    def __init__(
        self,
        batches: list[Batch],
        private: dict[Session, list[tuple[int, bytes]]],
        closing: list[Session],
        writes: Sequence[object] = (),
        recorded: int = 0,
    ) -> None:
        """`writes`: to be stored before anything is sent. `recorded`: how many, of all ticks."""
        self.batches = batches
        self.private = private
        self.closing = closing
        self.writes = writes
        self.recorded = recorded

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
            mixed.update((origin, []) for origin in batch.speakers())
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
                session, from_seq, _ = reader
                if session in mixed:
                    mixed[session].append((batch, reader))
                elif from_seq > first:
                    mixed[session] = [(batch, reader)]
                else:
                    alike.append(reader)
            shared.append((batch, alike))
        return shared, mixed

    @staticmethod
    def _shared_join(batch: Batch, readers: list[Reader]) -> Iterator[tuple[Session, bytes]]:
        known: dict[int, bytes] = {}
        for session, _, caps in readers:
            data = known.get(caps)
            if data is None:
                data = known[caps] = batch.joined(caps)
            if data:
                yield session, data

    def _own_join(self, session: Session, sources: list[tuple[Batch, Reader]]) -> bytes:
        private = self.private.get(session)
        if private is None and len(sources) == 1:  # one who spoke in one channel: most of them
            batch, reader = sources[0]
            if reader.from_seq <= batch.entries[0].seq:
                return batch.joined_without(session, reader.caps)
        # Keyed by number: a QUIT stands in every channel two people share, and is told once.
        pieces: dict[int, bytes] = dict(private or ())
        for batch, reader in sources:
            pieces.update(batch.heard_by(reader))
        return b"".join([pieces[seq] for seq in sorted(pieces)])
