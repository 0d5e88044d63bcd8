"""The thread of the local store: commands go in, results come out through the pump's queue.

A file that is damaged is set aside and another begun, and the person is told; where none can be
kept at all, the history lives in memory until the program ends.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_data_path

from chat.model.entities import ChatMessage, ConversationKey, Place
from chat.model.mishaps import mishap
from chat.model.store.archive import SIZE_LIMIT, Archive
from chat.model.store.exporting import Exporter, Exporting
from chat.model.store.records import (
    Change,
    ExportJob,
    ExportState,
    FoundMessage,
    Matches,
    SearchQuery,
    StoredNetwork,
    Stretch,
)
from chat.model.store.schema import NewerStore
from chat.translation import _

_log = logging.getLogger(__name__)

T = TypeVar("T")
Job = Callable[[Archive], None]
Post = Callable[[Callable[[], None]], None]

APP_NAME = "chat-app"
FILE_NAME = "history.db"
GATHERING_TIME = 0.25  # seconds in which what is to be written becomes one transaction
MOST_GATHERED = 1_000  # changes
CLOSE_TIME = 5.0  # seconds for what is still to be written when the program ends
FILES = ("", "-wal", "-shm")  # that SQLite makes beside a database


def default_path() -> Path:
    """Where the history is, as the system has it for data."""
    return user_data_path(APP_NAME, appauthor=False) / FILE_NAME


class Latest:
    """Which of several questions of one kind is the last: those before need no answer."""

    def __init__(self) -> None:
        self._number = 0

    def begin(self) -> Callable[[], bool]:
        """Another question; returns whether it is still the last, to be called by any thread."""
        self._number += 1
        mine = self._number
        return lambda: mine == self._number


class Keeper:
    """A LocalStore in a file. Its methods belong to the Tk thread and never block, but `close`."""

    def __init__(self, path: Path | None = None, size_limit: int = SIZE_LIMIT) -> None:
        self.path = path or default_path()
        self._size_limit = size_limit
        self._jobs: queue.SimpleQueue[Job | Sequence[Change] | None] = queue.SimpleQueue()
        self._put_off: list[Job | None] = []  # taken from the queue, and to be done next
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._searches, self._finds = Latest(), Latest()
        self._exporters: list[Exporting[Any]] = []
        self._post: Post = _drop
        self._tell: Callable[[str], None] = _log.warning

    def start(self, post: Post, tell: Callable[[str], None]) -> None:
        """Open the file, on the thread; `post` has results run by the pump, as `tell` is."""
        self._post, self._tell = post, tell
        self._jobs.put(self._catch_up)
        self._thread.start()

    def load(self, newest: int, deliver: Callable[[tuple[StoredNetwork, ...]], None]) -> None:
        """See LocalStore."""
        self._ask(lambda archive: archive.load(newest), deliver, tuple)

    def write(self, changes: Sequence[Change]) -> None:
        """See LocalStore."""
        self._jobs.put(changes)

    def older(
        self,
        key: ConversationKey,
        before: ChatMessage | None,
        limit: int,
        deliver: Callable[[tuple[ChatMessage, ...]], None],
    ) -> None:
        """See LocalStore."""
        self._ask(lambda archive: archive.older(key, before, limit), deliver, tuple)

    def newer(
        self,
        key: ConversationKey,
        after: ChatMessage,
        limit: int,
        deliver: Callable[[tuple[ChatMessage, ...]], None],
    ) -> None:
        """See LocalStore."""
        self._ask(lambda archive: archive.newer(key, after, limit), deliver, tuple)

    def around(
        self, key: ConversationKey, place: Place, limit: int, deliver: Callable[[Stretch], None]
    ) -> None:
        """See LocalStore."""
        self._ask(lambda archive: archive.around(key, place, limit), deliver, Stretch)

    def search(
        self, query: SearchQuery, deliver: Callable[[tuple[FoundMessage, ...]], None]
    ) -> None:
        """See LocalStore."""
        going = self._searches.begin()
        self._ask(lambda archive: archive.search(query, going), deliver, tuple)

    def matches(
        self, key: ConversationKey, text: str, limit: int, deliver: Callable[[Matches], None]
    ) -> None:
        """See LocalStore."""
        going = self._finds.begin()
        self._ask(lambda archive: archive.matches(key, text, limit, going), deliver, Matches)

    def export(self, job: ExportJob, deliver: Callable[[ExportState], None]) -> Callable[[], None]:
        """See LocalStore. A page at a time, each behind what was to be written meanwhile."""
        exporter = make_exporter(job)
        self._exporters.append(exporter)

        def step(archive: Archive) -> None:
            state = ExportState(ended=True, problem=_("the history is damaged"))
            try:
                state = exporter.step(archive)
            finally:
                self._post(lambda: deliver(state))
                if state.ended:
                    self._exporters.remove(exporter)
                else:
                    self._jobs.put(step)

        def cancel() -> None:
            exporter.cancelled = True

        self._jobs.put(step)
        return cancel

    def forget(self, key: ConversationKey) -> None:
        """See LocalStore."""
        self._jobs.put(lambda archive: archive.forget(key))

    def limit(self, size: int) -> None:
        """See LocalStore."""
        self._size_limit = size
        self._jobs.put(lambda archive: archive.limit(size))

    def forget_everything(self) -> None:
        """See LocalStore."""
        self._jobs.put(lambda archive: archive.forget_everything())

    def close(self) -> None:
        """Write what was taken, and end the thread."""
        self._post = _drop
        self._searches.begin()
        self._finds.begin()
        self._jobs.put(None)
        if self._thread.ident is not None:
            self._thread.join(CLOSE_TIME)

    def _ask(
        self,
        question: Callable[[Archive], T],
        deliver: Callable[[T], None],
        nothing: Callable[[], T],
    ) -> None:
        """Have a question answered; by a damaged file with nothing, so that nobody waits."""

        def job(archive: Archive) -> None:
            answer = nothing()
            try:
                answer = question(archive)
            finally:
                self._post(lambda: deliver(answer))

        self._jobs.put(job)

    # In the thread

    def _run(self) -> None:
        archive = self._open()
        while (job := self._next_job()) is not None:
            try:
                job(archive)
            except sqlite3.OperationalError as error:  # a full disk, a lock: the file is well
                self._warn(
                    _(
                        "The history could not be written ({error}): what is said now is not kept"
                        " here. Make room on the disk."
                    ).format(error=error)
                )
            except sqlite3.DatabaseError as error:
                archive.close()
                archive = self._begin_anew(error)
            except Exception as error:
                _log.exception("the store failed")
                self._warn(mishap(error))
        for exporter in self._exporters:
            exporter.abandon()
        archive.close()

    def _catch_up(self, archive: Archive) -> None:
        """A step of it, each behind what was asked meanwhile."""
        if archive.catch_up():
            self._jobs.put(self._catch_up)

    def _next_job(self) -> Job | None:
        """The next thing to do; None at the end. What is to be written is gathered for a moment.

        A transaction costs more than what is in it: in a flood, few and large ones.
        """
        taken = self._put_off.pop() if self._put_off else self._jobs.get()
        if taken is None or callable(taken):
            return taken
        changes, until = list(taken), time.monotonic() + GATHERING_TIME
        while len(changes) < MOST_GATHERED:
            try:
                more = self._jobs.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                break
            if more is None or callable(more):
                self._put_off.append(more)
                break
            changes.extend(more)
        return lambda archive: archive.write(changes)

    def _open(self) -> Archive:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return self._open_file()
        except (OSError, sqlite3.OperationalError, NewerStore) as error:
            return self._without_file(error)
        except sqlite3.DatabaseError as error:
            return self._begin_anew(error)

    def _begin_anew(self, error: Exception) -> Archive:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        aside = self.path.with_name(f"{self.path.name}.damaged-{stamp}")
        for suffix in FILES:
            with contextlib.suppress(OSError):
                Path(f"{self.path}{suffix}").replace(f"{aside}{suffix}")
        self._warn(
            _(
                "The history on this computer was damaged ({error}): it was set aside as"
                " {file}, and a new one begun."
            ).format(error=error, file=aside.name)
        )
        try:
            return self._open_file()
        except (OSError, sqlite3.DatabaseError, NewerStore) as again:
            return self._without_file(again)

    def _open_file(self) -> Archive:
        """What was said is nobody else's, on a computer of several people; also of an older file.

        SQLite gives the files beside it the same rights.
        """
        self.path.touch(mode=0o600)
        for suffix in FILES:
            with contextlib.suppress(OSError):
                Path(f"{self.path}{suffix}").chmod(0o600)
        return Archive(self.path, self._size_limit)

    def _without_file(self, error: Exception) -> Archive:
        self._warn(
            _(
                "No history can be kept in {folder} ({error}): it is gone when the program ends."
            ).format(folder=self.path.parent, error=error)
        )
        return Archive(":memory:", self._size_limit)

    def _warn(self, words: str) -> None:
        _log.warning(words)
        self._post(lambda: self._tell(words))


def make_exporter(job: ExportJob) -> Exporting[Any]:
    """What writes one conversation, or a network's all."""
    if job.key.target:
        return Exporter(job)
    from chat.model.store.network_exporting import NetworkExporter  # few start a program for it

    return NetworkExporter(job)


def _drop(_deliver: Callable[[], None]) -> None:
    """Nobody waits for results any more."""
