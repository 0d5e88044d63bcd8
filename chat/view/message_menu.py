"""What can be done with a message: its context menu."""

from __future__ import annotations

import tkinter
from functools import partial
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.context_menu import pop_up
from chat.view.links import Link
from chat.view.message_lines import TO_RETRY
from chat.view.ports import MessageRow
from chat.view.text_window import TextWindow

if TYPE_CHECKING:
    from chat.view.message_listbox import MessageList

MOST_LINKS = 4  # of one message in the menu
MOST_SHOWN = 40  # characters of a link there


class MessageMenu:
    """The context menu of a message list."""

    def __init__(self, messages: MessageList) -> None:
        self._messages = messages
        self.menu = ttk.Menu(messages, tearoff=False)

    def on_click(self, event: tkinter.Event[tkinter.Misc]) -> None:
        """Open at the pointer, for the message under it."""
        row = self._messages.row_at(event.y)
        if row is None:
            return
        if row not in self._messages.selected():
            self._messages.select_only(row)
        self._open(row, event.x_root, event.y_root)

    def on_key(self, _event: tkinter.Event[tkinter.Misc]) -> None:
        """Open from the keyboard, for the first selected message."""
        for row in self._messages.selected()[:1]:
            listbox = self._messages.message_listbox
            box = listbox.bbox("active") or (0, 0, 0, 0)
            x, y = listbox.winfo_rootx() + 20, listbox.winfo_rooty() + box[1] + box[3]
            self._open(row, x, y)

    def fill(self, row: MessageRow) -> None:
        """Offer what can be done with `row`."""
        messages = self._messages
        self.menu.delete(0, "end")
        self.menu.add_command(label="Copy", underline=0, command=messages.copy)
        if messages.is_summary(row):
            label = "Fold" if messages.is_unfolded(row) else "Show each"
            self.menu.add_command(label=label, underline=0, command=lambda: messages.toggle(row))
            return
        self._add_links(messages.links(row)[:MOST_LINKS])
        if row.state in TO_RETRY:
            self.menu.add_command(
                label="Send again", underline=0, command=lambda: self._messages.retry(row)
            )
        if self._messages.is_shortened(row):
            self.menu.add_command(
                label="Read all of it…", underline=0, command=lambda: self.show_whole(row)
            )
        if row.sender and not row.own:
            self.menu.add_command(
                label=_("Mark unread from here"),
                underline=5,
                command=lambda: messages.reading_intents().on_mark_unread(row.key),
            )
        self.menu.add_command(
            label="Details", underline=0, command=lambda: messages.show_details(row.key)
        )

    def _add_links(self, links: list[Link]) -> None:
        """Open and copy each link; the letters are for the first."""
        for number, link in enumerate(links):
            name = f" {_shortened(link.url)}" if len(links) > 1 else ""
            self.menu.add_command(
                label=f"Open link{name}",
                underline=0 if number == 0 else -1,
                command=partial(self._messages.open_link, link.url),
            )
            self.menu.add_command(
                label=f"Copy link{name}",
                underline=5 if number == 0 else -1,
                command=partial(self._copy, link.url),
            )
            self._add_files(link.url, name)

    def _add_files(self, url: str, name: str) -> None:
        """What the chat itself does with what is behind a link."""
        files = self._messages.file_intents()
        does = {
            "show": (_("Show picture"), files.on_show),
            "save": (_("Save file…"), files.on_save),
        }
        for offer in files.offers(url):
            label, act = does[offer]
            self.menu.add_command(label=f"{label}{name}", command=partial(act, url))

    def _copy(self, text: str) -> None:
        self._messages.clipboard_clear()
        self._messages.clipboard_append(text)

    def show_whole(self, row: MessageRow) -> None:
        """Show all of a message in a window of its own."""
        TextWindow(self._messages, "Message", self._messages.whole(row))

    def _open(self, row: MessageRow, x: int, y: int) -> None:
        self.fill(row)
        pop_up(self.menu, x, y)


def _shortened(url: str) -> str:
    name = url.partition("://")[2].rstrip("/")
    return name if len(name) <= MOST_SHOWN else name[: MOST_SHOWN - 1] + "…"
