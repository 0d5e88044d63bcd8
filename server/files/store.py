"""Files in the data directory: whole or not there, within their bounds, until they expire.

A file is written under another name, brought to the disk, renamed, and then entered in the index:
what the index has is whole, and what it does not have is swept away at the next start. No HTTP.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from server.config import Uploads
from server.files.index import Index, Upload
from server.files.kinds import HEAD, clean_name, kind_of

log = logging.getLogger(__name__)

INDEX_NAME = "uploads.sqlite3"
_CONTENT = "content"
_PARTIAL = "partial"
_DAY = 24 * 3600.0  # seconds


class TooLarge(Exception):  # noqa: N818 - named for what it is
    """More bytes than a file may have, which is `limit`."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class NoRoom(Exception):  # noqa: N818 - named for what it is
    """The person, or the server, has no room left; the text says which."""


class FileStore:
    """All uploads of one server. From any thread."""

    def __init__(
        self, directory: Path, bounds: Callable[[], Uploads], clock: Callable[[], float]
    ) -> None:
        """`bounds`: as they are in force. Raises OSError or sqlite3.Error if it cannot be used."""
        self._bounds = bounds
        self._clock = clock
        self._content = directory / _CONTENT
        self._partial = directory / _PARTIAL
        for each in (directory, self._content, self._partial):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._index = Index(directory / INDEX_NAME)
        self._lock = threading.Lock()
        self._used: Counter[str] = Counter(self._index.sizes())  # with what is on its way in
        self._total = self._used.total()
        self._coming: set[str] = set()  # ids of what is on its way in

    def add(self, owner: str, name: str, pieces: Iterable[bytes]) -> Upload:
        """Store a file. Raises TooLarge, NoRoom, or OSError; nothing is left of it then."""
        identifier = secrets.token_urlsafe(16)
        partial = self._partial / f"{identifier}.part"
        taken = 0
        self._coming.add(identifier)
        try:
            with partial.open("xb") as file:
                head = b""
                for piece in pieces:
                    self._reserve(owner, len(piece), taken + len(piece))
                    taken += len(piece)
                    head = head if len(head) >= HEAD else (head + piece)[:HEAD]
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            created = self._clock()
            upload = Upload(identifier, owner, clean_name(name), kind_of(head), taken, created)
            partial.replace(self._path(upload))
            _sync_directory(self._content)
            self._index.add(upload)
        except BaseException as error:
            self._release(owner, taken)
            for path in (partial, self._content / identifier):
                path.unlink(missing_ok=True)
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise NoRoom("The server's disk is full.") from None
            raise
        finally:
            self._coming.discard(identifier)
        return upload

    def check_room(self, owner: str, size: int) -> None:
        """Whether that many bytes would find room. Raises TooLarge or NoRoom."""
        self._reserve(owner, size, size)
        self._release(owner, size)

    def find(self, identifier: str) -> Upload | None:
        """The upload of this id, unless it is expired."""
        upload = self._index.find(identifier)
        return None if upload is None or upload.created < self._oldest() else upload

    def expires(self, upload: Upload) -> float | None:
        """Seconds from now that it has to live; None: it stays."""
        days = self._bounds().days
        return max(0.0, upload.created + days * _DAY - self._clock()) if days else None

    def open(self, upload: Upload) -> BinaryIO:
        """Its content. Raises FileNotFoundError if it is just gone."""
        return self._path(upload).open("rb")

    def expire(self) -> int:
        """Remove what is too old; the number of those."""
        expired = self._index.before(self._oldest())
        for upload in expired:
            self._index.remove(upload)
            self._path(upload).unlink(missing_ok=True)
            self._release(upload.owner, upload.size)
        return len(expired)

    def sweep(self) -> int:
        """Remove what a crash left half done; what is on its way in meanwhile is none of it."""
        removed = 0
        for path in self._leftovers():
            path.unlink(missing_ok=True)
            removed += 1
        return removed

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    def _leftovers(self) -> Iterator[Path]:
        # In this order: what is no longer on its way in is in the index, if it came through.
        for path in self._partial.iterdir():
            if path.stem not in self._coming:
                yield path
        for path in self._content.iterdir():
            if path.name not in self._coming and self._index.find(path.name) is None:
                yield path

    def _oldest(self) -> float:
        days = self._bounds().days
        return self._clock() - days * _DAY if days else float("-inf")

    def _path(self, upload: Upload) -> Path:
        return self._content / upload.id  # an id of ours: nothing that was sent is in it

    def _reserve(self, owner: str, more: int, size: int) -> None:
        bounds = self._bounds()
        if size > bounds.max_size:
            raise TooLarge(bounds.max_size)
        with self._lock:
            if self._used[owner] + more > bounds.each:
                raise NoRoom(f"Your files may take {bounds.each} bytes together, and no more.")
            if self._total + more > bounds.total:
                raise NoRoom(
                    f"The server has no room for more files (limit: {bounds.total} bytes)."
                )
            self._used[owner] += more
            self._total += more

    def _release(self, owner: str, size: int) -> None:
        with self._lock:
            self._used[owner] -= size
            self._total -= size
            if not self._used[owner]:
                del self._used[owner]


def _sync_directory(directory: Path) -> None:
    """Make a rename last; where directories cannot be opened (Windows), it is as it is."""
    with contextlib.suppress(PermissionError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
