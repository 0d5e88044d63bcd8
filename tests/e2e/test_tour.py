"""The morning of a class, played as a person would: nothing missing, nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.tour import play

pytestmark = pytest.mark.e2e


def test_a_morning_of_a_class_in_five_windows(tmp_path: Path) -> None:
    play(tmp_path / "pictures")
    pictures = sorted((tmp_path / "pictures").glob("*.png"))
    assert len(pictures) > 20
    for picture in pictures:
        with Image.open(picture) as shown:
            assert len(shown.getcolors(1 << 24) or ()) > 10, picture.name
