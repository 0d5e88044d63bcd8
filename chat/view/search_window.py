"""The window in which messages are looked for anywhere (Ctrl+Shift+F)."""

from __future__ import annotations

import tkinter
from collections.abc import Sequence
from dataclasses import fields

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.dialog import DialogWindow, fit_to_screen
from chat.view.palette import Palette
from chat.view.ports.search import ResultRow, SearchForm, SearchIntents
from chat.view.search_results import SearchResults
from chat.view.text_safety import safe_line
from chat.view.values import TextValue
from chat.view.wrapped_label import wrap_to_width

MOST_PLACES = 500  # conversations that are offered
LEAST_SIZE = (440, 320)  # pixels at 96 dpi
SIZE = (720, 560)


class SearchWindow(DialogWindow):
    """Every change of a field is reported; Enter or a double click goes to a result."""

    def __init__(
        self, parent: tkinter.Misc, palette: Palette, intents: SearchIntents, *, emoji: bool
    ) -> None:
        super().__init__(parent, _("Search everywhere"), self.leave)
        self._intents = intents
        self._emoji = emoji
        self.resizable(True, True)
        self.minsize(*(ttk.scale_size(self, size) for size in LEAST_SIZE))
        self.variables = {each.name: TextValue(self) for each in fields(SearchForm)}
        ttk.Label(self.body, text=_("What was said")).pack(anchor="w")
        self.entry = ttk.Entry(self.body, textvariable=self.variables["text"])
        self.entry.pack(fill="x")
        self._filters().pack(fill="x", pady=(8, 0))
        foot = ttk.Frame(self.body)
        foot.pack(side="bottom", fill="x", pady=(10, 0))
        self._build_foot(foot)
        self.results = SearchResults(self.body, palette, emoji=emoji, on_choose=intents.on_choose)
        self.results.pack(fill="both", expand=True, pady=(10, 0))
        for variable in self.variables.values():
            variable.trace_add("write", lambda *_: self._changed())
        self._bind_keys()
        fit_to_screen(self, SIZE)
        self.appear(self.entry)

    def offer(self, places: Sequence[str]) -> None:
        """Say which conversations there are to look in."""
        shown = [safe_line(place, emoji=self._emoji) for place in places[:MOST_PLACES]]
        self.place.configure(values=shown)

    def show(
        self, rows: Sequence[ResultRow], words: Sequence[str], status: str, *, busy: bool
    ) -> None:
        """See SearchView."""
        self.results.show(rows, words)
        self.status.configure(text=safe_line(status, emoji=self._emoji))
        self.go_button.state(["!disabled" if rows else "disabled"])
        if busy:
            self.stop_button.pack(side="right", padx=(0, 8))
            self.progress.pack(side="right", padx=(0, 8))
            self.progress.start(20)
        else:
            self.progress.stop()
            self.progress.pack_forget()
            self.stop_button.pack_forget()

    def form(self) -> SearchForm:
        """What is typed now."""
        return SearchForm(**{name: value.get() for name, value in self.variables.items()})

    def leave(self) -> None:
        """Close, and say so."""
        self.progress.stop()
        self.destroy()
        self._intents.on_close()

    def _filters(self) -> ttk.Frame:
        frame = ttk.Frame(self.body)
        self.place = ttk.Combobox(frame, textvariable=self.variables["place"], width=12)
        self.person = ttk.Entry(frame, textvariable=self.variables["person"], width=12)
        self.since = ttk.Entry(frame, textvariable=self.variables["since"], width=11)
        self.until = ttk.Entry(frame, textvariable=self.variables["until"], width=11)
        fields = (
            (_("Who"), self.person),
            (_("Where"), self.place),
            (_("From (2026-03-31)"), self.since),
            (_("To"), self.until),
        )
        for column, (label, field) in enumerate(fields):
            ttk.Label(frame, text=label).grid(row=0, column=column, sticky="w", padx=(0, 8))
            last = column == len(fields) - 1
            field.grid(row=1, column=column, sticky="ew", padx=(0, 0 if last else 8))
            frame.columnconfigure(column, weight=1, uniform="filters")
        return frame

    def _build_foot(self, foot: ttk.Frame) -> None:
        self.status = ttk.Label(foot, style="PageMuted.TLabel")
        self.progress = ttk.Progressbar(foot, mode="indeterminate", length=80)
        self.stop_button = ttk.Button(
            foot, text=_("Stop"), bootstyle="outline", command=self._intents.on_cancel
        )
        self.go_button = ttk.Button(foot, text=_("Go there"), bootstyle="primary", command=self._go)
        close = ttk.Button(foot, text=_("Close"), command=self.leave)
        self.go_button.pack(side="right")
        close.pack(side="right", padx=(0, 8))
        self.status.pack(side="left", fill="x", expand=True)
        wrap_to_width(self.status)

    def _bind_keys(self) -> None:
        for field in (self.entry, self.person, self.since, self.until, self.place):
            field.bind("<Return>", lambda _event: self._go())
        for field in (self.entry, self.person, self.since, self.until):
            field.bind("<Down>", lambda _event: self._into_results())

    def _changed(self) -> None:
        self._intents.on_changed(self.form())

    def _go(self) -> str:
        self.results.activate()
        return "break"

    def _into_results(self) -> str:
        self.results.text.focus_set()
        return "break"
