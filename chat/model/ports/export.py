"""What the model offers to write a conversation to a file (`model.export`)."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from chat.model.entities import ConversationKey
from chat.model.export_formats import ExportFormat


class ExportModel(Protocol):
    """One export at a time, of all that is kept of a conversation on this machine."""

    def begin(self, key: ConversationKey, path: Path, form: ExportFormat, title: str) -> bool:
        """Write to `path`: ExportProgressed follows, and ExportEnded. False if one is going on."""

    def cancel(self) -> None:
        """Leave it, and no file behind: ExportEnded follows."""
