"""A conversation of the local store written to a file, a page at a time, on the store's thread.

The file is whole or not there: it is written beside its place under another name, and moved.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from chat.model.entities import ChatMessage
from chat.model.export_formats import writer
from chat.model.store.archive import Archive
from chat.model.store.records import ExportJob, ExportState

PAGE = 2_000  # messages written in one step, so that what is said meanwhile is kept in time


class Exporter:
    """Takes one step after another until the state says that it has ended."""

    def __init__(self, job: ExportJob) -> None:
        self._job = job
        self._writer = writer(job.form, job.title)
        self._file: TextIO | None = None
        self._part: Path | None = None
        self._last: ChatMessage | None = None
        self._done = 0
        self._total = 0
        self.cancelled = False  # set by another thread

    def step(self, archive: Archive) -> ExportState:
        """Write one page more."""
        try:
            return self._step(archive)
        except OSError as error:
            self.abandon()
            return ExportState(self._done, self._total, True, error.strerror or str(error))
        except BaseException:  # the store's: what is half done goes all the same
            self.abandon()
            raise

    def abandon(self) -> None:
        """Leave nothing behind."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        if self._part is not None:
            self._part.unlink(missing_ok=True)
            self._part = None

    def _step(self, archive: Archive) -> ExportState:
        if self.cancelled:
            self.abandon()
            return ExportState(self._done, self._total, True, cancelled=True)
        file = self._file or self._begin(archive)
        page = archive.after(self._job.key, self._last, PAGE)
        for message in page:
            file.write(self._writer.message(message))
        self._done += len(page)
        if len(page) == PAGE:
            self._last = page[-1]
            return ExportState(self._done, max(self._done, self._total))
        self._finish(file)
        return ExportState(self._done, self._done, True)

    def _begin(self, archive: Archive) -> TextIO:
        self._total = archive.count(self._job.key)
        path = self._job.path
        number, name = tempfile.mkstemp(".part", f".{path.name}-", path.parent)
        self._part = Path(name)
        self._file = os.fdopen(number, "w", encoding="utf-8", errors="replace", newline="\n")
        self._file.write(self._writer.begin())
        return self._file

    def _finish(self, file: TextIO) -> None:
        file.write(self._writer.end())
        file.flush()
        os.fsync(file.fileno())
        file.close()
        self._file = None
        if self._part is not None:
            self._part.replace(self._job.path)
            self._part = None
