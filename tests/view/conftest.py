"""A real window for each view test, and ways to do what a person does with it."""

from __future__ import annotations

import time
import tkinter
from collections.abc import Callable, Iterator

import pytest

from chat.view.ports import MessageRow
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents

PATIENCE = 10.0  # seconds; reached only when something is broken


@pytest.fixture
def intents() -> FakeIntents:
    return FakeIntents()


@pytest.fixture
def view(intents: FakeIntents) -> Iterator[MainWindow]:
    window = MainWindow()
    window.bind_intents(intents)
    window.root.geometry("1000x640+0+0")
    window.root.update()
    settle(window)
    yield window
    window.destroy()


def wait_until(view: MainWindow, condition: Callable[[], bool], what: str) -> None:
    """Run the loop until `condition` holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"waited in vain until {what}")
        view.root.update()
        view.root.tk.call("after", 5)


def settle(view: MainWindow) -> None:
    """Let the window take its size and finish wrapping to it."""
    wait_until(view, lambda: view.root.winfo_width() > 1, "the window is there")
    view.root.update()
    wait_until(view, view.pieces.messages.settled, "text is wrapped to the width")


def type_text(view: MainWindow, widget: tkinter.Misc, text: str) -> None:
    """Press the keys of `text` in `widget`."""
    widget.focus_force()
    view.root.update()
    for character in text:
        keysym = {" ": "space", "#": "numbersign", "/": "slash", ".": "period"}.get(character)
        widget.event_generate(f"<KeyPress-{keysym or character}>")
    view.root.update()


def press(view: MainWindow, widget: tkinter.Misc, *sequences: str) -> None:
    """Press keys in `widget`."""
    for sequence in sequences:
        widget.focus_force()
        view.root.update()
        widget.event_generate(sequence)
        view.root.update()


def rows(count: int, text: str = "message {}", first: int = 0) -> list[MessageRow]:
    """`count` messages of a few people."""
    return [
        MessageRow(f"k{number}", "14:05", f"nick{number % 7}", text.format(number))
        for number in range(first, first + count)
    ]
