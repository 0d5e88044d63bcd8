"""A chat that is hosted, as it stands: how others come in, and Stop."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.fingerprints import in_two_lines
from chat.view.ports.hosting import HostingPanel
from chat.view.styles import BOLD_FONT
from chat.view.text_safety import safe_line, safe_text

WRAP = 420  # pixels at 96 dpi of a line
MOST_TEXT = 600  # characters


class PanelFrame(ttk.Frame):
    """How it stands, how others come in, and Stop."""

    def __init__(
        self,
        master: tkinter.Misc,
        *,
        emoji: bool,
        on_stop: Callable[[], None],
        on_close: Callable[[], None],
    ) -> None:
        super().__init__(master)
        self._emoji = emoji
        wrap = ttk.scale_size(self, WRAP)
        self.headline = ttk.Label(self, font=BOLD_FONT, wraplength=wrap)
        self.headline.pack(anchor="w")
        self.detail = ttk.Label(self, style="PageMuted.TLabel", wraplength=wrap)
        self.detail.pack(anchor="w", pady=(6, 0))
        self.progress = ttk.Progressbar(self, mode="indeterminate", bootstyle="primary")
        self.facts = ttk.Frame(self)
        self.facts.columnconfigure(1, weight=1)
        self._add_link()
        self.address = self._fact(1, _("Address"))
        self.fingerprint = self._fact(2, _("Fingerprint"))
        self.fingerprint.configure(font="TkFixedFont", wraplength=0)
        self._foot = ttk.Frame(self)
        self._foot.pack(side="bottom", fill="x", pady=(20, 0))
        self.stop_button = ttk.Button(
            self._foot, text=_("Stop hosting"), bootstyle="danger-outline", command=on_stop
        )
        self.close_button = ttk.Button(self._foot, text=_("Close"), command=on_close)
        self.close_button.pack(side="right")

    def show(self, panel: HostingPanel) -> None:
        """Show a panel."""
        self.headline.configure(
            text=self._safe(panel.headline),
            style="PageDanger.TLabel" if panel.failed else "Page.TLabel",
        )
        self.detail.configure(text=self._safe(panel.detail))
        self._show_progress(panel.busy)
        self._show_facts(panel)
        if panel.can_stop:
            self.stop_button.pack(side="left")
        else:
            self.stop_button.pack_forget()

    def destroy(self) -> None:
        """Take it away."""
        self.progress.stop()  # its `after` would outlive it
        super().destroy()

    def _show_progress(self, busy: bool) -> None:
        if not busy:
            self.progress.stop()
            self.progress.pack_forget()
        elif not self.progress.winfo_manager():
            self.progress.pack(fill="x", pady=(14, 0), after=self.detail)
            self.progress.start(15)

    def copy(self) -> None:
        """Put the invitation on the clipboard."""
        self.clipboard_clear()
        self.clipboard_append(self.link.get())
        self.copy_button.configure(text=_("Copied"))

    def _show_facts(self, panel: HostingPanel) -> None:
        if not panel.link:
            self.facts.pack_forget()
            return
        self.facts.pack(fill="x", pady=(16, 0), after=self.detail)
        if self.link.get() != panel.link:
            self.link.configure(state="normal")
            self.link.delete(0, "end")
            self.link.insert(0, safe_line(panel.link))
            self.link.configure(state="readonly")
            self.copy_button.configure(text=_("Copy"))
        self.address.configure(text=self._safe(panel.address))
        self.fingerprint.configure(text=in_two_lines(self._safe(panel.fingerprint)))

    def _add_link(self) -> None:
        self._label(0, _("Invitation"))
        self.link = ttk.Entry(self.facts, state="readonly", width=26)
        self.link.grid(row=0, column=1, sticky="ew", pady=3)
        self.link.bind("<FocusIn>", lambda _event: self.link.selection_range(0, "end"))
        self.copy_button = ttk.Button(
            self.facts, text=_("Copy"), bootstyle="primary", command=self.copy
        )
        self.copy_button.grid(row=0, column=2, padx=(8, 0))

    def _fact(self, row: int, text: str) -> ttk.Label:
        self._label(row, text)
        fact = ttk.Label(self.facts, wraplength=ttk.scale_size(self, WRAP - 80))
        fact.grid(row=row, column=1, columnspan=2, sticky="w", pady=3)
        return fact

    def _label(self, row: int, text: str) -> None:
        label = ttk.Label(self.facts, text=text, style="PageMuted.TLabel")
        label.grid(row=row, column=0, sticky="nw", padx=(0, 14), pady=3)

    def _safe(self, text: str) -> str:
        return safe_text(text, emoji=self._emoji, limit=MOST_TEXT)
