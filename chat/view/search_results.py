"""The results of a search as a list: when, where and who on one line, what was said beneath.

A Text, because it marks words within a line, which no list of Tk's does; used like a list.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence

import ttkbootstrap as ttk

from chat.view.bidi import shaped, visual
from chat.view.list_scrollbar import add_scrollbar
from chat.view.palette import Palette
from chat.view.ports.search import ResultRow
from chat.view.snippets import snippet, spans
from chat.view.styles import BOLD_FONT
from chat.view.text_safety import safe_line, safe_name

MAX_TEXT = 4_000  # characters of a message that are looked at
LINES = 2  # of each result


class SearchResults(ttk.Frame):
    """Up, Down and a click choose; Enter and a double click report."""

    def __init__(
        self,
        master: tkinter.Misc,
        palette: Palette,
        *,
        emoji: bool,
        on_choose: Callable[[str], None],
    ) -> None:
        super().__init__(master)
        self._emoji = emoji
        self._on_choose = on_choose
        self._keys: list[str] = []
        self.chosen: int | None = None
        self.text = ttk.Text(
            self,
            width=60,
            height=16,
            wrap="word",
            state="disabled",
            cursor="arrow",
            font="TkTextFont",
            relief="flat",
            padx=10,
            pady=6,
            autostyle=False,
            insertwidth=0,
            takefocus=True,
        )
        self.text.pack(side="left", fill="both", expand=True)
        add_scrollbar(self.text, self)
        self._bind_keys()
        self.recolour(palette)

    def show(self, rows: Sequence[ResultRow], words: Sequence[str]) -> None:
        """Replace the results; what was chosen stays so, if it is still there."""
        key = self._keys[self.chosen] if self.chosen is not None else None
        top = self.text.yview()[0]
        words = [safe_line(word, emoji=self._emoji) for word in words]
        self.text.configure(state="normal")
        self.text.delete("1.0", "end")
        for row in rows:
            self._add(row, words)
        self.text.configure(state="disabled")
        self._keys = [row.key for row in rows]
        self.chosen = None
        kept = key in self._keys
        self.choose(self._keys.index(key) if key is not None and kept else 0, see=not kept)
        if kept:
            self.text.yview_moveto(top)

    def choose(self, number: int, *, see: bool = True) -> None:
        """Choose a result by its number, the nearest there is."""
        self.text.tag_remove("chosen", "1.0", "end")
        if not self._keys:
            return
        self.chosen = max(0, min(number, len(self._keys) - 1))
        first = self.chosen * LINES + 1
        self.text.tag_add("chosen", f"{first}.0", f"{first + LINES}.0")
        if see:
            self.text.see(f"{first + LINES - 1}.end")
            self.text.see(f"{first}.0")

    def activate(self) -> None:
        """Report the chosen one."""
        if self.chosen is not None:
            self._on_choose(self._keys[self.chosen])

    def recolour(self, palette: Palette) -> None:
        """Change all colours at once."""
        text = self.text
        text.configure(
            background=palette.background,
            foreground=palette.text,
            selectbackground=palette.background,
            selectforeground=palette.text,
            highlightthickness=1,
            highlightbackground=palette.border,
            highlightcolor=palette.accent,
        )
        text.tag_configure("head", foreground=palette.muted, spacing1=6)
        text.tag_configure("sender", font=BOLD_FONT, foreground=palette.text)
        text.tag_configure("said", lmargin1=12, lmargin2=12, spacing3=6)
        text.tag_configure(
            "chosen", background=palette.selection, foreground=palette.selection_text
        )
        text.tag_configure("hit", background=palette.match, foreground=palette.match_text)
        text.tag_raise("chosen")
        text.tag_raise("hit")

    def _add(self, row: ResultRow, words: Sequence[str]) -> None:
        head = f"{row.time}  {safe_line(row.place, emoji=self._emoji)}"
        note = f"  ({row.note})" if row.note else ""
        self.text.insert("end", safe_name(row.sender, emoji=self._emoji), ("head", "sender"))
        self.text.insert("end", f"  {head}{note}\n", "head")
        said, _ = snippet(safe_line(row.text, emoji=self._emoji, limit=MAX_TEXT), words)
        shown, done = visual(shaped(said)), 0
        for start, end in spans(shown, [visual(shaped(word)) for word in words]):
            self.text.insert("end", shown[done:start], "said", shown[start:end], ("said", "hit"))
            done = end
        self.text.insert("end", f"{shown[done:]}\n", "said")

    def _bind_keys(self) -> None:
        text = self.text
        for sequence, step in (("<Up>", -1), ("<Down>", 1), ("<Prior>", -5), ("<Next>", 5)):
            text.bind(sequence, lambda _event, s=step: self._step(s))  # type: ignore[misc]
        text.bind("<Home>", lambda _event: self._step(-len(self._keys)))
        text.bind("<End>", lambda _event: self._step(len(self._keys)))
        text.bind("<Return>", lambda _event: self._activated())
        text.bind("<Button-1>", self._on_click)
        text.bind("<Double-Button-1>", lambda _event: self._activated())
        for sequence in ("<B1-Motion>", "<Triple-Button-1>", "<Control-Button-1>"):
            text.bind(sequence, lambda _event: "break")

    def _step(self, step: int) -> str:
        self.choose((self.chosen or 0) + step)
        return "break"

    def _activated(self) -> str:
        self.activate()
        return "break"

    def _on_click(self, event: tkinter.Event[tkinter.Misc]) -> str:
        self.text.focus_set()
        line = int(self.text.index(f"@{event.x},{event.y}").partition(".")[0])
        self.choose((line - 1) // LINES)
        return "break"
