"""What stands in place of messages while there are none: a welcome, or what to do first."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.ports import ConversationRow
from chat.view.text_safety import safe_line
from chat.view.wording import say

LONGEST_NAME = 40  # characters
WIDEST, MARGIN = 430, 24  # pixels at 96 dpi of the text, and beside it


class EmptyState(ttk.Frame):
    """A title, a sentence and, in the welcome, the buttons that get one going."""

    def __init__(
        self,
        master: tkinter.Misc,
        *,
        emoji: bool,
        on_connect: Callable[[], None],
        on_host: Callable[[], None],
    ) -> None:
        super().__init__(master, style="Page.TFrame", padding=20)
        self._emoji = emoji
        self.title = ttk.Label(self, style="Large.TLabel", anchor="center", justify="center")
        self.text = ttk.Label(
            self,
            style="PageMuted.TLabel",
            anchor="center",
            justify="center",
            wraplength=ttk.scale_size(self, WIDEST),
        )
        self._buttons = ttk.Frame(self, style="Page.TFrame")
        self.button = ttk.Button(
            self._buttons,
            bootstyle="primary",
            command=on_connect,
            padding=(18, 7),
        )
        self.host_button = ttk.Button(
            self._buttons,
            bootstyle="primary-outline",
            command=on_host,
            padding=(18, 7),
        )
        say(self.button, lambda: self.button.configure(text=_("Connect…")))
        say(self.host_button, lambda: self.host_button.configure(text=_("Host a chat…")))
        self.button.pack(side="left")
        self.host_button.pack(side="left", padx=(10, 0))
        master.bind("<Configure>", lambda event: self._wrap_to(event.width), add="+")
        self.title.pack(pady=(0, 8))
        self.text.pack(pady=(0, 18))

    def _wrap_to(self, width: int) -> None:
        """The room is so wide, in pixels."""
        room = max(1, width - ttk.scale_size(self, 2 * MARGIN))
        self.title.configure(wraplength=room)
        self.text.configure(wraplength=min(room, ttk.scale_size(self, WIDEST)))

    def welcome(self) -> None:
        """Nothing is connected yet."""
        self._say(
            _("Welcome to CHAT APP"),
            _(
                "Join a chat on your network or any IRC server. Or host one yourself: the others"
                " find it in their list."
            ),
        )
        self._buttons.pack()

    def no_messages(self, row: ConversationRow | None) -> None:
        """A conversation in which nobody has said anything."""
        self._buttons.pack_forget()
        title, text = _("Nothing here yet"), _("Say hello: type below and press Enter.")
        if row is not None and row.indent == 0:
            text = _("What the server says stands here. Ctrl+L lists its channels.")
        elif row is not None and not row.channel:
            name = safe_line(row.label, emoji=self._emoji, limit=LONGEST_NAME)
            text = _("Only {name} reads what you write here: type below and press Enter.")
            text = text.format(name=name)
        self._say(title, text)

    def _say(self, title: str, text: str) -> None:
        self.title.configure(text=title)
        self.text.configure(text=text)
