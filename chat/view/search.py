"""What the window shows of searching everywhere (`view.search`): one window, while it is open."""

from __future__ import annotations

import tkinter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chat.view.palette import Palette
from chat.view.ports.search import ResultRow, SearchIntents

if TYPE_CHECKING:
    from chat.view.search_window import SearchWindow


class SearchPane:
    """`chat.view.ports.search.SearchView`: the window, while it is open."""

    def __init__(self, root: tkinter.Misc, palette: Palette, *, emoji: bool) -> None:
        self._root = root
        self._palette = palette
        self._emoji = emoji
        self.intents: SearchIntents | None = None  # whom it reports to
        self.window: SearchWindow | None = None

    def open(self, places: Sequence[str]) -> None:
        """See SearchView."""
        window = self._opened()
        if window is None and self.intents is not None:
            from chat.view.search_window import SearchWindow  # not above: seldom wanted

            window = SearchWindow(self._root, self._palette, self.intents, emoji=self._emoji)
            self.window = window
        if window is not None:
            window.offer(places)
            window.lift()
            window.entry.focus_set()

    def look_for(self, text: str) -> None:
        """See SearchView."""
        if window := self._opened():
            window.variables["text"].set(text)
            window.entry.icursor("end")

    def ask(self) -> None:
        """Search everywhere… was chosen from the menu."""
        if self.intents is not None:
            self.intents.on_open()

    def show(
        self, rows: Sequence[ResultRow], words: Sequence[str], status: str, *, busy: bool
    ) -> None:
        """See SearchView."""
        if window := self._opened():
            window.show(rows, words, status, busy=busy)

    def close(self) -> None:
        """See SearchView."""
        if window := self._opened():
            window.leave()

    def recolour(self, palette: Palette) -> None:
        """Change the colours that ttk styles do not reach."""
        self._palette = palette
        if window := self._opened():
            window.results.recolour(palette)

    def _opened(self) -> SearchWindow | None:
        window = self.window
        return window if window is not None and window.winfo_exists() else None
