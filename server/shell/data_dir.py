"""The directory of a server's data: made, and locked so that two servers never share one."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

LOCK_NAME = "server.lock"


class DataDirInUse(Exception):  # noqa: N818 - named for what it is
    """Another server holds the directory."""


@contextlib.contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold a directory, made if it is missing (for its owner alone), for as long as the block runs.

    The lock is the system's: it is gone with the process, however that ends. Raises DataDirInUse,
    or OSError if the directory cannot be made or written.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (directory / LOCK_NAME).open("a") as lock_file:
        try:
            _lock(lock_file)
        except (BlockingIOError, PermissionError) as error:
            raise DataDirInUse(str(directory)) from error
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(lock_file: IO[str]) -> None:
        lock_file.seek(0)
        msvcrt.locking(lock_file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(lock_file: IO[str]) -> None:
        fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
