"""What the model offers to write a conversation to a file (`model.export`)."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from chat.model.entities import ConversationKey
from chat.model.export_formats import ExportFormat


class ExportModel(Protocol):
    """One export at a time, of all that is kept of a conversation or network on this machine."""

    def begin(self, key: ConversationKey, path: Path, form: ExportFormat, title: str) -> bool:
        """Write to `path`: ExportProgressed follows, and ExportEnded. False if one is going on.

        With the key of a network's own conversation, `title` is the network's name, and `path`
        becomes a ZIP with a file for each conversation.
        """

    def cancel(self) -> None:
        """Leave it, and no file behind: ExportEnded follows."""
