"""The small bar at the right of the message under the pointer, and who gave the reaction there."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from chat.translation import N_
from chat.view.message_lines import TO_RETRY
from chat.view.message_marks import describe
from chat.view.ports import MessageRow
from chat.view.ports.marks import Chip
from chat.view.tooltip import QuietToolTip

if TYPE_CHECKING:
    from chat.view.message_listbox import MessageList

ICON = 14  # pixels at 96 dpi
TIP_WIDTH = 320  # pixels at 96 dpi
BELOW = 22  # pixels from the pointer to the words about a reaction


class MessageHover(ttk.Frame):
    """For the pointer alone: the keyboard has the menu, with the same and more."""

    def __init__(self, messages: MessageList, *, emoji: bool) -> None:
        super().__init__(messages, style="Line.TFrame", padding=1)
        self._messages = messages
        self._emoji = emoji
        self.row: MessageRow | None = None
        self._is_filled = False
        self.tip = ttk.Label(messages, style="Tip.TLabel", padding=(8, 4))
        self.bind("<Leave>", self._on_leave)

    def _fill(self) -> None:
        """Make the buttons, when the first message has the pointer over it: icons take a while."""
        self._is_filled = True
        self.retry_button = self._button("arrow-clockwise", N_("Send again"), self._retry)
        self.edit_button = self._button("pencil", N_("Edit"), self._edit)
        self.reply_button = self._button("reply", N_("Reply"), self._reply)
        self.react_button = self._button("emoji-smile", N_("React"), self._react)
        self.more_button = self._button("three-dots", N_("More"), self._more)

    def _button(self, icon: str, words: str, command: Callable[[], None]) -> ttk.Button:
        button = ttk.Button(
            self,
            image=ttk.Icon(icon, ICON),
            style="Hover.TButton",
            takefocus=False,
            command=command,
        )
        QuietToolTip(button, words)
        button.pack(side="left")
        return button

    def recolour(self) -> None:
        """Another theme: icons are pictures in its colour."""
        if not self._is_filled:
            return
        for button, icon in (
            (self.retry_button, "arrow-clockwise"),
            (self.edit_button, "pencil"),
            (self.reply_button, "reply"),
            (self.react_button, "emoji-smile"),
            (self.more_button, "three-dots"),
        ):
            button.configure(image=ttk.Icon(icon, ICON))

    def show(self, row: MessageRow | None, y: int) -> None:
        """Stand at the right of a message that somebody said; `y` is the pointer's height."""
        if row is None or not self._messages.deeds.was_said(row):
            self.hide()
            return
        if self.row is not None and self.row.key == row.key and self.winfo_manager():
            return
        if not self._is_filled:
            self._fill()
        self.row = row
        self._offer(self.retry_button, row.state in TO_RETRY)
        self._offer(self.edit_button, row.own and not self._messages.deeds.why_not_edit(row))
        listbox = self._messages.message_listbox
        line = self._messages.first_line_in_view(row)
        box = listbox.bbox(line) or (0, y, 0, 0)
        height = max(self.winfo_reqheight() // 2, box[1] + box[3] // 2)
        self.place(in_=listbox, relx=1.0, x=-6, y=height, anchor="e")
        self.lift()

    def _offer(self, button: ttk.Button, wanted: bool) -> None:
        if wanted:
            button.pack(side="left", before=self.reply_button)
        else:
            button.pack_forget()

    def hide(self) -> None:
        """Go away, with what is told of a reaction."""
        self.row = None
        self.place_forget()
        self.tip.place_forget()

    def tell(self, chip: Chip | None, x: int, y: int) -> None:
        """Say who gave the reaction under the pointer, or nothing."""
        if chip is None:
            self.tip.place_forget()
            return
        wide = ttk.scale_size(self, TIP_WIDTH)
        self.tip.configure(text=describe(chip, emoji=self._emoji), wraplength=wide)
        listbox = self._messages.message_listbox
        self.tip.update_idletasks()
        right = listbox.winfo_width() - self.tip.winfo_reqwidth()
        under = y + BELOW + self.tip.winfo_reqheight() <= listbox.winfo_height()
        at = y + BELOW if under else y - BELOW // 2
        anchor = "nw" if under else "sw"
        self.tip.place(in_=listbox, x=max(0, min(x, right)), y=at, anchor=anchor)
        self.tip.lift()

    def leave(self, x: int, y: int) -> None:
        """The pointer left for a place of the screen: outside of the list, go away."""
        under = str(self.tk.call("winfo", "containing", x, y))
        if not under.startswith(str(self._messages)):
            self.hide()

    def _on_leave(self, event: tkinter.Event[tkinter.Misc]) -> None:
        self.leave(event.x_root, event.y_root)

    def _retry(self) -> None:
        if self.row is not None:
            self._messages.deeds.retry(self.row)

    def _edit(self) -> None:
        if self.row is not None:
            self._messages.deeds.edit(self.row)

    def _reply(self) -> None:
        if self.row is not None:
            self._messages.deeds.reply(self.row)

    def _react(self) -> None:
        if self.row is not None:
            x, y = self.react_button.winfo_rootx(), self.react_button.winfo_rooty()
            height = self.react_button.winfo_height()
            self._messages.menu.open_reactions(self.row, x, y + height)

    def _more(self) -> None:
        if self.row is not None:
            x, y = self.more_button.winfo_rootx(), self.more_button.winfo_rooty()
            self._messages.menu.open(self.row, x, y + self.more_button.winfo_height())
