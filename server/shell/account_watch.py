"""Sees what the command line changed of accounts while the server runs, and hands it to the core.

A thread of its own: it asks the store, which must not be done under the state lock.
"""

from __future__ import annotations

import logging
import threading

from server.core.account_changes import apply_changes
from server.core.core import Core
from server.core.stored import StoreFailure
from server.store.accounts import AccountReader

log = logging.getLogger(__name__)

INTERVAL = 0.5  # seconds between two looks


class AccountWatch:
    """`start`, and `stop` before the store is closed."""

    def __init__(self, core: Core, lock: threading.Lock, reader: AccountReader) -> None:
        """Raises StoreFailure. Changes from now on count: what was before is loaded."""
        self._core = core
        self._lock = lock
        self._reader = reader
        self._seen = reader.last_change()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="account watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for the end."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(INTERVAL):
            try:
                self._look()
            except StoreFailure as failure:
                log.warning("cannot look for changed accounts: %s", failure)

    def _look(self) -> None:
        changes = self._reader.changes(self._seen)
        if changes:
            with self._lock:
                apply_changes(self._core.context, changes)
            self._seen = changes[-1].seq
