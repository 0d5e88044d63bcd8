"""The members of the channel at the right, each in the colour that their messages have."""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence
from functools import partial
from tkinter import font as tkfont

from chat.view.bidi import shaped, visual
from chat.view.context_menu import ContextMenu, Entry
from chat.view.palette import Palette, hue_of
from chat.view.ports import MemberAction, MemberRow
from chat.view.side_list import SideList
from chat.view.styles import BOLD_FONT
from chat.view.text_safety import safe_line, safe_name
from chat.view.wrapping import CharacterWidths, elide

_LABELS = {
    MemberAction.MESSAGE: "Message",
    MemberAction.MENTION: "Mention",
    MemberAction.WHOIS: "Who is this?",
    MemberAction.GIVE_OPERATOR: "Give operator rank",
    MemberAction.TAKE_OPERATOR: "Take operator rank",
    MemberAction.GIVE_VOICE: "Give voice",
    MemberAction.TAKE_VOICE: "Take voice",
    MemberAction.KICK: "Put out…",
    MemberAction.BAN: "Ban and put out…",
}
_BEGIN_GROUP = (MemberAction.GIVE_OPERATOR, MemberAction.TAKE_OPERATOR, MemberAction.KICK)
WIDTH = 180  # pixels at 96 dpi
PREFIX = 24


class MemberList(SideList):
    """Reports the nick of a member who is activated (Enter or a double click)."""

    def __init__(
        self,
        master: tkinter.Misc,
        palette: Palette,
        *,
        emoji: bool,
        on_open: Callable[[str], None],
        offers: Callable[[str], Sequence[MemberAction]],
        on_action: Callable[[str, MemberAction], None],
    ) -> None:
        super().__init__(master, width=WIDTH, show="", columns=("prefix", "nick"))
        self._fit_columns()
        self._widths = CharacterWidths(tkfont.nametofont(BOLD_FONT, root=self).measure)
        self._emoji = emoji
        self._rows: tuple[MemberRow, ...] = ()
        self._offers = offers
        self._on_action = on_action
        self.menu = ContextMenu(self.tree, self._menu_entries)
        self.on_activate(lambda: self._open(on_open))
        self.recolour(palette)

    def show(self, rows: Sequence[MemberRow]) -> None:
        """Replace the list; where it was scrolled to and who was chosen stay."""
        if tuple(rows) == self._rows:
            return
        top, chosen = self.tree.yview()[0], self._chosen()
        self._rows = tuple(rows)
        self.tree.delete(*self.tree.get_children())
        for number, row in enumerate(rows):
            self.tree.insert("", "end", iid=str(number), values=self._values(row), tags=_tags(row))
            if row.nick == chosen:
                self.tree.selection_set([str(number)])
        self.tree.yview_moveto(top)
        self.heading.configure(text="1 member" if len(rows) == 1 else f"{len(rows):,} members")

    def refit(self, percent: int) -> None:
        """The fonts have changed to this size: fit the names to them."""
        self.scale(percent)
        self._fit_columns()
        self._widths = CharacterWidths(tkfont.nametofont(BOLD_FONT, root=self).measure)
        for number, row in enumerate(self._rows):
            self.tree.item(str(number), values=self._values(row))

    def tip(self, item: str) -> str:
        """The whole nick, and how to write to them."""
        nick = safe_name(self._rows[int(item)].nick, emoji=self._emoji)
        return f"{nick}: double-click to write to them alone"

    def recolour(self, palette: Palette) -> None:
        """Change all colours at once."""
        for number, colour in enumerate(palette.senders):
            self.tree.tag_configure(f"hue{number}", foreground=colour)
        self.tree.tag_configure("away", foreground=palette.muted)
        self.tree.tag_configure("own", font=BOLD_FONT)

    def _fit_columns(self) -> None:
        self._room = self._scaled(WIDTH - PREFIX - 24)
        self.tree.column("prefix", width=self._scaled(PREFIX), stretch=False, anchor="e")
        self.tree.column("nick", width=self._room, stretch=True)

    def _values(self, row: MemberRow) -> tuple[str, str]:
        away = " (away)" if row.away else ""
        room = self._room - self._widths.of(away)
        name = shaped(safe_name(row.nick, emoji=self._emoji))
        nick = visual(elide(name, room, self._widths))
        return safe_line(row.prefix, emoji=self._emoji)[:1], nick + away

    def _menu_entries(self, item: str) -> list[Entry]:
        """What the controller offers, in groups."""
        nick = self._rows[int(item)].nick
        entries: list[Entry] = []
        for action in self._offers(nick):
            if entries and action in _BEGIN_GROUP:
                entries.append(("", lambda: None))
            entries.append((_LABELS[action], partial(self._on_action, nick, action)))
        return entries

    def _chosen(self) -> str | None:
        chosen = self.tree.selection()
        return self._rows[int(chosen[0])].nick if chosen else None

    def _open(self, on_open: Callable[[str], None]) -> None:
        for item in self.tree.selection():
            on_open(self._rows[int(item)].nick)


def _tags(row: MemberRow) -> tuple[str, ...]:
    colour = "away" if row.away else f"hue{hue_of(row.nick)}"
    return (colour, "own") if row.own else (colour,)
