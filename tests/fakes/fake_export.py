"""Exports in memory: the model's part, the window's, and what the window reports."""

from __future__ import annotations

from pathlib import Path

from chat.model.entities import ConversationKey
from chat.model.export_formats import ExportFormat


class FakeExport:
    """Implements `chat.model.ports.export.ExportModel`."""

    def __init__(self) -> None:
        self.begun: list[tuple[ConversationKey, Path, ExportFormat, str]] = []
        self.is_busy = False
        self.cancelled = 0

    def begin(self, key: ConversationKey, path: Path, form: ExportFormat, title: str) -> bool:
        if not self.is_busy:
            self.begun.append((key, path, form, title))
        return not self.is_busy

    def cancel(self) -> None:
        self.cancelled += 1


class FakeExportView:
    """Implements `chat.view.ports.export.ExportView`."""

    def __init__(self) -> None:
        self.answer = ""
        self.proposed = ""
        self.progress: tuple[str, float] | None = None

    def ask_where(self, name: str) -> str:
        self.proposed = name
        return self.answer

    def show_progress(self, text: str, share: float) -> None:
        self.progress = (text, share)

    def close(self) -> None:
        self.progress = None


class FakeExportIntents:
    """Implements `chat.view.ports.export.ExportIntents`."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def on_export(self) -> None:
        self.calls.append("on_export")

    def on_export_network(self) -> None:
        self.calls.append("on_export_network")

    def on_cancel(self) -> None:
        self.calls.append("on_cancel")
