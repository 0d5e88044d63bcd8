"""Pictures of people that were fetched before, as small files in one folder. Blocks.

Called on the threads that fetch them (`chat.model.avatars`). What fails is as if it were not
there: the picture can be fetched again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from pathlib import Path

MOST_BYTES = 16 * 1024 * 1024  # of all files; the oldest go first
MOST_AGE = 7 * 24 * 3600.0  # seconds; a picture can change at its address


class AvatarCache:
    """A folder of its own, made when it is needed; without one nothing is kept."""

    def __init__(self, folder: Path | None, most: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most

    def get(self, url: str) -> bytes | None:
        """What was kept of an address, unless it is too old."""
        if self._folder is None:
            return None
        path = self._path(self._folder, url)
        try:
            fresh = time.time() - path.stat().st_mtime < MOST_AGE
            return path.read_bytes() if fresh else None
        except OSError:
            return None

    def put(self, url: str, content: bytes) -> None:
        """Keep it, whole or not at all."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(beside).replace(self._path(self._folder, url))
            self._prune(self._folder)

    def forget(self) -> None:
        """Delete all of it."""
        for path in self._folder.glob("*") if self._folder is not None else ():
            with contextlib.suppress(OSError):
                path.unlink()

    def _prune(self, folder: Path) -> None:
        found = []
        for path in folder.iterdir():
            with contextlib.suppress(OSError):  # another thread was quicker
                facts = path.stat()
                found.append((facts.st_mtime, facts.st_size, path))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if total <= self._most:
                break
            total -= size
            path.unlink(missing_ok=True)

    @staticmethod
    def _path(folder: Path, url: str) -> Path:
        """By a digest: an address could be any path."""
        return folder / hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
