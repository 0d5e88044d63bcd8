"""Answers too long to be made at once, as LIST of many channels: they go out as they are taken.

A stream is written bit by bit, a tick's share whenever little waits for its client; so it neither
fills a send queue (005 SAFELIST) nor holds the state lock for long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.core.entities import Session

_SHARE = 16 * 1024  # bytes of one stream in one tick
_ENOUGH = 16 * 1024  # bytes that wait for a client, while which its stream waits too


class Streams:
    """The streams that are not through, one of each session at most. Under the state lock."""

    def __init__(self) -> None:
        self._streams: dict[Session, Iterator[bytes]] = {}

    def __contains__(self, session: object) -> bool:
        return session in self._streams

    def __bool__(self) -> bool:
        return bool(self._streams)

    def add(self, session: Session, pieces: Iterator[bytes]) -> None:
        """Have these sent, each piece a line or more."""
        self._streams[session] = pieces

    def pull(self) -> tuple[list[tuple[Session, bytes]], bool]:
        """What is to go out in this tick; and whether some could go on in the next at once."""
        shares = []
        goes_on = False
        for session, pieces in list(self._streams.items()):
            if session.closing:
                del self._streams[session]
            elif session.sink.waiting < _ENOUGH:
                share = _share(pieces)
                if share:
                    shares.append((session, share))
                    goes_on = True
                else:
                    del self._streams[session]
        return shares, goes_on


def _share(pieces: Iterator[bytes]) -> bytes:
    share = bytearray()
    for piece in pieces:
        share += piece
        if len(share) >= _SHARE:
            break
    return bytes(share)
