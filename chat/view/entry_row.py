"""The bottom line: who we are, where one types (`entry_field`), and the Send button.

Typing several lines, an editor takes the place of the entry field; what is typed is one text, and
whoever asks for it need not know which of the two has it.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from tkinter import font as tkfont

import ttkbootstrap as ttk

from chat.translation import N_, _
from chat.view.elided_label import ElidedLabel
from chat.view.entry_keys import EntryKeys, EntryReports
from chat.view.format_marks import with_codes, with_marks
from chat.view.identity_button import IdentityButton
from chat.view.text_safety import safe_line, spell_emoji
from chat.view.tooltip import QuietToolTip
from chat.view.typing_fields import ManyLines, OneLine, TypingField
from chat.view.wording import say

LEAST_LETTERS = 20  # that the entry has room for before the nick has
AROUND = 44  # pixels at 96 dpi between and beside the widgets


class EntryRow(ttk.Frame):
    """Typing stays possible while nothing can be sent: a sentence begun is not lost."""

    def __init__(
        self,
        master: tkinter.Misc,
        *,
        emoji: bool,
        reports: EntryReports,
        on_nick: Callable[[], None],
        on_emoji: Callable[[], None],
        on_attach: Callable[[], None],
    ) -> None:
        super().__init__(master, style="Page.TFrame", padding=(14, 8, 10, 10))
        self._emoji = emoji
        self._reports = reports
        self._enabled = True
        self._reported = ""
        self._line = OneLine(self, self._on_changed)
        self._editor: ManyLines | None = None  # made when it is first needed
        self.field: TypingField = self._line
        self.entry_field = self._line.widget
        self.identity = IdentityButton(self, emoji=emoji, on_nick=on_nick)
        self._hint = ElidedLabel(self.entry_field, style="Hint.TLabel", cursor="xterm")
        self.room = ttk.Label(self, style="PageMuted.TLabel")
        self.emoji_button = ttk.Button(
            self, text="☺" if emoji else "", bootstyle="link", command=on_emoji
        )
        QuietToolTip(self.emoji_button, N_("Put an emoji in (Ctrl+.)"))
        self.attach_button = ttk.Button(self, text="+", bootstyle="link", command=on_attach)
        QuietToolTip(self.attach_button, N_("Send a file (Ctrl+O); or paste or drop one here"))
        self.send_button = ttk.Button(self, bootstyle="primary", command=self.submit)
        say(self.send_button, lambda: self.send_button.configure(text=_("Send")))
        self._arrange()
        self.keyboard = EntryKeys(self, reports)
        self.keyboard.bind_line(self.entry_field)
        self.bind("<Configure>", lambda _event: self._fit_identity())
        self._hint.bind("<Button-1>", lambda _event: self.entry_field.focus_set())

    def submit(self) -> None:
        """Report what is typed, or that it is nothing."""
        text = self.text()
        if not text.strip():
            self._reports.on_nothing()
            return
        if self._enabled:
            self._reports.on_send(text)
        else:
            self.bell()

    def text(self) -> str:
        """What is typed."""
        return with_codes(self.field.get())

    def set_text(self, text: str, cursor: int | None = None) -> None:
        """Replace what is typed, with the cursor at its end or before a character."""
        shown = with_marks(text)
        self._use(several="\n" in shown)
        self.field.set(shown, len(shown) if cursor is None else cursor)
        self._on_changed()

    def insert(self, text: str) -> None:
        """Put a text where the cursor is, in the place of what is selected."""
        shown, marked = self.field.get(), with_marks(text)
        first, last = self.field.selection() or (self.field.cursor(), self.field.cursor())
        self._use(several="\n" in shown + marked or self.field is not self._line)
        self.field.set(shown[:first] + marked + shown[last:], first + len(marked))
        self._on_changed()
        self.field.widget.focus_set()

    def wrap_selection(self, mark: str) -> None:
        """Put a mark before and after what is selected; with nothing selected, at the cursor."""
        shown = self.field.get()
        first, last = self.field.selection() or (self.field.cursor(), self.field.cursor())
        middle = mark + shown[first:last] + mark if last > first else mark
        self.field.set(shown[:first] + middle + shown[last:], first + len(middle))
        self._on_changed()

    def enable(self, enabled: bool, hint: str) -> None:
        """Whether text can be sent; `hint` stands in the empty field."""
        self._enabled = enabled
        self.send_button.configure(state="normal" if enabled else "disabled")
        self._hint.show(safe_line(hint, emoji=self._emoji))
        self._place_hint()

    def show_room(self, text: str, several: bool) -> None:
        """A remark on the length of what is typed."""
        self.room.configure(text=text, style="PageDanger.TLabel" if several else "PageMuted.TLabel")
        if text:
            self.room.grid()
        else:
            self.room.grid_remove()

    def show_identity(self, nick: str, *, away: bool) -> None:
        """Our own nick, and whether we are away."""
        self.identity.show(nick, away=away)
        self._fit_identity()

    def _fit_identity(self) -> None:
        """The nick has the room that the entry does not need."""
        width = self.winfo_width()
        if width <= 1:  # not yet in the window
            width = self.winfo_screenwidth()
        beside = (self.attach_button, self.send_button, *[self.emoji_button] * self._emoji)
        taken = sum(widget.winfo_reqwidth() for widget in beside)
        letter = tkfont.nametofont("TkDefaultFont", root=self).measure("0")
        self.identity.fit(width - taken - LEAST_LETTERS * letter - ttk.scale_size(self, AROUND))

    def _arrange(self) -> None:
        self.identity.grid(row=0, column=0, padx=(0, 8), sticky="s")
        self.identity.grid_remove()
        self.entry_field.grid(row=0, column=1, sticky="ew")
        if self._emoji:  # where they cannot be drawn there is nothing to pick
            self.emoji_button.grid(row=0, column=2, padx=(4, 0), sticky="s")
        self.attach_button.grid(row=0, column=3, sticky="s")
        self.send_button.grid(row=0, column=4, padx=(4, 0), sticky="s")
        self.room.grid(row=1, column=0, columnspan=5, sticky="e", pady=(2, 0))
        self.room.grid_remove()
        self.columnconfigure(1, weight=1)

    def _use(self, *, several: bool) -> None:
        """Have the entry field or the editor there, whichever is needed."""
        if several and self._editor is None:
            self._editor = ManyLines(self, self._on_changed)
            self.keyboard.bind_editor(self._editor.widget)
        wanted: TypingField = self._line
        if several and self._editor is not None:
            wanted = self._editor
        if wanted is self.field:
            return
        focused = self.focus_get() is self.field.widget
        self.field.widget.grid_remove()
        self.field.set("", 0)
        self.field = wanted
        self.field.widget.grid(row=0, column=1, sticky="ew")
        if focused:
            self.update_idletasks()  # there at once: keys that follow fast are for it
            self.field.widget.focus_set()

    def _on_changed(self) -> None:
        shown = self.field.get()
        if not self._emoji and (spelled := spell_emoji(shown)) != shown:
            self.field.set(spelled, len(spelled))  # before Tk draws what it could not survive
        self._place_hint()
        text = self.text()
        if text != self._reported:
            self._reported = text
            self._reports.on_typed(text)

    def _place_hint(self) -> None:
        if self.field.get() or not self._hint.cget("text"):
            self._hint.place_forget()
        else:
            self._hint.place(x=7, rely=0.5, anchor="w", relwidth=1.0, width=-14)
