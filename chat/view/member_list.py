"""The members of the channel at the right, each in the colour that their messages have."""

from __future__ import annotations

import tkinter
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from tkinter import font as tkfont

import ttkbootstrap as ttk
from PIL import ImageTk

from chat.translation import N_, _, ngettext, number_text
from chat.view.context_menu import ContextMenu, Entry, grouped_entries
from chat.view.faces import Faces
from chat.view.find_field import FindField
from chat.view.initials import InitialsPictures, initials_of
from chat.view.list_changes import list_changes
from chat.view.member_lines import (
    heading_item,
    is_member,
    is_quiet,
    member_tags,
    member_tip,
    member_words,
    role_of,
    under_headings,
)
from chat.view.palette import Palette
from chat.view.ports import MemberAction, MemberRow
from chat.view.side_list import SideList
from chat.view.styles import BOLD_FONT
from chat.view.text_safety import safe_name
from chat.view.wording import LANGUAGE_CHANGED, say
from chat.view.wrapping import CharacterWidths, elide

_LABELS = {
    MemberAction.MESSAGE: N_("Message"),
    MemberAction.MENTION: N_("Mention"),
    MemberAction.WHOIS: N_("Who is this?"),
    MemberAction.IGNORE: N_("Ignore {nick}"),
    MemberAction.STOP_IGNORING: N_("Stop ignoring {nick}"),
    MemberAction.GIVE_OPERATOR: N_("Give operator rank"),
    MemberAction.TAKE_OPERATOR: N_("Take operator rank"),
    MemberAction.GIVE_VOICE: N_("Give voice"),
    MemberAction.TAKE_VOICE: N_("Take voice"),
    MemberAction.KICK: N_("Put out…"),
    MemberAction.BAN: N_("Ban and put out…"),
}
_BEGIN_GROUP = (MemberAction.GIVE_OPERATOR, MemberAction.TAKE_OPERATOR, MemberAction.KICK)
WIDTH = 200  # pixels at 96 dpi
PREFIX = 18
PICTURE = 18
AT_ONCE = 300  # members listed in one turn of the window: some 20 ms
SOON = 15  # milliseconds until the next turn; keys and the pointer come between


