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
PAD, TITLE_GAP, TEXT_GAP = 12, 8, 18  # pixels around it, and under its parts
MIDDLE = 0.45  # of the height: what lies a little higher looks to be in the middle
WIDEST, MARGIN = 430, 24  # pixels at 96 dpi of the text, and beside it


class EmptyState(ttk.Frame):
    """A title, a sentence and, in the welcome, the buttons that get one going."""

    def __init__(
        self,
        master: tkinter.Misc,
        stage: tkinter.Misc,
        *,
        emoji: bool,
        on_connect: Callable[[], None],
        on_host: Callable[[], None],
    ) -> None:
        """`stage` is where it will lie."""
        super().__init__(master, style="Page.TFrame", padding=PAD)
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
        self._stage = stage
        self.columnconfigure(0, weight=1)
        self.title.grid(row=0, pady=(0, TITLE_GAP))
        self.text.grid(row=1, pady=(0, TEXT_GAP))
        self._buttons.grid(row=2)
        self.bind("<Configure>", lambda _event: self._fit())
        stage.bind("<Configure>", lambda _event: self._fit(), add="+")

    def _fit(self) -> None:
        """All of it where there is room; else with a smaller title, and then without the text."""
        wide = max(1, self._stage.winfo_width() - ttk.scale_size(self, 2 * MARGIN))
        self.title.configure(wraplength=wide)
        self.text.configure(wraplength=min(wide, ttk.scale_size(self, WIDEST)))
        room = int(self._stage.winfo_height() * 2 * MIDDLE)
        self.title.configure(style="Large.TLabel")
        if self._height() > room:
            self.title.configure(style="PageStrong.TLabel")
        if 1 < room < self._height():
            self.text.grid_remove()
        else:
            self.text.grid()

    def _height(self) -> int:
        """What all of it needs, in pixels."""
        parts = [self.title, self.text, *([self.button] if self._buttons.grid_info() else [])]
        return sum(part.winfo_reqheight() for part in parts) + TITLE_GAP + TEXT_GAP + 2 * PAD

    def appear(self) -> None:
        """Lie over the stage."""
        self.place(in_=self._stage, relx=0.5, rely=MIDDLE, anchor="center")
        self.lift()

    def welcome(self) -> None:
        """Nothing is connected yet."""
        self._say(
            _("Welcome to CHAT APP"),
            _(
                "Join a chat on your network or any IRC server. Or host one yourself: the others"
                " find it in their list."
            ),
        )
        self._buttons.grid()

    def no_messages(self, row: ConversationRow | None) -> None:
        """A conversation in which nobody has said anything."""
        self._buttons.grid_remove()
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
        self._fit()
