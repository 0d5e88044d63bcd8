"""Right-to-left text stands in the order in which it is read, where Tk does not do it itself."""

from __future__ import annotations

import tkinter
from collections.abc import Iterator
from typing import cast

import pytest

from chat.view.bidi import draw_like, shaped, visual


class _System:
    """As much of a Tk as tells what it draws with."""

    def __init__(self, name: str) -> None:
        self.tk = self
        self._name = name

    def call(self, *_: str) -> str:
        return self._name


def on(name: str) -> None:
    draw_like(cast("tkinter.Misc", _System(name)))


@pytest.fixture(autouse=True)
def _x11() -> Iterator[None]:
    on("x11")
    yield
    on("x11")


def test_a_line_is_turned_and_what_is_latin_in_it_is_not() -> None:
    assert visual("שלום abc") == "abc םולש"
    assert visual("hello שלום, 12:30") == "hello 12:30 ,םולש"
    assert visual("plain – text") == "plain – text"


def test_a_line_of_a_longer_text_begins_where_that_begins() -> None:
    assert visual("abc שלום", "שלום abc שלום") == "םולש abc"
    assert visual("abc שלום") == "abc םולש"


def test_brackets_are_mirrored_with_their_text() -> None:
    assert visual("שלום (אב)") == "(בא) םולש"


def test_marks_stay_on_their_letter() -> None:
    assert visual("\u05e9\u05b8\u05c1\u05d1") == "\u05d1\u05e9\u05b8\u05c1"
    assert visual("cafe\u0301") == "cafe\u0301"


def test_arabic_letters_join() -> None:
    assert shaped("سلام") == "\ufeb3\ufefc\ufee1"
    assert shaped("hello") == "hello"


def test_a_skin_tone_is_not_drawn_as_a_box() -> None:
    assert shaped("\U0001f44d\U0001f3fd yes") == "\U0001f44d yes"


@pytest.mark.parametrize("system", ["win32", "aqua"])
def test_a_system_that_orders_text_itself_gets_it_as_it_is(system: str) -> None:
    on(system)
    assert visual("שלום abc") == "שלום abc"
    assert shaped("سلام") == "سلام"


def test_a_hostile_line_takes_no_time_to_speak_of() -> None:
    line = "א(" * 40_000
    assert len(visual(line)) == len(line)
