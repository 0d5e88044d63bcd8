"""Text size, room around rows, and the settings window."""

from __future__ import annotations

from tkinter import font as tkfont

import pytest
from msgspec.structs import replace

from chat.translation import use_language
from chat.view.styles import BOLD_FONT
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, rows, settle
from tests.view.gallery import SETTINGS, fill
from tests.view.test_message_listbox import at_end, scroll_up, top

pytestmark = pytest.mark.view

LONG = "message {} " + "with a text that is so long that it needs several lines " * 4


def sizes(view: MainWindow) -> list[int]:
    names = ("TkDefaultFont", "TkTextFont", BOLD_FONT)
    return [int(tkfont.nametofont(name, root=view.root).actual("size")) for name in names]


def test_all_text_grows_and_the_lines_still_fit(view: MainWindow) -> None:
    fill(view)
    view.show_messages(rows(20, LONG))
    settle(view)
    before, lines = sizes(view), view.message_listbox.size()
    height = view.root.style.lookup("Side.Treeview", "rowheight")
    view.set_text_size(150)
    settle(view)
    assert sizes(view) == [round(size * 1.5) for size in before]
    assert view.message_listbox.size() > lines
    assert int(view.root.style.lookup("Side.Treeview", "rowheight")) > int(height)
    measure = tkfont.nametofont("TkTextFont", root=view.root).measure
    room = view.message_listbox.winfo_width()
    assert all(measure(line) <= room for line in view.message_listbox.get(0, "end"))
    assert at_end(view)
    view.set_text_size(100)
    settle(view)
    assert sizes(view) == before
    assert view.message_listbox.size() == lines


def test_another_size_keeps_the_place(view: MainWindow) -> None:
    view.show_messages(rows(100, LONG))
    settle(view)
    scroll_up(view, 30)
    place = view.pieces.messages.sheet.shown.place_of_line(top(view))
    view.set_text_size(125)
    settle(view)
    assert view.pieces.messages.sheet.shown.place_of_line(top(view)) == place


def test_large_text_takes_the_room_of_the_sides(view: MainWindow) -> None:
    fill(view)
    view.root.geometry("900x600")
    view.root.update()
    layout, width = view.pieces.layout, view.pieces.conversations.winfo_width()
    assert layout.shows_side("left")
    assert layout.shows_side("right")
    view.set_text_size(125)
    view.root.update()
    assert view.pieces.conversations.winfo_width() > width
    assert not layout.shows_side("right")
    view.set_text_size(200)
    assert not layout.shows_side("left")
    view.set_text_size(100)
    assert layout.shows_side("right")


def test_no_size_is_too_small_to_read_or_too_large_for_any_screen(view: MainWindow) -> None:
    before = sizes(view)
    view.set_text_size(1)
    assert sizes(view)[0] >= before[0] // 2
    view.set_text_size(10_000)
    assert sizes(view)[0] <= before[0] * 3


def test_roomy_rows_are_higher_in_all_lists(view: MainWindow) -> None:
    fill(view)
    settle(view)

    def heights() -> tuple[int, int]:
        view.message_listbox.see(0)
        view.root.update()
        boxes = [view.message_listbox.bbox(line) for line in (0, 1)]
        assert boxes[0] is not None
        assert boxes[1] is not None
        return boxes[1][1] - boxes[0][1], int(view.root.style.lookup("Side.Treeview", "rowheight"))

    compact = heights()
    view.set_roomy(True)
    settle(view)
    roomy = heights()
    assert roomy[0] > compact[0]
    assert roomy[1] > compact[1]
    view.set_theme("dark")
    assert heights() == roomy
    view.set_roomy(False)
    settle(view)
    assert heights() == compact


@pytest.mark.parametrize(
    ("keys", "call"),
    [
        ("<Control-plus>", ("on_change_text_size", 1)),
        ("<Control-equal>", ("on_change_text_size", 1)),
        ("<Control-minus>", ("on_change_text_size", -1)),
        ("<Control-Key-0>", ("on_change_text_size", 0)),
        ("<Control-KP_Add>", ("on_change_text_size", 1)),
        ("<Control-comma>", ("on_open_settings",)),
    ],
)
def test_keys_for_how_it_looks(
    view: MainWindow, intents: FakeIntents, keys: str, call: tuple[object, ...]
) -> None:
    press(view, view.entry_field, keys)
    assert intents.calls == [call]
    assert view.entry_text() == ""


def test_a_setting_is_reported_when_it_is_chosen(view: MainWindow, intents: FakeIntents) -> None:
    view.show_settings(SETTINGS)
    window = view.dialogs.settings
    assert window is not None
    assert window.boxes["theme"].get() == "Dark"
    window.boxes["clock"].current(1)
    window.boxes["clock"].event_generate("<<ComboboxSelected>>")
    view.root.update()
    assert intents.calls == [("on_set", "clock", "12")]
    view.show_settings(SETTINGS)
    assert view.dialogs.settings is window
    assert window.boxes["clock"].get() == "14:05"
    view.refresh_settings([replace(SETTINGS[0], value="light")])
    assert window.boxes["theme"].get() == "Light"
    window.close_button.invoke()
    view.refresh_settings(SETTINGS)
    assert not window.winfo_exists()
    view.show_settings(SETTINGS)
    assert view.dialogs.settings is not window


def test_a_longer_time_has_its_room(view: MainWindow) -> None:
    fill(view)
    settle(view)
    before = view.pieces.messages.sheet.columns.time.winfo_width()
    [row] = rows(1)
    view.show_messages([type(row)("k", "12:05 pm", "bob", "hi")])
    settle(view)
    assert view.pieces.messages.sheet.columns.time.winfo_width() > before


@pytest.mark.parametrize("size", ["480x360", "960x640"])
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("code", ["en", "de"])
def test_the_welcome_is_never_cut(view: MainWindow, size: str, percent: int, code: str) -> None:
    use_language(code)
    view.language.show(code)
    view.root.geometry(size)
    view.set_text_size(percent)
    settle(view)
    empty = view.pieces.empty_state
    top, lower = view.pieces.layout.stage.winfo_rooty(), view.entry_field.winfo_rooty()
    assert empty.title.winfo_rooty() >= top
    assert empty.title.winfo_height() >= empty.title.winfo_reqheight()
    assert empty.button.winfo_rooty() + empty.button.winfo_height() <= lower
    assert empty.button.winfo_rootx() >= view.root.winfo_rootx()
    assert bool(empty.text.winfo_ismapped()) is (percent == 100 or size == "960x640")
