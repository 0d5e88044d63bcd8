"""The bottom line: who we are, where one types (`entry_field`), and the Send button."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.view.text_safety import safe_line, safe_name, spell_emoji
from chat.view.tooltip import QuietToolTip

MAX_NICK_SHOWN = 18


class EntryRow(ttk.Frame):
    """Typing stays possible while nothing can be sent: a sentence begun is not lost."""

    def __init__(
        self,
        master: tkinter.Misc,
        *,
        emoji: bool,
        on_send: Callable[[str], None],
        on_nick: Callable[[], None],
    ) -> None:
        super().__init__(master, style="Page.TFrame", padding=(14, 8, 10, 10))
        self._emoji = emoji
        self._on_send = on_send
        self._enabled = True
        self._text = tkinter.StringVar(self)
        self.identity = ttk.Button(self, bootstyle="link", command=on_nick, takefocus=True)
        self._tip = QuietToolTip(self.identity)
        self.entry_field = ttk.Entry(self, textvariable=self._text)
        self._hint = ttk.Label(self.entry_field, style="Hint.TLabel", cursor="xterm")
        self.send_button = ttk.Button(self, text="Send", bootstyle="primary", command=self.submit)
        self.entry_field.pack(side="left", fill="x", expand=True)
        self.send_button.pack(side="left", padx=(8, 0))
        self._text.trace_add("write", lambda *_: self._on_changed())
        self.entry_field.bind("<Return>", lambda _event: self.submit())
        self.entry_field.bind("<KP_Enter>", lambda _event: self.submit())
        self.entry_field.bind("<<Paste>>", lambda _event: self._paste())
        self._hint.bind("<Button-1>", lambda _event: self.entry_field.focus_set())

    def submit(self) -> None:
        """Report what is typed; an empty line is nothing to send."""
        text = self.text()
        if not text.strip():
            return
        if self._enabled:
            self._on_send(text)
        else:
            self.bell()

    def text(self) -> str:
        """What is typed."""
        return self._text.get()

    def set_text(self, text: str) -> None:
        """Replace what is typed, with the cursor at its end."""
        self._text.set(text)
        self.entry_field.icursor("end")

    def enable(self, enabled: bool, hint: str) -> None:
        """Whether text can be sent; `hint` stands in the empty field."""
        self._enabled = enabled
        self.send_button.configure(state="normal" if enabled else "disabled")
        self._hint.configure(text=safe_line(hint, emoji=self._emoji))
        self._on_changed()

    def show_identity(self, nick: str, *, away: bool) -> None:
        """Our own nick, and whether we are away."""
        if not nick:
            self.identity.pack_forget()
            return
        shown = safe_name(nick, emoji=self._emoji)
        if len(shown) > MAX_NICK_SHOWN:
            shown = shown[: MAX_NICK_SHOWN - 1] + "…"
        self.identity.configure(text=f"{shown} (away)" if away else shown)
        self._tip.configure(text=f"You are {safe_name(nick, emoji=self._emoji)}. Click to change.")
        self.identity.pack(side="left", padx=(0, 8), before=self.entry_field)

    def _on_changed(self) -> None:
        text = self.text()
        if not self._emoji and (spelled := spell_emoji(text)) != text:
            self._text.set(spelled)  # before Tk draws what it could not survive
        if text or not self._hint.cget("text"):
            self._hint.place_forget()
        else:
            self._hint.place(x=7, rely=0.5, anchor="w", relwidth=1.0, width=-14)

    def _paste(self) -> str:
        """Paste as one line: an Entry would show line ends as boxes."""
        try:
            text = self.clipboard_get()
        except tkinter.TclError:
            return "break"
        if self.entry_field.selection_present():
            self.entry_field.delete("sel.first", "sel.last")
        self.entry_field.insert("insert", " ".join(text.split("\n")).replace("\r", ""))
        return "break"
