"""The icon in the tray runs on a thread of its own, and speaks through the pump."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any

import pytest

from chat.model import tray_icon
from chat.model.tray_icon import TrayIcon

Call = Callable[[], None]


class _Icon:
    """As much of the library's icon as is used."""

    def __init__(self, entries: tuple[tuple[str, Call], ...]) -> None:
        self.entries = dict(entries)
        self.runs = threading.Event()
        self._ended = threading.Event()

    def run(self) -> None:
        self.runs.set()
        self._ended.wait(10)

    def stop(self) -> None:
        self._ended.set()


def test_what_is_chosen_in_the_menu_comes_back_on_the_tk_thread() -> None:
    calls: queue.Queue[Call] = queue.Queue()
    icons: queue.Queue[_Icon] = queue.Queue()
    happened: list[str] = []

    def make(entries: Any) -> _Icon:
        icons.put(icon := _Icon(entries))
        return icon

    tray = TrayIcon(calls.put, make=make)
    tray.bind(lambda: happened.append("open"), lambda: happened.append("quit"))
    assert not tray.is_there()
    tray.show("Open", "Quit")
    tray.show("Open", "Quit")  # once is enough
    icon = icons.get(timeout=10)
    assert icon.runs.wait(10)
    assert tray.is_there()
    for label in ("Open", "Quit"):
        icon.entries[label]()
        calls.get(timeout=10)()
    assert happened == ["open", "quit"]
    tray.hide()
    assert not tray.is_there()
    assert icons.empty()
    tray.hide()


@pytest.mark.parametrize("made", [None, OSError("no display")])
def test_where_there_is_no_tray_nothing_happens(made: Exception | None) -> None:
    def make(_entries: Any) -> None:
        if made is not None:
            raise made

    tray = TrayIcon(lambda _call: None, make=make)
    tray.show("Open", "Quit")
    tray.hide()
    assert not tray.is_there()


def test_the_picture_is_drawn() -> None:
    assert tray_icon._picture().getbbox() == (4, 8, 60, 60)
