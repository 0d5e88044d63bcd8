"""No part of the window takes the cursor with it when it goes."""

from __future__ import annotations

import pytest

from chat.view.ports import BarTone
from chat.view.ports.tour import TourHint, TourStop
from chat.view.window import MainWindow
from tests.view.conftest import settle
from tests.view.gallery import fill

pytestmark = pytest.mark.view


def test_after_a_button_of_the_bar_the_entry_has_the_cursor(view: MainWindow) -> None:
    fill(view)
    view.show_bar("It is so.", BarTone.WARNING, "OK")
    settle(view)
    view.pieces.bar.button.focus_force()
    settle(view)
    view.hide_bar()
    settle(view)
    assert view.root.focus_get() is view.entry_field


def test_after_a_hint_of_the_tour_too(view: MainWindow) -> None:
    fill(view)
    view.tour.show(TourHint(TourStop.ENTRY, "A title", "What it is about.", "1 of 3", last=False))
    settle(view)
    assert view.tour.callout is not None
    view.tour.callout.skip_button.focus_force()
    settle(view)
    view.tour.hide()
    settle(view)
    assert view.root.focus_get() is view.entry_field


def test_what_stays_keeps_it(view: MainWindow) -> None:
    fill(view)
    view.show_bar("It is so.", BarTone.WARNING, "OK")
    settle(view)
    view.message_listbox.focus_force()
    settle(view)
    view.hide_bar()
    settle(view)
    assert view.root.focus_get() is view.message_listbox
