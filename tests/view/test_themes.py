"""Light and dark: every colour changes at once, and everything can be read in both."""

from __future__ import annotations

import tkinter
from tkinter import ttk

import pytest

from chat.view import system_theme
from chat.view.palette import HUES, READABLE, contrast, hue_of
from chat.view.ports import BarTone, ConnectField, ConnectForm, MemberRow, MessageRow
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import settle
from tests.view.gallery import TALK, fill

pytestmark = pytest.mark.view

MODES = ("light", "dark")


def nick_of_hue(number: int) -> str:
    return next(nick for nick in map(str, range(10_000)) if hue_of(nick) == number)


EVERY_SENDER = [
    MessageRow(f"s{number}", "14:05", nick_of_hue(number), "text", mention=mention)
    for number in range(HUES)
    for mention in (False, True)
]


@pytest.mark.parametrize("mode", MODES)
def test_every_message_can_be_read(view: MainWindow, mode: str) -> None:
    view.show_messages([*TALK, *EVERY_SENDER])
    view.set_theme(mode)
    settle(view)
    for column in view.pieces.messages.sheet.columns.columns:
        for line in range(column.size()):
            ink = column.itemcget(line, "foreground") or str(column.cget("foreground"))
            ground = column.itemcget(line, "background") or str(column.cget("background"))
            assert contrast(ink, ground) >= READABLE, column.get(line)
        selected = (str(column.cget(f"select{end}")) for end in ("foreground", "background"))
        assert contrast(*selected) >= READABLE


@pytest.mark.parametrize("mode", MODES)
def test_every_member_and_conversation_can_be_read(view: MainWindow, mode: str) -> None:
    fill(view)
    view.show_members([MemberRow(nick_of_hue(number)) for number in range(HUES)])
    view.set_theme(mode)
    ground = str(view.root.style.lookup("Side.Treeview", "background"))
    plain = str(view.root.style.lookup("Side.Treeview", "foreground"))
    for tree in (view.pieces.conversations.tree, view.pieces.members.tree):
        for tag in _tags(tree, ""):
            ink = str(tree.tag_configure(tag, "foreground")) or plain
            assert contrast(ink, ground) >= READABLE, tag


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tone", list(BarTone))
def test_every_label_can_be_read(view: MainWindow, mode: str, tone: BarTone) -> None:
    fill(view)
    view.set_theme(mode)
    view.show_bar("The connection was lost.", tone, "Try now")
    view.open_connect_dialog(ConnectForm())
    view.show_connect_error("There is no such server.", ConnectField.HOST)
    view.root.update()
    style = view.root.style
    for label in _labels(view.root):
        name = str(label.cget("style")) or "TLabel"
        ink, ground = (str(style.lookup(name, end)) for end in ("foreground", "background"))
        assert contrast(_hex(view, ink), _hex(view, ground)) >= READABLE, label.cget("text")


def test_a_switch_recolours_everything_at_once(view: MainWindow) -> None:
    fill(view)
    view.set_theme("light")
    light = _colours(view)
    view.set_theme("dark")
    dark = _colours(view)

    assert light.keys() == dark.keys()
    assert {place for place in light if light[place] == dark[place]} == set()
    view.set_theme("light")
    assert _colours(view) == light


def test_messages_that_come_after_a_switch_have_the_new_colours(view: MainWindow) -> None:
    view.set_theme("dark")
    view.append_messages(TALK)
    before = _colours(view)
    view.set_theme("light")
    view.set_theme("dark")
    assert _colours(view) == before


def test_the_menu_switches_and_reports(view: MainWindow, intents: FakeIntents) -> None:
    view.menu_bar.menus["View"].invoke("Dark")
    assert view.root.theme_mode == "dark"
    view.menu_bar.menus["View"].invoke("Light")
    assert view.root.theme_mode == "light"
    assert intents.calls == [("on_set_theme", "dark"), ("on_set_theme", "light")]


def test_system_follows_the_system(view: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GTK_THEME", "Adwaita:dark")
    view.set_theme("system")
    assert view.root.theme_mode == "dark"
    assert view.menu_bar.mode.get() == "system"


def test_a_system_that_says_nothing_is_light(
    view: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GTK_THEME", raising=False)
    monkeypatch.setenv("PATH", "")
    assert system_theme.system_mode(view.root) == "light"


def test_a_sender_has_one_colour_however_it_is_written(view: MainWindow) -> None:
    view.append_messages(
        [MessageRow("1", "14:05", "Alice", "a"), MessageRow("2", "14:05", "ALICE", "b")]
    )
    sender = view.pieces.messages.sheet.columns.sender
    assert sender.itemcget(0, "foreground") == sender.itemcget(1, "foreground")


def _colours(view: MainWindow) -> dict[str, str]:
    """The colour of each thing that has one."""
    settle(view)
    found = {"menu": str(view.menu_bar.bar.cget("background"))}
    for number, column in enumerate(view.pieces.messages.sheet.columns.columns):
        for option in ("background", "foreground", "selectbackground"):
            found[f"column {number} {option}"] = str(column.cget(option))
        for line in range(column.size()):
            for option in ("foreground", "background"):
                if value := column.itemcget(line, option):
                    found[f"column {number} line {line} {option}"] = str(value)
    for tree in (view.pieces.conversations.tree, view.pieces.members.tree):
        for tag in _tags(tree, ""):
            if value := str(tree.tag_configure(tag, "foreground")):
                found[f"{tree} {tag}"] = value
    for name in ("Page.TFrame", "Side.TFrame", "Line.TFrame", "Hint.TLabel", "Side.Treeview"):
        found[name] = str(view.root.style.lookup(name, "background"))
    return found


def _tags(tree: ttk.Treeview, parent: str) -> set[str]:
    found: set[str] = set()
    for item in tree.get_children(parent):
        found |= {str(tag) for tag in tree.item(item, "tags")} | _tags(tree, item)
    return found


def _labels(widget: tkinter.Misc) -> list[ttk.Label]:
    found = [child for child in widget.winfo_children() if isinstance(child, ttk.Label)]
    return found + [label for child in widget.winfo_children() for label in _labels(child)]


def _hex(view: MainWindow, colour: str) -> str:
    return "#" + "".join(f"{part >> 8:02x}" for part in view.root.winfo_rgb(colour))
