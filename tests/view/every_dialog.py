"""Opens each window that can come over the main one, filled as it may be at its fullest."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

from chat.view.ports import ConnectField, ConnectForm, Setting
from chat.view.ports.files import ShownPicture
from chat.view.ports.hosting import HostingForm
from chat.view.window import MainWindow
from tests.controller.harness import Chat
from tests.view.gallery import (
    ACCOUNTS,
    CHANNELS,
    FOUND,
    HOSTED,
    SERVERS,
    TRUSTED,
    ask_to_trust,
    show_own_picture,
    show_person,
)

LONG = "The server at chat.example.org closed the connection: too many clients. " * 2


def every_setting() -> list[Setting]:
    """The settings that the controllers offer."""
    chat = Chat().start()
    chat.controller.on_open_settings()
    return list(chat.view.settings)


def _connect(view: MainWindow) -> None:
    view.open_connect_dialog(ConnectForm("alice", "chat.example.org", "6667", "#lobby"))
    view.connect.show_servers(SERVERS, LONG, looking=False)
    view.show_connect_error(LONG, ConnectField.HOST)


def _connect_more(view: MainWindow) -> None:
    _connect(view)
    assert view.dialogs.connect is not None
    view.dialogs.connect.fields.more_button.invoke()


def _account(view: MainWindow) -> None:
    view.accounts.show(ACCOUNTS["account-refused"])


def _account_new(view: MainWindow) -> None:
    view.accounts.show(ACCOUNTS["account-new"])
    assert view.accounts.window is not None
    view.accounts.window.fields.kinds[1].invoke()


def _account_password(view: MainWindow) -> None:
    view.accounts.show(ACCOUNTS["account-password"])


def _search(view: MainWindow) -> None:
    view.search.open(["#lobby", "bob"])
    view.search.show(FOUND, ["cable"], "3 messages found.", busy=True)


OPENERS: dict[str, Callable[[MainWindow], object]] = {
    "connect": _connect,
    "connect-more": _connect_more,
    "host": lambda view: view.hosting.open_form(HostingForm("alice-chat")),
    "hosting": lambda view: view.hosting.open_panel(HOSTED),
    "account": _account,
    "account-new": _account_new,
    "account-password": _account_password,
    "account-member": lambda view: view.accounts.show(ACCOUNTS["account-member"]),
    "own-picture": show_own_picture,
    "person": show_person,
    "trusted": lambda view: view.show_table(TRUSTED),
    "certificate": lambda view: ask_to_trust(view, "certificate"),
    "certificate-changed": lambda view: ask_to_trust(view, "certificate-changed"),
    "settings": lambda view: view.show_settings(every_setting()),
    "search": _search,
    "shortcuts": lambda view: view.dialogs.shortcuts(),
    "how-to": lambda view: view.dialogs.how_to(),
    "join": lambda view: view.dialogs.ask_channel(view.intents()),
    "nick": lambda view: view.ask_nick(),
    "choice": lambda view: view.ask_choice("Go to", "Where to?", [("#a", "a")] * 300, print),
    "emoji": lambda view: view.pick_emoji(),
    "channels": lambda view: view.show_table(CHANNELS),
    "text": lambda view: view.show_text("Details", "a: b\n" * 50),
    "export": lambda view: view.export.show_progress("Writing…", 0.3),
    "picture": lambda view: view.files.show_picture(
        ShownPicture("a.png", "64 × 64, PNG, 3 KB", 64, 64, b"\x00\x80\xff\xff" * 4096, "https://x")
    ),
}


def open_one(view: MainWindow, name: str) -> tkinter.Toplevel:
    """Open it, let it settle, and give back the window that it is."""
    OPENERS[name](view)
    for _turn in range(3):
        view.root.update()
    [window] = [
        one
        for one in view.root.winfo_children()
        if isinstance(one, tkinter.Toplevel) and one.winfo_viewable()
    ]
    return window


def stops(widget: tkinter.Misc) -> list[tkinter.Misc]:
    """All under a widget that can be used by keyboard."""
    found: list[tkinter.Misc] = []
    for child in widget.winfo_children():
        if isinstance(child, tkinter.Toplevel | tkinter.Menu) or not child.winfo_viewable():
            continue
        if str(child.tk.call("tk::FocusOK", child)) == "1":
            found.append(child)
        found += stops(child)
    return found
