"""All that is kept of a network written to one ZIP, a file for each conversation; page by page."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from io import TextIOWrapper
from typing import BinaryIO, TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from chat.model.entities import ChatMessage, ConversationKey
from chat.model.export_formats import Writer, file_name, writer
from chat.model.store import exporting
from chat.model.store.archive import Archive
from chat.model.store.records import ExportJob
from chat.translation import _


class NetworkExporter(exporting.Exporting[BinaryIO]):
    """The job's key is that of the network's own conversation, its title the network's name."""

    def __init__(self, job: ExportJob) -> None:
        super().__init__(job)
        self._zip: ZipFile | None = None
        self._left: list[ConversationKey] = []  # to be written, the next one last
        self._names: set[str] = set()  # that are taken, casefolded: a disk may fold them
        self._member: TextIO | None = None
        self._writer: Writer | None = None
        self._last: ChatMessage | None = None

    def abandon(self) -> None:
        """See Exporting."""
        for part in (self._member, self._zip):
            if part is not None:
                with suppress(OSError, ValueError):  # a full disk is full for these too
                    part.close()
        self._member = self._zip = None
        super().abandon()

    def _begin(self, archive: Archive) -> BinaryIO:
        kept = archive.kept(self._job.key.network)
        self._left = [key for key, _count in reversed(kept)]
        self._total = sum(count for _key, count in kept)
        self._file = os.fdopen(self._open(), "w+b")
        self._zip = ZipFile(self._file, "w", ZIP_DEFLATED)
        return self._file

    def _write(self, file: BinaryIO, archive: Archive) -> bool:
        if self._left:
            self._write_page(archive, self._left[-1])
            return False
        if self._zip is not None:
            self._zip.close()
            self._zip = None
        self._finish(file)
        return True

    def _write_page(self, archive: Archive, key: ConversationKey) -> None:
        if self._member is None or self._writer is None:
            self._member, self._writer = self._begin_member(key)
        page = archive.after(key, self._last, exporting.PAGE)
        for message in page:
            self._member.write(self._writer.message(message))
        self._done += len(page)
        self._last = page[-1] if page else None
        if len(page) < exporting.PAGE:
            self._member.write(self._writer.end())
            self._member.close()
            self._member = self._last = None
            self._left.pop()

    def _begin_member(self, key: ConversationKey) -> tuple[TextIO, Writer]:
        title = _("{conversation} on {network}").format(
            conversation=key.target, network=self._job.title
        )
        made = writer(self._job.form, title)
        info = ZipInfo(self._name(key), time.localtime()[:6])
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        assert self._zip is not None
        raw = self._zip.open(info, "w", force_zip64=True)
        member = TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="\n")
        member.write(made.begin())
        return member, made

    def _name(self, key: ConversationKey) -> str:
        """What a conversation's file is called; no two are the same."""
        name, number = file_name(key.target), 1
        while (found := name if number == 1 else f"{name}-{number}").casefold() in self._names:
            number += 1
        self._names.add(found.casefold())
        return f"{found}.{self._job.form.value}"
