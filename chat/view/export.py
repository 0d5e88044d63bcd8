"""Asking where a conversation is to be written, and showing how far it is."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from tkinter import filedialog

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.dialog import DialogWindow
from chat.view.ports.export import ExportIntents
from chat.view.text_safety import safe_line

LENGTH = 320  # pixels at 96 dpi of the progress bar


class ExportWindow(DialogWindow):
    """A bar that fills, and Cancel."""

    def __init__(self, parent: tkinter.Misc, on_cancel: Callable[[], None]) -> None:
        super().__init__(parent, _("Export"), on_cancel)
        self.label = ttk.Label(self.body)
        self.label.pack(anchor="w")
        self.progress = ttk.Progressbar(self.body, maximum=1.0, length=ttk.scale_size(self, LENGTH))
        self.progress.pack(fill="x", pady=(8, 12))
        self.cancel_button = ttk.Button(self.body, text=_("Cancel"), command=on_cancel)
        self.cancel_button.pack(anchor="e")


class ExportPart:
    """`chat.view.ports.export.ExportView`."""

    def __init__(self, root: tkinter.Misc, intents: Callable[[], ExportIntents]) -> None:
        self._root = root
        self._intents = intents
        self.window: ExportWindow | None = None

    def ask(self) -> None:
        """Export… was chosen from the menu."""
        self._intents().on_export()

    def ask_where(self, name: str) -> str:
        """See ExportView."""
        chosen = filedialog.asksaveasfilename(
            parent=self._root,
            title=_("Export"),
            initialfile=name,
            defaultextension=name[name.rindex(".") :],
        )
        return str(chosen) if chosen else ""

    def show_progress(self, text: str, share: float) -> None:
        """See ExportView."""
        if self.window is None or not self.window.winfo_exists():
            self.window = ExportWindow(self._root, lambda: self._intents().on_cancel())
            self.window.appear(self.window.cancel_button)
        self.window.label.configure(text=safe_line(text))
        self.window.progress.configure(value=share)

    def close(self) -> None:
        """See ExportView."""
        if self.window is not None and self.window.winfo_exists():
            self.window.destroy()
        self.window = None
