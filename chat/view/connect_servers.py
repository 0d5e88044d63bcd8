"""The list of servers in the connect dialog: those of the network, those used before, and a note.

Choosing a line reports it, and so does acting upon it; what the form makes of it is the dialog's.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence

import ttkbootstrap as ttk

from chat.translation import N_, _
from chat.view.context_menu import ContextMenu, Entry
from chat.view.fitted_cells import TREE, FittedCells
from chat.view.list_scrollbar import add_scrollbar
from chat.view.ports.connect import ServerRow
from chat.view.styles import BOLD_FONT
from chat.view.text_safety import safe_line, safe_text
from chat.view.wording import LANGUAGE_CHANGED

LINES, FEW_LINES = 6, 3
SMALL_SCREEN = 640  # pixels at 96 dpi of height: fewer lines below
NAME, ADDRESS, TLS = 200, 160, 44  # pixels at 96 dpi of the columns
MARGIN = 24  # pixels at 96 dpi beside the note
_GROUPS = {False: N_("On your network"), True: N_("Used before")}


class ServerList(ttk.Frame):
    """Lines under two headings; the headings themselves cannot be chosen."""

    def __init__(
        self,
        master: tkinter.Misc,
        *,
        emoji: bool,
        on_choose: Callable[[ServerRow], None],
        on_activate: Callable[[], None],
        on_again: Callable[[], None],
        on_forget: Callable[[str], None],
    ) -> None:
        super().__init__(master)
        self._emoji = emoji
        self._rows: dict[str, ServerRow] = {}
        self._on_choose = on_choose
        self._on_forget = on_forget
        self._on_activate = on_activate
        self._last = ""  # the line chosen last
        head = ttk.Frame(self)
        head.pack(fill="x", pady=(0, 4))
        ttk.Label(head, text=_("Servers")).pack(side="left")
        self.again_button = ttk.Button(
            head, text=_("Look again"), bootstyle="link", padding=0, command=on_again
        )
        self.again_button.pack(side="right")
        self.tree = self._tree()
        self._cells = FittedCells(self.tree, (TREE, "address"))
        self.tree.tag_configure("group", font=BOLD_FONT)
        self.note = ttk.Label(self, style="PageMuted.TLabel")
        self.bind("<Configure>", self._on_resized)
        self.tree.bind("<<TreeviewSelect>>", lambda _event: self._on_selected())
        self.tree.bind("<Double-Button-1>", self._on_double)
        self.tree.bind("<Delete>", lambda _event: self._forget())
        self.menu = ContextMenu(self.tree, self._entries)
        self.bind(LANGUAGE_CHANGED, lambda _event: self._name_groups())

    def show(self, rows: Sequence[ServerRow], note: str, *, looking: bool) -> None:
        """Show these rows; the chosen one stays chosen while it is there."""
        chosen = self.chosen()
        self._rows = {row.key: row for row in rows}
        self.tree.delete(*self.tree.get_children())
        self._cells.clear()
        for row in rows:
            self._add(row)
        if chosen is not None and chosen.key in self._rows:
            self.select(chosen.key)
        else:
            self._last = ""
        self.note.configure(text=safe_text(note, emoji=self._emoji, limit=600))
        self._place_note(bool(note), bool(rows))
        self.again_button.state(["disabled" if looking else "!disabled"])

    def chosen(self) -> ServerRow | None:
        """The row that is chosen."""
        for item in self.tree.selection()[:1]:
            return self._rows.get(item)
        return None

    def first_found(self) -> ServerRow | None:
        """The first of the servers on the network."""
        return next((row for row in self._rows.values() if not row.recent), None)

    def select(self, key: str) -> None:
        """Choose a row; what the program chooses is not reported."""
        self._last = key
        self._go_to(key)

    def _go_to(self, key: str) -> None:
        self.tree.selection_set([key])
        self.tree.focus(key)
        self.tree.see(key)

    def clear(self) -> None:
        """Choose none."""
        self._last = ""
        self.tree.selection_set([])

    def _tree(self) -> ttk.Treeview:
        frame = ttk.Frame(self, style="Line.TFrame", padding=1)
        frame.pack(fill="both", expand=True)
        small = self.winfo_screenheight() < ttk.scale_size(self, SMALL_SCREEN)
        tree = ttk.Treeview(
            frame,
            columns=("address", "tls"),
            show="tree",
            height=FEW_LINES if small else LINES,
            selectmode="browse",
            style="Side.Treeview",
        )
        tree.column("#0", width=ttk.scale_size(self, NAME), stretch=True)
        tree.column("address", width=ttk.scale_size(self, ADDRESS), stretch=True)
        tree.column("tls", width=ttk.scale_size(self, TLS), stretch=False, anchor="e")
        self._scrollbar = add_scrollbar(tree, frame)
        tree.pack(side="left", fill="both", expand=True)
        return tree

    def _on_resized(self, event: tkinter.Event[tkinter.Misc]) -> None:
        self.note.configure(wraplength=max(1, event.width - ttk.scale_size(self, MARGIN)))

    def _place_note(self, there: bool, beneath: bool) -> None:
        """Under the list; in the middle of it, while it is empty."""
        self.note.pack_forget()
        self.note.place_forget()
        self.note.configure(style="PageMuted.TLabel" if beneath else "SideMuted.TLabel")
        if there and beneath:
            self.note.pack(fill="x", pady=(6, 0))
        elif there:
            self.note.place(in_=self.tree, relx=0.5, rely=0.5, anchor="center")
            self.note.lift()

    def _name_groups(self) -> None:
        for recent, name in _GROUPS.items():
            if self.tree.exists(f"group {recent}"):
                self.tree.item(f"group {recent}", text=_(name))

    def _add(self, row: ServerRow) -> None:
        group = f"group {row.recent}"
        if not self.tree.exists(group):
            self.tree.insert(
                "", "end", iid=group, text=_(_GROUPS[row.recent]), open=True, tags=["group"]
            )
        self.tree.insert(group, "end", iid=row.key, values=("", "TLS" if row.tls else ""))
        words = (row.name, row.address)
        self._cells.put(row.key, [safe_line(word, emoji=self._emoji) for word in words])

    def _on_selected(self) -> None:
        item = next(iter(self.tree.selection()), "")
        if item and item not in self._rows:
            self._go_to(self._beyond(item))
        elif item and item != self._last:
            self._last = item
            self._on_choose(self._rows[item])

    def _beyond(self, heading: str) -> str:
        """The line to go on to from a heading: upwards, if we came from just below it."""
        below = self.tree.get_children(heading)[0]
        above = self.tree.prev(heading)
        return self.tree.get_children(above)[-1] if above and self._last == below else below

    def _on_double(self, event: tkinter.Event[tkinter.Misc]) -> str:
        if (row := self._rows.get(self.tree.identify_row(event.y))) is not None:
            self._activate(row)
        return "break"  # a heading does not fold

    def _activate(self, row: ServerRow) -> None:
        self._on_choose(row)
        self._on_activate()

    def _entries(self, item: str) -> Sequence[Entry]:
        row = self._rows.get(item)
        if row is None:
            return []
        self._go_to(item)
        entries: list[Entry] = [(_("Connect"), lambda: self._activate(row))]
        if row.recent:
            entries.append((_("Remove from the list"), lambda: self._on_forget(row.key)))
        return entries

    def _forget(self) -> None:
        row = self.chosen()
        if row is not None and row.recent:
            self._on_forget(row.key)
