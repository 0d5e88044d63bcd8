"""Every dialog fits small and dense screens, and is reached and left by the keyboard."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from chat.view.window import MainWindow
from demo.display import virtual_display
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, settle
from tests.view.every_dialog import OPENERS, open_one, stops

pytestmark = pytest.mark.view

SCREENS = {"100 %": ("640x480x24", 96), "150 %": ("960x720x24", 144), "200 %": ("1280x960x24", 192)}


@pytest.mark.parametrize("scaling", SCREENS)
def test_all_are_on_the_screen_whole_or_scroll(scaling: str) -> None:
    """In a process of its own: one whose X server goes away ends."""
    with virtual_display(*SCREENS[scaling]) as name:
        done = subprocess.run(
            [sys.executable, "-m", "tests.view.small_screen", scaling.split()[0]],
            env={**os.environ, "DISPLAY": name},
            stdout=subprocess.PIPE,
            text=True,
            timeout=120,
            check=True,
        )
    assert done.stdout.splitlines() == ["looked at all"]


@pytest.mark.parametrize("name", OPENERS)
def test_tab_goes_to_all_that_can_be_used_and_back_to_the_first(
    view: MainWindow, name: str
) -> None:
    window = open_one(view, name)
    wanted = set(map(str, stops(window)))
    here = window.focus_get()
    assert here is not None
    assert str(here) in wanted
    visited = [str(here)]
    while len(visited) <= len(wanted):
        press(view, here, "<<NextWindow>>")
        following = view.root.focus_get()
        assert following is not None
        visited.append(str(following))
        here = following
    assert set(visited) == wanted
    assert visited[-1] == visited[0]
    reached = list(visited)
    for name_before in reversed(reached[:-1]):
        press(view, here, "<<PrevWindow>>")
        here = view.root.focus_get() or here
        assert str(here) == name_before


@pytest.mark.parametrize("name", OPENERS)
def test_escape_puts_it_away_and_one_types_again(
    view: MainWindow, intents: FakeIntents, name: str
) -> None:
    view.entry_field.focus_force()
    settle(view)
    window = open_one(view, name)
    here = window.focus_get()
    assert here is not None
    press(view, here, "<Escape>")
    if name == "export":  # it goes when the controller has given up
        assert intents.export.calls == ["on_cancel"]
        return
    assert not window.winfo_exists()
    view.root.update()
    assert view.root.focus_lastfor() is view.entry_field
