"""What is sent of a file, in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from server.files.request import PIECE


class Body:
    """A part of a file in pieces; WSGI closes it."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file = file
        self._left = end - start
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        while self._left and (piece := self._file.read(min(PIECE, self._left))):
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        """Close the file."""
        self._file.close()
