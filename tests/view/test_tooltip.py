"""A tooltip comes, and goes."""

from __future__ import annotations

import pytest
import ttkbootstrap as ttk

from chat.view import tooltip
from chat.view.tooltip import QuietToolTip
from chat.view.window import MainWindow
from tests.view.conftest import wait_until

pytestmark = pytest.mark.view


def test_under_a_pointer_that_rests_it_goes_by_itself(
    view: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tooltip, "LASTS", 30)
    tip = QuietToolTip(ttk.Label(view.root), "Words")
    tip.show_tip()
    assert tip.toplevel is not None
    wait_until(view, lambda: tip.toplevel is None, "it is gone")
