"""What can be done with a message: its context menu, and the menu of reactions in it."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.context_menu import pop_up
from chat.view.links import Link
from chat.view.menu_letters import give_letters
from chat.view.message_lines import TO_RETRY
from chat.view.ports import MessageRow
from chat.view.ports.marks import Obstacles
from chat.view.text_safety import LOOKALIKE, safe_line

if TYPE_CHECKING:
    from chat.view.message_listbox import MessageList

MOST_LINKS = 4  # of one message in the menu
MOST_SHOWN = 40  # characters of a link there
QUICK = ("👍", "❤️", "😂", "🎉", "😢", "👀")  # reactions at hand


class MessageMenu:
    """The context menu of a message list."""

    def __init__(self, messages: MessageList, *, emoji: bool) -> None:
        self._messages = messages
        self._deeds = messages.deeds
        self._emoji = emoji
        self.menu = ttk.Menu(messages, tearoff=False)
        self.reactions = ttk.Menu(self.menu, tearoff=False)

    def on_click(self, event: tkinter.Event[tkinter.Misc]) -> None:
        """Open at the pointer, for the message under it."""
        row = self._messages.row_at(event.y)
        if row is not None:
            self.open(row, event.x_root, event.y_root)

    def on_key(self, _event: tkinter.Event[tkinter.Misc]) -> None:
        """Open from the keyboard, for the first selected message."""
        for row in self._messages.selected()[:1]:
            listbox = self._messages.message_listbox
            box = listbox.bbox("active") or (0, 0, 0, 0)
            x, y = listbox.winfo_rootx() + 20, listbox.winfo_rooty() + box[1] + box[3]
            self.open(row, x, y)

    def open(self, row: MessageRow, x: int, y: int) -> None:
        """Open for a message, at a place of the screen."""
        if row not in self._messages.selected():
            self._messages.select_only(row)
        self.fill(row)
        pop_up(self.menu, x, y)

    def open_reactions(self, row: MessageRow, x: int, y: int) -> None:
        """Open the reactions alone."""
        self.fill(row)
        pop_up(self.reactions, x, y)

    def fill(self, row: MessageRow) -> None:
        """Offer what can be done with `row`; what cannot is grey, and says why."""
        self.menu.delete(0, "end")
        self._offer(row)
        give_letters(self.menu)
        give_letters(self.reactions)

    def _offer(self, row: MessageRow) -> None:
        deeds = self._deeds
        if deeds.is_summary(row):
            label = _("Fold") if deeds.is_unfolded(row) else _("Show each")
            self._add(_("Copy"), deeds.copy)
            self._add(label, lambda: deeds.toggle(row))
            return
        if row.beware:
            self._add(safe_line(LOOKALIKE + row.beware, emoji=self._emoji), lambda: None, off=True)
            self.menu.add_separator()
        obstacles = Obstacles()
        if deeds.was_said(row):
            obstacles = deeds.reports.marks().obstacles(row.key)
            self._add_answers(row, obstacles)
        if row.state in TO_RETRY:
            self._add(_("Send again"), lambda: deeds.retry(row))
        self._add(_("Copy"), deeds.copy)
        self._add_links(deeds.links(row)[:MOST_LINKS])
        self._add_ways_to_read(row)
        if row.sender and not row.own:
            self._add(_("Mark unread from here"), lambda: deeds.mark_unread(row))
        self._add(_("Details"), lambda: deeds.show_details(row))
        self._add_ignoring(row)
        if deeds.was_said(row):
            self.menu.add_separator()
            self._add(_("Edit…"), lambda: deeds.edit(row), why_not=deeds.why_not_edit(row))
            self._add(_("Delete…"), lambda: deeds.delete(row), why_not=obstacles.delete)

    def _add_answers(self, row: MessageRow, obstacles: Obstacles) -> None:
        deeds = self._deeds
        label = _("Mention") if obstacles.reply else _("Reply")
        self._add(label, lambda: deeds.reply(row))
        self._fill_reactions(row, obstacles.react)
        if obstacles.react:
            self._add(_("React"), lambda: None, why_not=obstacles.react)
        else:
            self.menu.add_cascade(label=_("React"), menu=self.reactions)
        if row.quote is not None:
            self._add(_("Go to what it answers"), lambda: deeds.jump_to_original(row))

    def _add_ignoring(self, row: MessageRow) -> None:
        """Whoever said it need not be heard any more."""
        intents = self._deeds.reports.ignoring()
        offer = intents.offer(row.sender) if row.sender and not row.own else None
        if offer is not None:
            label = _("Ignore {nick}") if offer else _("Stop ignoring {nick}")
            label = label.format(nick=safe_line(row.sender, emoji=self._emoji, limit=MOST_SHOWN))
            act = intents.on_ignore if offer else intents.on_stop
            self._add(label, lambda: act(row.sender))

    def _fill_reactions(self, row: MessageRow, obstacle: str) -> None:
        """What is there already goes first, ours marked; then those at hand, then any other."""
        self.reactions.delete(0, "end")
        if obstacle:
            self.reactions.add_command(label=obstacle, state="disabled")
            return
        own = {chip.text for chip in row.chips if chip.own}
        for text in dict.fromkeys((*(chip.text for chip in row.chips), *QUICK)):
            label = safe_line(text, emoji=self._emoji, limit=MOST_SHOWN)
            if text in own:
                label = _("{emoji}  take it back").format(emoji=label)
            self.reactions.add_command(label=label, command=partial(self._deeds.react, row, text))
        self.reactions.add_separator()
        self.reactions.add_command(
            label=_("Another…"), command=lambda: self._deeds.pick_reaction(row)
        )

    def _add_ways_to_read(self, row: MessageRow) -> None:
        deeds = self._deeds
        if row.hidden:
            label = _("Hide spoiler") if deeds.is_revealed(row) else _("Show spoiler")
            self._add(label, lambda: deeds.reveal(row))
        if deeds.is_shortened(row):
            self._add(_("Read all of it…"), lambda: deeds.show_whole(row))

    def _add_links(self, links: list[Link]) -> None:
        """Open and copy each link."""
        for link in links:
            name = f" {_shortened(link.url)}" if len(links) > 1 else ""
            open_it = partial(self._deeds.open_link, link.url)
            copy_it = partial(self._deeds.put_on_clipboard, link.url)
            self._add(_("Open link") + name, open_it)
            self._add(_("Copy link") + name, copy_it)
            self._add_files(link.url, name)

    def _add_files(self, url: str, name: str) -> None:
        """What the chat itself does with what is behind a link."""
        files = self._deeds.reports.files()
        does = {
            "show": (_("Show picture"), files.on_show),
            "save": (_("Save file…"), files.on_save),
        }
        for offer in files.offers(url):
            label, act = does[offer]
            self._add(label + name, partial(act, url))

    def _add(
        self, label: str, command: Callable[[], None], *, why_not: str = "", off: bool = False
    ) -> None:
        if why_not:
            label = f"{label}  ({why_not.rstrip('.')})"
        self.menu.add_command(
            label=label,
            command=command,
            state="disabled" if why_not or off else "normal",
        )


def _shortened(url: str) -> str:
    name = url.partition("://")[2].rstrip("/")
    return name if len(name) <= MOST_SHOWN else name[: MOST_SHOWN - 1] + "…"
