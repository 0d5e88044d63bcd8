"""A label of one line gives way to an ellipsis, and keeps the end where that tells most."""

from __future__ import annotations

import pytest

from chat.view.elided_label import ElidedLabel
from chat.view.window import MainWindow
from tests.view.conftest import settle

pytestmark = pytest.mark.view

NAME = "a-photo-of-the-whole-class-and-the-teacher.png"


@pytest.mark.parametrize(("wide", "end"), [(900, "her.png"), (200, "….png"), (40, "…")])
def test_what_has_no_room_is_elided(view: MainWindow, wide: int, end: str) -> None:
    label = ElidedLabel(view.root, NAME, end=4)
    label.place(x=0, y=0, width=wide)
    settle(view)
    shown = str(label.cget("text"))
    assert shown.endswith(end)
    assert (shown == NAME) is (wide == 900)
    assert NAME.startswith(shown.split("…")[0])


def test_another_text_is_fitted_and_one_that_fits_again_is_whole(view: MainWindow) -> None:
    label = ElidedLabel(view.root, "short")
    label.place(x=0, y=0, width=120)
    settle(view)
    assert label.cget("text") == "short"
    label.show("Say that you are away; alone, that you are back.")
    assert str(label.cget("text")).endswith("…")
    label.place(width=800)
    settle(view)
    assert str(label.cget("text")).endswith("back.")
