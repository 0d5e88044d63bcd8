"""The line over the messages: where we are, and the topic, which can be edited in place."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from tkinter import font as tkfont

import ttkbootstrap as ttk

from chat.translation import N_, _
from chat.view.bidi import shaped, visual
from chat.view.text_safety import safe_line, safe_name, safe_text
from chat.view.tooltip import QuietToolTip
from chat.view.wording import LANGUAGE_CHANGED
from chat.view.wrapping import CharacterWidths, elide

NO_TOPIC = N_("Set a topic…")


class TopicLine(ttk.Frame):
    """Name and topic. A click or Enter on the topic edits it, Escape gives up."""

    def __init__(
        self, master: tkinter.Misc, *, emoji: bool, on_change: Callable[[str], None]
    ) -> None:
        super().__init__(master, style="Page.TFrame", padding=(14, 6, 10, 6))
        self._emoji = emoji
        self._on_change = on_change
        self._topic = ""
        self._editable = False
        self._widths = CharacterWidths(tkfont.nametofont("TkDefaultFont", root=self).measure)
        self.face = ttk.Label(self, style="Page.TLabel")  # of the other person, if there is one
        self.name = ttk.Label(self, style="PageStrong.TLabel")
        self.name.pack(side="left", padx=(0, 12))
        self.label = ttk.Label(self, style="PageMuted.TLabel", padding=(0, 5))
        self.label.pack(side="left", fill="x", expand=True)
        self.editor = ttk.Entry(self)
        self._tip = QuietToolTip(self.label)
        self._bind_keys()
        self.bind(LANGUAGE_CHANGED, lambda _event: self.show(self._topic, editable=self._editable))

    def show_name(self, name: str) -> None:
        """Which conversation this is."""
        self.name.configure(text=visual(shaped(safe_name(name, emoji=self._emoji))) if name else "")

    def show(self, topic: str, *, editable: bool) -> None:
        """Show a topic; what is being typed in the editor is left alone."""
        self._topic, self._editable = topic, editable
        self.label.configure(
            cursor="xterm" if editable else "", takefocus=editable, style="PageMuted.TLabel"
        )
        self._tip.configure(text=safe_text(topic, emoji=self._emoji, limit=1_000) or self._hint())
        self._elide()

    def refit(self) -> None:
        """The font has changed: fit the topic to it."""
        self._widths = CharacterWidths(tkfont.nametofont("TkDefaultFont", root=self).measure)
        self._elide()

    def edit(self) -> None:
        """Open the editor over the topic, if it may be changed."""
        if not self._editable or self.editing():
            return
        self.editor.delete(0, "end")
        self.editor.insert(0, safe_line(self._topic, emoji=self._emoji, limit=4_000))
        self.label.pack_forget()
        self.editor.pack(side="left", fill="x", expand=True)
        self.update_idletasks()  # there at once: keys that follow fast are for it
        self.editor.focus_set()
        self.editor.selection_range(0, "end")

    def stop_editing(self) -> None:
        """Close the editor and change nothing."""
        if self.editing():
            self.editor.pack_forget()
            self.label.pack(side="left", fill="x", expand=True)

    def editing(self) -> bool:
        """Whether the editor is open."""
        return bool(self.editor.winfo_manager())

    def _bind_keys(self) -> None:
        self.label.bind("<Button-1>", lambda _event: self.edit(), add="+")
        self.label.bind("<Return>", lambda _event: self.edit())
        self.label.bind("<Configure>", lambda _event: self._elide(), add="+")
        self.editor.bind("<Return>", lambda _event: self._commit())
        self.editor.bind("<KP_Enter>", lambda _event: self._commit())
        self.editor.bind("<Escape>", lambda _event: self.stop_editing())

    def _commit(self) -> None:
        topic = self.editor.get()
        self.stop_editing()
        self._on_change(topic)

    def _hint(self) -> str:
        return _(NO_TOPIC) if self._editable else ""

    def _elide(self) -> None:
        shown = shaped(safe_line(self._topic, emoji=self._emoji)) or self._hint()
        width = self.label.winfo_width() - 4
        self.label.configure(text=visual(elide(shown, width, self._widths)) if width > 20 else "")
