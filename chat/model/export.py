"""Exports: what is kept of a conversation goes to a file, written by the store's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from chat.model.entities import ConversationKey
from chat.model.events import ExportEnded, ExportProgressed
from chat.model.export_formats import ExportFormat
from chat.model.memory import Memory
from chat.model.networks import Networks
from chat.model.ports import LocalStore
from chat.model.publisher import Publisher
from chat.model.store.records import ExportJob, ExportState
from chat.translation import _


class Export:
    """`chat.model.ports.export.ExportModel`."""

    def __init__(
        self, _networks: Networks, memory: Memory, store: LocalStore | None, publisher: Publisher
    ) -> None:
        self._memory = memory
        self._store = store
        self._publisher = publisher
        self._cancel: Callable[[], None] | None = None

    def begin(self, key: ConversationKey, path: Path, form: ExportFormat, title: str) -> bool:
        """See ExportModel."""
        if self._cancel is not None:
            return False
        if self._store is None:
            words = _("Nothing is kept on this computer.")
            self._publisher.emit(ExportEnded(key, path, 0, problem=words))
        else:
            self._memory.flush()
            job = ExportJob(key, path, form, title)
            self._cancel = self._store.export(job, partial(self._take, job))
        self._publisher.publish()
        return True

    def cancel(self) -> None:
        """See ExportModel."""
        if self._cancel is not None:
            self._cancel()

    def _take(self, job: ExportJob, state: ExportState) -> None:
        if state.ended:
            self._cancel = None
            self._publisher.emit(
                ExportEnded(job.key, job.path, state.done, state.cancelled, state.problem)
            )
        else:
            self._publisher.emit(ExportProgressed(job.key, state.done, state.total))
        self._publisher.publish()
