"""Files in the window: the tray, the picture window, pasting, the message menu."""

from __future__ import annotations

import tkinter
from typing import Any

import pytest
from msgspec.structs import replace

from chat.view.clipboard_files import pasted_files, pasted_picture, paths_of
from chat.view.files_tray import MOST_NAME
from chat.view.picture_window import PictureWindow
from chat.view.ports import MessageRow
from chat.view.ports.files import FileAction, FileRow, FileState, ShownPicture, Thumbnail
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, settle, wait_until

pytestmark = pytest.mark.view

READY = (FileAction.SEND, FileAction.REMOVE)


def tray_row(**facts: Any) -> FileRow:
    given: dict[str, Any] = {"detail": "34 KB", "state": FileState.READY, "actions": READY, **facts}
    return FileRow("1", given.pop("name", "cat.png"), **given)


def test_the_tray_shows_a_file_and_its_buttons_report(
    view: MainWindow, intents: FakeIntents
) -> None:
    view.files.show([tray_row()])
    line = view.files.tray.lines["1"]
    assert str(line.preview.cget("image")) == ""
    view.files.show([tray_row(thumbnail=Thumbnail(40, 20, bytes((9, 9, 9, 255)) * 800))])
    settle(view)
    assert line is view.files.tray.lines["1"]
    assert line.winfo_ismapped()
    assert (line.name.cget("text"), line.detail.cget("text")) == ("cat.png", "34 KB")
    assert str(line.preview.cget("image")) != ""
    line.buttons[FileAction.SEND].invoke()
    assert intents.named("files.on_action") == [("1", FileAction.SEND)]


def test_a_long_problem_is_read_to_the_end_of_its_lines(view: MainWindow) -> None:
    view.files.show([tray_row(state=FileState.FAILED, detail="It came to nothing " * 9)])
    settle(view)
    detail = view.files.tray.lines["1"].detail
    room = detail.winfo_width()
    detail.configure(width=0)  # as wide as its lines are
    assert room / 2 < detail.winfo_reqwidth() <= room


def test_a_running_file_has_a_bar_and_can_be_cancelled(
    view: MainWindow, intents: FakeIntents
) -> None:
    view.files.show([tray_row()])
    view.files.show([tray_row(state=FileState.RUNNING, percent=40, actions=(FileAction.CANCEL,))])
    settle(view)
    line = view.files.tray.lines["1"]
    assert line.progress.winfo_ismapped()
    assert line.progress.cget("value") == 40
    assert list(line.buttons) == [FileAction.CANCEL]
    line.buttons[FileAction.CANCEL].invoke()
    assert intents.named("files.on_action") == [("1", FileAction.CANCEL)]


def test_an_empty_tray_takes_no_room(view: MainWindow) -> None:
    settle(view)
    before = view.pieces.messages.winfo_height()
    view.files.show(
        [
            tray_row(),
        ]
    )
    settle(view)
    assert view.pieces.messages.winfo_height() < before
    view.files.show([])
    settle(view)
    assert view.pieces.messages.winfo_height() == before


def test_many_files_leave_room_to_read_and_to_write(view: MainWindow) -> None:
    rows = [replace(tray_row(), key=str(number)) for number in range(10)]
    view.root.geometry("640x480")
    view.files.show(rows)
    settle(view)
    tray = view.files.tray
    listed = [key for key, line in tray.lines.items() if line.winfo_ismapped()]
    assert listed == [str(number) for number in range(len(listed))]
    assert 2 <= len(listed) < 10
    assert tray.more.cget("text") == f"and {10 - len(listed)} more files"
    assert tray.send_all.cget("text") == "Send all 10 files"
    lower = view.entry_field.winfo_rooty() + view.entry_field.winfo_height()
    assert lower <= view.root.winfo_rooty() + view.root.winfo_height()
    assert view.pieces.messages.winfo_height() > 40
    view.files.show(rows[2:4])
    settle(view)
    assert not tray.more.winfo_ismapped()
    view.files.show(rows)
    view.root.geometry("640x1100")
    wait_until(view, lambda: not tray.more.winfo_ismapped(), "all are listed")