class MemberList(SideList):
    """Reports the nick of a member who is activated (Enter or a double click)."""

    def __init__(
        self,
        master: tkinter.Misc,
        palette: Palette,
        faces: Faces,
        *,
        emoji: bool,
        on_open: Callable[[str], None],
        offers: Callable[[str], Sequence[MemberAction]],
        on_action: Callable[[str, MemberAction], None],
    ) -> None:
        super().__init__(master, width=WIDTH, show="tree", columns=("prefix", "nick"))
        self._fit_columns()
        self._widths = CharacterWidths(tkfont.nametofont(BOLD_FONT, root=self).measure)
        self._emoji = emoji
        self._rows: tuple[MemberRow, ...] = ()
        self._palette = palette
        self._faces = faces
        self._pictures = self._make_pictures()
        self._lines: list[MemberRow | str] = []  # what is listed; a role stands for its heading
        self._items: list[str] = []  # of the tree, one for each line
        self._members: dict[str, MemberRow] = {}  # by item
        self._shown: dict[str, ImageTk.PhotoImage] = {}  # Tk shows none that Python let go of
        self._numbers = count()
        self._rest: str | None = None  # the turn in which the rest will be listed
        self.find_field = FindField(
            self,
            N_("Find a member"),
            tip=N_("Find a member by a part of the name"),
            on_change=self._fill,
            on_list=self._go_to_list,
            on_leave=self.tree.focus_set,
        )
        self.find_field.pack(fill="x", padx=6, pady=(0, 6), after=self.heading)
        self.tree.bind("<<TreeviewSelect>>", lambda _event: self._on_chosen(), add="+")
        self.nobody = ttk.Label(self.tree, style="SideMuted.TLabel")
        say(self.nobody, lambda: self.nobody.configure(text=_("Nobody is called that")))
        self._offers = offers
        self._on_action = on_action
        self.menu = ContextMenu(self.tree, self._menu_entries)
        self.on_activate(lambda: self._open(on_open))
        self.bind(LANGUAGE_CHANGED, lambda _event: self._say_again())
        self.recolour(palette)

    def show(self, rows: Sequence[MemberRow]) -> None:
        """List these; where it was scrolled to and who was chosen stay."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self._fill()
        self._count()

    def _say_again(self) -> None:
        if self._rows:
            self._count()
            self._fill_anew()

    def _count(self) -> None:
        self.heading.configure(
            text=ngettext("{count} member", "{count} members", len(self._rows)).format(
                count=number_text(len(self._rows))
            )
        )

    def _fill(self) -> None:
        """List those who fit what is looked for, under a heading for each role.

        What stands there already stays; of a crowd that comes at once, the rest comes in turns.
        """
        self._cancel_rest()
        top, chosen = self.tree.yview()[0], self._chosen()
        found = [row for row in self._rows if self._is_wanted(row)]
        roles = Counter(row.prefix for row in found)
        changes = list_changes(self._lines, under_headings(found, roles))
        self._take_away(changes.removed)
        for place, line in changes.added[:AT_ONCE]:
            self._add(place, line)
            if isinstance(line, MemberRow) and line.nick == chosen:
                self.tree.selection_set([self._items[place]])
        self._count_roles(roles)
        self._say_nobody(bool(self._rows) and not found)
        self.tree.yview_moveto(top)
        if len(changes.added) > AT_ONCE:
            self._rest = self.after(SOON, self._fill)

    def _say_nobody(self, is_so: bool) -> None:
        if is_so:
            self.nobody.place(relx=0.5, y=self._scaled(PICTURE), anchor="n")
        else:
            self.nobody.place_forget()

    def _take_away(self, places: Sequence[int]) -> None:
        """`places`: from the last to the first."""
        gone = [self._items[place] for place in places]
        if len(gone) == len(self._items):
            self._lines, self._items = [], []
        else:
            for place in places:
                del self._lines[place], self._items[place]
        for item in gone:
            self._members.pop(item, None)
            self._shown.pop(item, None)
        self.tree.delete(*gone)

    def _add(self, place: int, line: MemberRow | str) -> None:
        item = heading_item(line) if isinstance(line, str) else str(next(self._numbers))
        self._lines.insert(place, line)
        self._items.insert(place, item)
        if isinstance(line, str):
            self.tree.insert("", place, iid=item, tags=("heading",))
            return
        self._members[item] = line
        colour = self._palette.muted if is_quiet(line) else self._palette.sender(line.nick)
        face = self._faces.of(line.picture, self._scaled(PICTURE)) if line.picture else None
        picture = face or self._pictures.of(initials_of(line.nick, line.display_name), colour)
        self._shown[item] = picture
        words = member_words(line, self._room, self._widths, emoji=self._emoji)
        self.tree.insert("", place, iid=item, image=picture, values=words, tags=member_tags(line))

    def _count_roles(self, roles: Counter[str]) -> None:
        """Write the headings: how many there are changes more often than that there are some."""
        for line, item in zip(self._lines, self._items, strict=True):
            if isinstance(line, str):
                name = f"{_(role_of(line))} — {number_text(roles[line])}"
                text = elide(name, self._room + self._scaled(PREFIX), self._widths)
                self.tree.item(item, values=("", text))

    def _fill_anew(self) -> None:
        """All lines look different now."""
        chosen = self._chosen()
        self._take_away(range(len(self._items) - 1, -1, -1))
        self._fill()
        for item, row in self._members.items():
            if row.nick == chosen:
                self.tree.selection_set([item])

    def _cancel_rest(self) -> None:
        if self._rest is not None:
            self.after_cancel(self._rest)
            self._rest = None

    def destroy(self) -> None:
        """Nothing comes after it."""
        self._cancel_rest()
        super().destroy()

    def _is_wanted(self, row: MemberRow) -> bool:
        wanted = self.find_field.text()
        return wanted in row.nick.casefold() or wanted in row.display_name.casefold()

    def _go_to_list(self) -> None:
        """From the search field to the first who fits."""
        items = [item for item in self.tree.get_children() if is_member(item)]
        if items:
            self.tree.selection_set(items[:1])
            self.tree.focus(items[0])
            self.tree.see(items[0])
            self.tree.focus_set()

    def _on_chosen(self) -> None:
        """A heading cannot be chosen."""
        for item in self.tree.selection():
            if not is_member(item):
                self.tree.selection_remove(item)

    def refit(self, percent: int) -> None:
        """The fonts have changed to this size: fit the names to them."""
        self.scale(percent)
        self._fit_columns()
        self._widths = CharacterWidths(tkfont.nametofont(BOLD_FONT, root=self).measure)
        self._pictures = self._make_pictures()
        self._fill_anew()

    def tip(self, item: str) -> str:
        """The whole nick, and how to write to them."""
        if not is_member(item):
            return ""
        return member_tip(self._members[item], emoji=self._emoji)

    def colour_of(self, nick: str) -> str:
        """The colour of a nick in the theme of now."""
        return self._palette.sender(nick)

    def recolour(self, palette: Palette) -> None:
        """Change all colours at once."""
        self._palette = palette
        self._fill_anew()
        for number, colour in enumerate(palette.senders):
            self.tree.tag_configure(f"hue{number}", foreground=colour)
        self.tree.tag_configure("away", foreground=palette.muted)
        self.tree.tag_configure("own", font=BOLD_FONT)
        self.tree.tag_configure("heading", foreground=palette.muted)

    def _make_pictures(self) -> InitialsPictures:
        return InitialsPictures(self, self._scaled(PICTURE))

    def _fit_columns(self) -> None:
        self._room = self._scaled(self._whole_width - PICTURE - PREFIX - 34)
        self.tree.column("#0", width=self._scaled(PICTURE + 12), stretch=False)
        self.tree.column("prefix", width=self._scaled(PREFIX), stretch=False, anchor="e")
        self.tree.column("nick", width=self._room, stretch=True)

    def _menu_entries(self, item: str) -> list[Entry]:
        """What the controller offers, in groups."""
        if not is_member(item):
            return []
        nick = self._members[item].nick
        return grouped_entries(
            self._offers(nick),
            _LABELS,
            _BEGIN_GROUP,
            partial(self._on_action, nick),
            safe_name(nick, emoji=self._emoji),
        )

    def _chosen(self) -> str | None:
        chosen = [item for item in self.tree.selection() if is_member(item)]
        return self._members[chosen[0]].nick if chosen else None

    def _open(self, on_open: Callable[[str], None]) -> None:
        for item in filter(is_member, self.tree.selection()):
            on_open(self._members[item].nick)
