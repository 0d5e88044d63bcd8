"""The list of networks and conversations at the left: unread counts, mentions, what is inactive."""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence
from functools import partial
from tkinter import font as tkfont
from typing import Any

import ttkbootstrap as ttk

from chat.translation import N_, _
from chat.view.bidi import shaped, visual
from chat.view.context_menu import ContextMenu, Entry, grouped_entries
from chat.view.palette import Palette
from chat.view.ports import ConversationRow
from chat.view.ports.listing import ListAction
from chat.view.side_list import SideList
from chat.view.styles import BOLD_FONT, INDENT
from chat.view.text_safety import safe_name
from chat.view.wording import say
from chat.view.wrapping import CharacterWidths, elide

WIDTH = 200  # pixels at 96 dpi
BADGE = 46  # pixels at 96 dpi
BESIDE = 20  # pixels at 96 dpi beside a name: the space before it, and a scrollbar
MOST_COUNTED = 99


PIN = "★ "
PRESENCES = {  # a sign, so that no colour is needed, and a word
    "online": ("● ", N_("here")),
    "away": ("◐ ", N_("away")),
    "offline": ("○ ", N_("not here")),
}
LABELS = {
    ListAction.MARK_READ: N_("Mark as read"),
    ListAction.PIN: N_("Pin to the top"),
    ListAction.UNPIN: N_("Do not pin any more"),
    ListAction.MUTE: N_("Mute"),
    ListAction.UNMUTE: N_("Do not mute any more"),
    ListAction.IGNORE: N_("Ignore {nick}"),
    ListAction.STOP_IGNORING: N_("Stop ignoring {nick}"),
    ListAction.INVITE: N_("Invite somebody…"),
    ListAction.JOIN: N_("Join or make a channel…"),
    ListAction.BROWSE: N_("Browse channels…"),
    ListAction.LEAVE: N_("Leave"),
    ListAction.CLOSE: N_("Close"),
    ListAction.RECONNECT: N_("Reconnect"),
    ListAction.DISCONNECT: N_("Disconnect"),
    ListAction.EXPORT: N_("Export the whole network…"),
    ListAction.FORGET: N_("Forget this network…"),
}
_BEGIN_GROUP = (
    ListAction.INVITE,
    ListAction.LEAVE,
    ListAction.CLOSE,
    ListAction.RECONNECT,
    ListAction.DISCONNECT,
    ListAction.JOIN,
)


