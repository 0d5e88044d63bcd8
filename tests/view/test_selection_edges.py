"""What is selected in the message list is flat: Tk's bevel around it is never seen."""

from __future__ import annotations

import tkinter

import pytest
from PIL import Image, ImageGrab

from chat.view.selection_edges import _blocks
from chat.view.window import MainWindow
from tests.view.conftest import rows, settle, wait_until
from tests.view.test_message_listbox import LONG

pytestmark = pytest.mark.view


def colours_at_the_edges(column: tkinter.Listbox, lines: tuple[int, int]) -> set[tuple[int, ...]]:
    """The colours of the sides of a block of lines that is in view, as they are on the screen."""
    first, last = (column.bbox(line) for line in lines)
    assert first is not None
    assert last is not None
    edge = int(column.cget("selectborderwidth"))
    x, y, width = column.winfo_rootx(), column.winfo_rooty(), column.winfo_width()
    upper, lower = first[1] - edge, last[1] + last[3] + edge
    shot: Image.Image = ImageGrab.grab((x, y + upper, x + width, y + lower + 1), xdisplay="")
    picture = shot.convert("RGB")
    sides = [
        picture.crop((0, 0, width, edge)),
        picture.crop((0, picture.height - edge, width, picture.height)),
        picture.crop((0, 0, edge, picture.height)),
        picture.crop((width - edge, 0, width, picture.height)),
    ]
    pixels = [side.tobytes() for side in sides]
    return {tuple(data[at : at + 3]) for data in pixels for at in range(0, len(data), 3)}


def rgb(view: MainWindow, colour: str) -> tuple[int, ...]:
    return tuple(part // 257 for part in view.root.winfo_rgb(colour))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("roomy", [False, True])
def test_the_selected_message_has_no_bevel(view: MainWindow, mode: str, roomy: bool) -> None:
    view.set_theme(mode)
    view.set_roomy(roomy)
    view.show_messages(rows(12, LONG))
    settle(view)
    messages = view.pieces.messages
    messages.select_only(messages.all_rows()[-2])
    view.root.update()
    chosen = messages.message_listbox.curselection()
    for column in messages.sheet.columns.columns:
        wanted = {rgb(view, column.cget("selectbackground"))}
        assert colours_at_the_edges(column, (chosen[0], chosen[-1])) == wanted


def test_the_strips_follow_and_go_with_the_selection(view: MainWindow) -> None:
    view.show_messages(rows(40, LONG))
    settle(view)
    messages = view.pieces.messages
    messages.select_only(messages.all_rows()[-2])
    view.root.update()
    strips = [one for one in messages.message_listbox.winfo_children() if one.winfo_ismapped()]
    assert len(strips) == 4
    places = [strip.winfo_y() for strip in strips]
    messages.message_listbox.yview_scroll(-2, "units")
    wait_until(view, lambda: [one.winfo_y() for one in strips] != places, "they have moved")
    messages.sheet.columns.select([])
    wait_until(view, lambda: not any(one.winfo_ismapped() for one in strips), "they are gone")


def test_runs_of_lines_that_are_in_view() -> None:
    assert _blocks((1, 2, 3, 7, 9, 10, 40), 3, 20) == [(1, 3), (7, 7), (9, 10)]
    assert _blocks((), 0, 10) == []
