"""Everything that lasts, in one database. Keeps to `Store` and `Journal` of `server.core.ports`."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Sequence
from itertools import groupby

from server.config import HistoryOptions, ServerConfig
from server.core.message_ids import first_id_at, milliseconds
from server.core.ports import Clock, Write
from server.core.stored import StoreFailure
from server.store.accounts import AccountReader
from server.store.database import FILE_NAME, Database
from server.store.history_reader import HistoryReader
from server.store.metadata import MetadataReader
from server.store.moderation import ModerationReader
from server.store.read_markers import ReadMarkers
from server.store.retention import prune
from server.store.words import index_words
from server.store.writers import all_writers

log = logging.getLogger(__name__)

_INDEXED_AT_ONCE = 64  # messages; a millisecond
_MEGABYTES_IN_MEMORY = 64
_DAY = 24 * 60 * 60  # seconds
#: What SQLite raises for a write that can never be stored, whatever becomes of the disk.
_DEFECTS = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
)


class SqliteStore:
    """The store of a running server."""

    def __init__(self, database: Database, options: HistoryOptions, clock: Clock) -> None:
        self.database = database
        self._options = options
        self.history = HistoryReader(database)
        self.moderation = ModerationReader(database)
        self.accounts = AccountReader(database)
        self.metadata = MetadataReader(database)
        self.read_markers = ReadMarkers(database)
        self._clock = clock
        self._writers = all_writers()
        self._quiet = False  # nothing was committed since housekeeping was last through

    def commit(self, writes: Sequence[Write]) -> None:
        """Store all of it in one transaction. Raises StoreFailure, and nothing is stored then.

        A write that no writer can take is a defect: it is logged and left out, so that it does not
        stand in the way of all that follow.
        """
        try:
            self._commit(writes)
        except Exception as error:
            self._writers = all_writers()
            if isinstance(error, StoreFailure) and not isinstance(error.__cause__, _DEFECTS):
                raise
            if len(writes) == 1:
                log.exception("a write of type %s is left out", type(writes[0]).__name__)
                return
            for write in writes:
                self.commit([write])

    def _commit(self, writes: Sequence[Write]) -> None:
        self._quiet = False
        with self.database.writing() as connection:
            for kind, run in groupby(writes, type):
                self._writers[kind](connection, list(run))

    def tidy(self) -> bool:
        """One step of what need not be done at once; whether there is more.

        A commit waits for a step. So each is small, waits for no disk, and leaves the log to the
        next quiet moment, or until it is long.
        """
        megabytes, days = self._options.megabytes, self._options.days
        if self.database.path is None:
            megabytes = min(megabytes, _MEGABYTES_IN_MEMORY)
        oldest = milliseconds(self._clock() - days * _DAY) if days else 0
        with self.database.writing(lasting=False) as connection:
            more = index_words(connection, _INDEXED_AT_ONCE)
            pruned = prune(connection, first_id_at(max(oldest, 0)), megabytes << 20)
            if pruned.conversations:
                self._writers = all_writers()  # they remember the numbers
        more |= pruned.more
        self.database.checkpoint(soon=self._quiet)
        self._quiet = not more
        return more

    def reconfigure(self, config: ServerConfig) -> None:
        """From now on keep what this configuration says."""
        self._options = config.history

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_store(config: ServerConfig, clock: Clock = time.time) -> SqliteStore:
    """The store in the data directory; without one it is in memory, and ends with the server.

    Raises StoreFailure.
    """
    directory = config.data_dir
    database = Database(None if directory is None else directory / FILE_NAME)
    return SqliteStore(database, config.history, clock)
