"""Nothing of a closed window calls Tk when Python collects it, which may be on any thread."""

from __future__ import annotations

import gc
import threading
import tkinter
from collections.abc import Callable, Iterator
from tkinter import font as tkfont
from typing import Any

import pytest
from PIL import ImageTk

from chat.view.ports import ConnectForm, Setting, Table, TableRow
from chat.view.ports.accounts import AccountMode, AccountRules, AccountState
from chat.view.ports.avatars import PersonCard
from chat.view.ports.files import ShownPicture
from chat.view.ports.hosting import HostingForm
from chat.view.ports.trust import CertificateQuestion
from chat.view.values import TextValue, TruthValue
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import settle

pytestmark = pytest.mark.view

TELLS_TK = (tkinter.Variable, tkinter.Image, tkfont.Font, ImageTk.PhotoImage)  # of its end
GUEST = AccountState("Account", "", AccountMode.GUEST, account="ann", new=AccountRules())
TABLE = Table("Bans", ("Who",), [TableRow("1", ("x!*@*",))], "Lift", lambda _key: None)
PICTURE = ShownPicture("cat.png", "2 × 1", 2, 1, bytes(8), "https://x.example/c.png")

WINDOWS: dict[str, Callable[[MainWindow], object]] = {
    "connect": lambda view: view.open_connect_dialog(ConnectForm(nick="ann", host="x")),
    "table": lambda view: view.show_table(TABLE),
    "choice": lambda view: view.ask_choice("Ban", "Whom?", [("x", "y")], print),
    "line": lambda view: view.ask_line("Name", "Which?", "Take", print),
    "settings": lambda view: view.show_settings([Setting("a", "A", (("1", "one"),), "1")]),
    "text": lambda view: view.show_text("Title", "text"),
    "emoji": lambda view: view.choose_emoji(print),
    "shortcuts": lambda view: view.dialogs.shortcuts(),
    "search": lambda view: view.search.open(["#lobby"]),
    "account": lambda view: view.accounts.show(GUEST),
    "hosting": lambda view: view.hosting.open_form(HostingForm("lab")),
    "picture": lambda view: view.files.show_picture(PICTURE),
    "person": lambda view: view.avatars.show_person(PersonCard("bob", "Who is bob?", "x")),
    "trust": lambda view: view.trust.ask(
        CertificateQuestion("Right?", "", "AB:CD", "", "Trust it", compared="Compared"),
        lambda _trusted: None,
    ),
}


@pytest.fixture
def ended_elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What told Tk of its end on another thread; nothing is collected but when a test says so."""
    found: list[str] = []
    for kind in TELLS_TK:
        before = kind.__del__

        def end(self: object, before: Any = before) -> None:
            if threading.current_thread() is threading.main_thread():
                before(self)
            else:
                found.append(repr(self))

        monkeypatch.setattr(kind, "__del__", end)
    gc.collect()
    gc.disable()
    yield found
    gc.enable()


def collect_elsewhere() -> None:
    thread = threading.Thread(target=gc.collect)
    thread.start()
    thread.join()


@pytest.mark.parametrize("name", WINDOWS)
def test_a_closed_window_leaves_nothing_that_calls_tk(
    view: MainWindow, ended_elsewhere: list[str], name: str
) -> None:
    for _ in range(2):  # what holds the first window lets go of it for the second
        before = set(view.root.winfo_children())
        WINDOWS[name](view)
        view.root.update()
        opened = set(view.root.winfo_children()) - before
        assert opened
        for window in opened:
            window.destroy()
        view.root.update()
        del opened, before
    collect_elsewhere()
    assert ended_elsewhere == []


def test_nor_does_the_main_window(ended_elsewhere: list[str]) -> None:
    window = MainWindow()
    window.bind_intents(FakeIntents())
    settle(window)
    window.finding.open()
    kept = window.root.tk  # the interpreter itself must end where it began
    window.destroy()
    del window
    collect_elsewhere()
    assert [one for one in ended_elsewhere if "Value" in one or "Var" in one] == []
    del kept


def test_a_value_is_tks_until_its_widget_goes(view: MainWindow) -> None:
    frame = tkinter.Frame(view.root)
    text, truth = TextValue(frame, "tea"), TruthValue(frame, True)
    child = tkinter.Frame(frame)
    child.destroy()
    assert (text.get(), truth.get()) == ("tea", True)
    frame.destroy()
    with pytest.raises(tkinter.TclError):
        text.get()
