"""Everything that is written reads on its ground, in both themes (WCAG 2.2, 1.4.3: 4.5:1)."""

from __future__ import annotations

import tkinter
import tkinter.ttk
from collections.abc import Iterator

import pytest
import ttkbootstrap as ttk

from chat.view.palette import READABLE, contrast
from chat.view.ports import BarTone, MessageRow
from chat.view.ports.files import FileAction, FileRow, FileState
from chat.view.ports.marks import Quote
from chat.view.window import MainWindow
from tests.view.conftest import settle
from tests.view.every_dialog import OPENERS, open_one
from tests.view.gallery import fill
from tests.view.marks_talk import marks_rows

pytestmark = pytest.mark.view

FOCUS = 3.0  # WCAG 2.2, 1.4.11: what shows where the cursor is
STATES = ((), ("active",), ("hover",), ("focus",), ("pressed",), ("selected",))
WRITTEN = ("TLabel", "TButton", "TEntry", "TCombobox", "TCheckbutton", "TRadiobutton", "TNotebook")


@pytest.fixture(params=["light", "dark"])
def themed(view: MainWindow, request: pytest.FixtureRequest) -> MainWindow:
    view.set_theme(request.param)
    fill(view)
    view.show_messages([*marks_rows(), MessageRow("e", "14:05", "", "It failed.")])
    view.marks.show_answered(Quote("some words", "bob"))
    view.finding.open()
    view.finding.show_count("Not found", found=False)
    actions = (FileAction.RETRY, FileAction.REMOVE)
    view.files.show([FileRow("f", "a.png", "no room", FileState.FAILED, actions)])
    settle(view)
    return view


def test_the_main_window(themed: MainWindow) -> None:
    for tone in BarTone:
        themed.show_bar("The connection was lost.", tone, "Try now", "Stop trying")
        themed.root.update()
        assert list(unreadable(themed.root)) == [], tone


def test_every_dialog(themed: MainWindow) -> None:
    wrong: list[str] = []
    for name in OPENERS:
        window = open_one(themed, name)
        wrong += [f"{name}: {what}" for what in unreadable(window)]
        window.destroy()
    assert wrong == []


def test_the_lines_of_lists(themed: MainWindow) -> None:
    pieces = themed.pieces
    for column in below(pieces.messages):
        if not isinstance(column, tkinter.Listbox):
            continue
        ground = str(column.cget("background"))
        for line in range(column.size()):
            ink = str(column.itemcget(line, "foreground")) or str(column.cget("foreground"))
            behind = str(column.itemcget(line, "background")) or ground
            assert ratio(column, ink, behind) >= READABLE, column.get(line)
        chosen = str(column.cget("selectforeground")), str(column.cget("selectbackground"))
        assert ratio(column, *chosen) >= READABLE
    for tree in (pieces.conversations.tree, pieces.members.tree):
        ground = look(tree, "background")
        for item in descend(tree):
            for tag in tree.item(item, "tags"):
                ink = str(tree.tag_configure(tag, "foreground"))
                assert not ink or ratio(tree, ink, ground) >= READABLE, tag


def test_one_sees_where_the_cursor_is(themed: MainWindow) -> None:
    """The ring of the theme, or the colour of a selected line, stands out from what is around."""
    style, colours = themed.root.style, themed.root.style.colors
    for ground in (str(colours.bg), themed.pieces.palette.surface):
        assert contrast(str(colours.primary), ground) >= FOCUS
    entry = themed.entry_field
    ring = style.lookup(entry.cget("style") or "TEntry", "bordercolor", ("focus",))
    assert not ring or ratio(entry, str(ring), str(colours.bg)) >= FOCUS


def unreadable(window: tkinter.Misc) -> Iterator[str]:
    """What is written in a window, and does not read."""
    for widget in (window, *below(window)):
        kind = widget.winfo_class()
        if (
            kind not in WRITTEN
            or not isinstance(widget, tkinter.ttk.Widget)
            or not widget.winfo_viewable()
        ):
            continue
        if widget.instate(["disabled"]):
            continue  # exempt: 1.4.3, "inactive user interface component"
        for state in STATES if kind != "TLabel" else STATES[:1]:
            ink, ground = look(widget, "foreground", state), look(widget, "background", state)
            if kind in ("TEntry", "TCombobox"):
                ground = look(widget, "fieldbackground", state) or ground
            if ink and ground and ratio(widget, ink, ground) < READABLE:
                yield f"{widget} {widget.cget('style')} {state}: {ink} on {ground}"


def look(widget: tkinter.ttk.Widget, option: str, state: tuple[str, ...] = ()) -> str:
    """What a ttk widget has as its own, or by its style."""
    try:
        own = str(widget.cget(option)) if not state else ""
    except tkinter.TclError:
        own = ""
    name = str(widget.cget("style")) or widget.winfo_class()
    return own or str(ttk.Style().lookup(name, option, state) or "")


def ratio(widget: tkinter.Misc, ink: str, ground: str) -> float:
    return contrast(as_hex(widget, ink), as_hex(widget, ground))


def as_hex(widget: tkinter.Misc, colour: str) -> str:
    return "#" + "".join(f"{part >> 8:02x}" for part in widget.winfo_rgb(colour))


def below(widget: tkinter.Misc) -> Iterator[tkinter.Misc]:
    for child in widget.winfo_children():
        if not isinstance(child, tkinter.Toplevel):
            yield child
            yield from below(child)


def descend(tree: ttk.Treeview, item: str = "") -> Iterator[str]:
    for child in tree.get_children(item):
        yield child
        yield from descend(tree, child)
