"""A conversation of the local store written to a file, a page at a time, on the store's thread.

The file is whole or not there: it is written beside its place under another name, and moved. All
conversations of a network go into one file in the same way (`network_exporting`).
"""

from __future__ import annotations

import os
import tempfile
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from typing import IO, Generic, TextIO, TypeVar

from chat.model.entities import ChatMessage
from chat.model.export_formats import writer
from chat.model.store.archive import Archive
from chat.model.store.records import ExportJob, ExportState

PAGE = 2_000  # messages written in one step, so that what is said meanwhile is kept in time
File = TypeVar("File", bound="IO[str] | IO[bytes]")


class Exporting(ABC, Generic[File]):
    """Takes one step after another until the state says that it has ended."""

    def __init__(self, job: ExportJob) -> None:
        self._job = job
        self._file: File | None = None
        self._part: Path | None = None
        self._done = 0
        self._total = 0
        self.cancelled = False  # set by another thread

    def step(self, archive: Archive) -> ExportState:
        """Write one page more."""
        try:
            if self.cancelled:
                self.abandon()
                return ExportState(self._done, self._total, True, cancelled=True)
            file = self._file or self._begin(archive)
            ended = self._write(file, archive)
            total = self._done if ended else max(self._done, self._total)
            return ExportState(self._done, total, ended)
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

    @abstractmethod
    def _begin(self, archive: Archive) -> File:
        """Open the file, and count what there is to write."""

    @abstractmethod
    def _write(self, file: File, archive: Archive) -> bool:
        """Write a page; True if it was the last, and the file is finished."""

    def _open(self) -> int:
        """The descriptor of a file beside the place where it is to be."""
        path = self._job.path
        number, name = tempfile.mkstemp(".part", f".{path.name}-", path.parent)
        self._part = Path(name)
        return number

    def _finish(self, file: File) -> None:
        """All is written: it takes its place."""
        file.flush()
        os.fsync(file.fileno())
        file.close()
        self._file = None
        if self._part is not None:
            self._part.replace(self._job.path)
            self._part = None


class Exporter(Exporting[TextIO]):
    """One conversation."""

    def __init__(self, job: ExportJob) -> None:
        super().__init__(job)
        self._writer = writer(job.form, job.title)
        self._last: ChatMessage | None = None

    def _begin(self, archive: Archive) -> TextIO:
        self._total = archive.count(self._job.key)
        self._file = os.fdopen(self._open(), "w", encoding="utf-8", errors="replace", newline="\n")
        self._file.write(self._writer.begin())
        return self._file

    def _write(self, file: TextIO, archive: Archive) -> bool:
        page = archive.after(self._job.key, self._last, PAGE)
        for message in page:
            file.write(self._writer.message(message))
        self._done += len(page)
        if len(page) == PAGE:
            self._last = page[-1]
            return False
        file.write(self._writer.end())
        self._finish(file)
        return True