class ConversationList(SideList):
    """Reports the key of the row that a person chooses."""

    def __init__(
        self,
        master: tkinter.Misc,
        palette: Palette,
        *,
        emoji: bool,
        on_select: Callable[[str], None],
        offers: Callable[[str], Sequence[ListAction]],
        on_action: Callable[[str, ListAction], None],
        on_close: Callable[[str], None],
    ) -> None:
        super().__init__(master, width=WIDTH, show="tree", columns=("badge",))
        say(self.heading, lambda: self.heading.configure(text=_("Conversations")))
        self._fit_columns()
        self._widths = CharacterWidths(tkfont.nametofont(BOLD_FONT, root=self).measure)
        self._emoji = emoji
        self._on_select = on_select
        self._offers = offers
        self._on_action = on_action
        self._on_close = on_close
        self.menu = ContextMenu(self.tree, self._menu_entries)
        self._rows: tuple[ConversationRow, ...] = ()
        self._selected: str | None = None
        self.tree.bind("<<TreeviewSelect>>", self._on_chosen)
        for sequence in ("<Left>", "<Right>", "<Double-Button-1>", "<Return>"):
            self.tree.bind(sequence, lambda _event: "break")  # would fold a network away
        if self.tree.tk.call("tk", "windowingsystem") != "aqua":  # where it opens the menu
            self.tree.bind("<Button-2>", self._on_middle_click)
        self.recolour(palette)

    def show(self, rows: Sequence[ConversationRow], selected: str | None) -> None:
        """Show these. Choosing by the program is not reported; who scrolled stays there."""
        filled = _places(rows) != _places(self._rows)
        if filled:
            self._fill(rows)
        else:
            self._change(rows)
        self._rows = tuple(rows)
        if filled or selected != self._selected:
            self._select(selected)

    def _fill(self, rows: Sequence[ConversationRow]) -> None:
        self.tree.delete(*self.tree.get_children())
        network = ""
        for number, row in enumerate(rows):
            parent, item = network if row.indent else "", str(number)
            self.tree.insert(parent, "end", iid=item, open=True, **self._looks(row))
            network = network if row.indent else item

    def _change(self, rows: Sequence[ConversationRow]) -> None:
        """The same conversations as before; in a busy one, what is unread changes all the time."""
        for number, (row, before) in enumerate(zip(rows, self._rows, strict=True)):
            if row != before:
                self.tree.item(str(number), **self._looks(row))

    def _select(self, selected: str | None) -> None:
        self._selected = selected
        here = [str(number) for number, row in enumerate(self._rows) if row.key == selected]
        self.tree.selection_set(here)
        for item in here:
            self.tree.see(item)
            self.tree.focus(item)

    def refit(self, percent: int) -> None:
        """The fonts have changed to this size: fit the labels to them."""
        self.scale(percent)
        self._fit_columns()
        self._widths = CharacterWidths(tkfont.nametofont(BOLD_FONT, root=self).measure)
        rows, self._rows = self._rows, ()
        self.show(rows, self._selected)

    @property
    def selected(self) -> str | None:
        """The key of the conversation that is shown."""
        return self._selected

    def is_empty(self) -> bool:
        """Whether there is no conversation at all."""
        return not self._rows

    def chosen(self) -> ConversationRow | None:
        """The row of the conversation that is shown."""
        return next((row for row in self._rows if row.key == self._selected), None)

    def label(self) -> str:
        """The label of the conversation that is shown."""
        return next((row.label for row in self._rows if row.key == self._selected), "")

    def tip(self, item: str) -> str:
        """The whole label, and what waits there."""
        row = self._rows[int(item)]
        waiting = ", ".join(
            f"{count} {what}"
            for count, what in ((row.unread, _("unread")), (row.mentions, _("for you")))
            if count
        )
        presence = _(PRESENCES[row.presence][1]) if row.presence in PRESENCES else ""
        facts = ((presence, presence), (row.pinned, _("pinned")), (row.muted, _("muted")))
        marks = [name for there, name in facts if there]
        waiting = ", ".join([*marks, *([waiting] if waiting else [])])
        label = safe_name(row.label, emoji=self._emoji)
        return f"{label}: {waiting}" if waiting else label

    def recolour(self, palette: Palette) -> None:
        """Change all colours at once."""
        self.tree.tag_configure("network", font=BOLD_FONT)
        self.tree.tag_configure("unread", font=BOLD_FONT)
        self.tree.tag_configure("mention", font=BOLD_FONT, foreground=palette.danger)
        self.tree.tag_configure("inactive", foreground=palette.muted)

    def _fit_columns(self) -> None:
        badge = self._scaled(BADGE)
        self._room = self._scaled(self._whole_width) - badge - ttk.scale_size(self, BESIDE)
        self.tree.column("#0", width=self._room, stretch=True)
        self.tree.column("badge", width=badge, stretch=False, anchor="e")

    def _looks(self, row: ConversationRow) -> dict[str, Any]:
        room = self._room - ttk.scale_size(self, INDENT) * row.indent
        name = shaped(safe_name(row.label, emoji=self._emoji))
        mark = (PIN if row.pinned else "") + PRESENCES.get(row.presence, ("", ""))[0]
        label = mark + visual(elide(name, room - self._widths.of(mark), self._widths))
        return {"text": label, "values": (_badge(row),), "tags": _tags(row)}

    def _menu_entries(self, item: str) -> list[Entry]:
        """What the controller offers, in groups."""
        key = self._rows[int(item)].key
        name = safe_name(self._rows[int(item)].label, emoji=self._emoji)
        act = partial(self._on_action, key)
        return grouped_entries(self._offers(key), LABELS, _BEGIN_GROUP, act, name)

    def _on_middle_click(self, event: tkinter.Event[tkinter.Misc]) -> None:
        """Close a conversation; a network is not to go by one slip of a finger."""
        item = self.tree.identify_row(event.y)
        if item and self._rows[int(item)].indent:
            self._on_close(self._rows[int(item)].key)

    def _on_chosen(self, _event: tkinter.Event[tkinter.Misc]) -> None:
        for item in self.tree.selection():
            key = self._rows[int(item)].key
            if key != self._selected:
                self._selected = key
                self._on_select(key)


def _places(rows: Sequence[ConversationRow]) -> list[tuple[str, int]]:
    """Which conversations there are, in their order, and under what."""
    return [(row.key, row.indent) for row in rows]


def _badge(row: ConversationRow) -> str:
    """What waits there: "@2" mentions before "5" unread."""
    if row.mentions:
        return "@" + _count(row.mentions)
    return _count(row.unread) if row.unread else ""


def _count(number: int) -> str:
    return str(number) if number <= MOST_COUNTED else f"{MOST_COUNTED}+"


def _tags(row: ConversationRow) -> tuple[str, ...]:
    if row.mentions:
        return ("mention",)
    if row.muted:
        return ("inactive",)
    if row.indent == 0:
        return ("network",) if row.active else ("network", "inactive")
    if not row.active or (row.presence == "offline" and not row.unread):
        return ("inactive",)
    return ("unread",) if row.unread else ()