def test_a_hostile_name_does_no_harm(view: MainWindow) -> None:
    name = "a\u202egnp.exe" + "x" * 500 + ".png"
    view.files.show([tray_row(name=name)])
    settle(view)
    shown = view.files.tray.lines["1"].name.cget("text")
    assert len(shown) <= MOST_NAME
    assert shown.endswith(".png")
    assert "\u202e" not in shown


def test_a_picture_is_shown_and_can_be_saved_or_opened(
    view: MainWindow, intents: FakeIntents
) -> None:
    pixels = bytes((10, 20, 30, 255)) * (40 * 20)
    view.files.show_picture(ShownPicture("cat.png", "40 × 20, PNG", 40, 20, pixels, "https://x/c"))
    settle(view)
    (window,) = view.files.pictures
    assert isinstance(window, PictureWindow)
    assert (window.image.width(), window.image.height()) == (40, 20)
    window.save_button.invoke()
    window.open_button.invoke()
    assert intents.calls[-2:] == [("files.on_save", "https://x/c"), ("on_open_link", "https://x/c")]
    press(view, window.close_button, "<Escape>")
    assert not window.winfo_exists()


def test_the_dialogs_answer_with_paths_or_not_at_all(
    view: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []
    answers: list[object] = [("/a", "/b"), ""]

    def ask(**options: Any) -> object:
        asked.append(options)
        return answers.pop(0)

    monkeypatch.setattr("tkinter.filedialog.askopenfilenames", ask)
    monkeypatch.setattr("tkinter.filedialog.asksaveasfilename", ask)
    taken: list[object] = []
    view.files.ask_files(taken.append)
    view.files.ask_where("../../etc/x", taken.append)
    assert taken == [["/a", "/b"]]
    assert "/" not in asked[1]["initialfile"]


class _Clipboard:
    """A widget whose clipboard offers what a test says."""

    def __init__(self, **offers: str) -> None:
        self.tk = self
        self._offers = {
            name.replace("_", "/", 1).replace("_", "-"): value for name, value in offers.items()
        }

    def call(self, *_: str) -> str:
        return "x11"

    def selection_get(self, *, selection: str, type: str) -> str:  # noqa: A002 - as tkinter has it
        assert selection == "CLIPBOARD"
        if type == "TARGETS":
            return "TIMESTAMP " + " ".join(self._offers)
        if type not in self._offers:
            raise tkinter.TclError("no such selection")
        return self._offers[type]


def test_a_picture_on_the_clipboard_is_read_as_tk_gives_it() -> None:
    clipboard: Any = _Clipboard(image_png="0x89 0x50 0x4e 0x47 ")
    assert pasted_picture(clipboard) == b"\x89PNG"
    assert pasted_files(clipboard) == []
    broken: Any = _Clipboard(image_png="0x89 0xZZ ")
    assert pasted_picture(broken) is None


def test_files_on_the_clipboard_are_paths() -> None:
    clipboard: Any = _Clipboard(text_uri_list="file:///a/b%20c.txt\r\nhttp://x/y\r\n")
    assert pasted_files(clipboard) == ["/a/b c.txt"]
    assert pasted_picture(clipboard) is None
    assert paths_of("# remark\nfile://elsewhere/x\nfile://localhost/y\n") == ["/y"]


def test_pasting_text_is_pasting_text(view: MainWindow, intents: FakeIntents) -> None:
    view.root.clipboard_clear()
    view.root.clipboard_append("just words")
    press(view, view.entry_field, "<<Paste>>")
    assert view.entry_text() == "just words"
    assert intents.named("files.on_files") == []


def test_pasting_files_or_a_picture_reports_them(
    view: MainWindow, intents: FakeIntents, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.root.clipboard_clear()
    monkeypatch.setattr("chat.view.files.pasted_files", lambda _root: ["/a"])
    press(view, view.entry_field, "<<Paste>>")
    monkeypatch.setattr("chat.view.files.pasted_files", lambda _root: [])
    monkeypatch.setattr("chat.view.files.pasted_picture", lambda _root: b"png")
    press(view, view.entry_field, "<<Paste>>")
    assert intents.named("files.on_files") == [(["/a"],)]
    assert intents.named("files.on_picture_pasted") == [(b"png",)]
    assert view.entry_text() == ""


def test_text_is_pasted_as_text_though_a_picture_of_it_is_there_too(
    view: MainWindow, intents: FakeIntents, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.root.clipboard_clear()
    view.root.clipboard_append("3 apples")
    monkeypatch.setattr("chat.view.files.pasted_picture", lambda _root: b"png")
    press(view, view.entry_field, "<<Paste>>")
    assert view.entry_text() == "3 apples"
    assert intents.named("files.on_picture_pasted") == []


def test_several_files_are_sent_by_one_button_or_by_enter(
    view: MainWindow, intents: FakeIntents
) -> None:
    rows = [replace(tray_row(), key=str(number)) for number in range(3)]
    tray = view.files.tray
    view.files.show(rows[:1])
    settle(view)
    assert not tray.send_all.winfo_ismapped()
    view.files.show(rows)
    settle(view)
    assert tray.send_all.winfo_ismapped()
    assert tray.send_all.cget("text") == "Send all 3 files"
    tray.send_all.invoke()
    press(view, view.entry_field, "<Return>")
    assert intents.calls[-2:] == [("files.on_send_all",), ("files.on_enter",)]
    assert intents.named("on_send") == []


def test_files_can_be_dropped_on_the_window(view: MainWindow, intents: FakeIntents) -> None:
    wait_until(view, lambda: view.files.takes_drops, "the extension to be loaded")
    event: Any = type("Event", (), {"data": "{/a b} /c", "action": "copy"})()
    assert view.files._on_drop(event) == "copy"
    assert intents.named("files.on_files") == [(["/a b", "/c"],)]


def test_a_message_with_a_link_offers_what_the_chat_can_do_with_it(
    view: MainWindow, intents: FakeIntents
) -> None:
    intents.files.offered = ("show", "save")
    view.append_messages([MessageRow("1", "14:05", "bob", "see https://files.example/up/x.png")])
    settle(view)
    menu = view.pieces.messages.menu
    row = view.pieces.messages.row_at(5)
    assert row is not None
    menu.fill(row)
    menu.menu.invoke("Show picture")
    menu.menu.invoke("Save file…")
    url = "https://files.example/up/x.png"
    assert intents.calls[-2:] == [("files.on_show", url), ("files.on_save", url)]


@pytest.mark.parametrize(
    ("offered", "calls"),
    [
        (("show", "save"), [("files.on_show", "https://files.example/x.png")]),
        (("save",), [("on_open_link", "https://files.example/x.png")]),
    ],
)
def test_a_click_shows_a_picture_and_two_open_another_link(
    view: MainWindow, intents: FakeIntents, offered: tuple[str, ...], calls: list[object]
) -> None:
    intents.files.offered = offered
    view.append_messages([MessageRow("1", "14:05", "bob", "https://files.example/x.png")])
    settle(view)
    box = view.message_listbox.bbox(view.message_listbox.size() - 1)
    assert box is not None
    x, y = box[0] + 5, box[1] + 5
    intents.calls.clear()
    view.message_listbox.event_generate("<Button-1>", x=x, y=y)
    view.message_listbox.event_generate("<ButtonRelease-1>", x=x, y=y)
    assert intents.calls == [call for call in calls if offered[0] == "show"]
    view.message_listbox.event_generate("<Button-1>", x=x, y=y)
    assert [call for call in intents.calls if call not in calls] == []
    assert calls[0] in intents.calls


def test_the_menu_sends_a_file(view: MainWindow, intents: FakeIntents) -> None:
    press(view, view.entry_field, "<Control-o>")
    assert intents.named("files.on_attach") == [()]


@pytest.mark.parametrize(
    ("offers", "done"),
    [(("show", "save"), "files.on_show"), (("save",), "files.on_save")],
)
def test_a_file_of_the_chat_is_a_row_with_name_and_size(
    view: MainWindow, intents: FakeIntents, offers: tuple[str, ...], done: str
) -> None:
    url = "https://files.example/up/x.png"
    text = f"cat.png (3 KB): {url}"
    intents.files.offered = offers
    view.append_messages([MessageRow("1", "14:05", "bob", text, attachment=url)])
    settle(view)
    assert view.message_listbox.get(0, "end") == ("cat.png (3 KB)",)
    box = view.message_listbox.bbox(0)
    assert box is not None
    view.message_listbox.event_generate("<Button-1>", x=box[0] + 5, y=box[1] + box[3] // 2)
    settle(view)
    assert intents.named(done) == [(url,)]
