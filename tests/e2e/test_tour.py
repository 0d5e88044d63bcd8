"""The morning of a class, played as a person would: nothing missing, nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from chat.translation import use_language
from tests.e2e.lesson import LESSONS
from tests.e2e.tour import play

pytestmark = pytest.mark.e2e


@pytest.fixture(autouse=True)
def _english_after() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize("language", LESSONS)
def test_a_morning_of_a_class_in_five_windows(tmp_path: Path, language: str) -> None:
    play(tmp_path / "pictures", language)
    pictures = sorted((tmp_path / "pictures").glob("*.png"))
    assert len(pictures) > 20
    for picture in pictures:
        with Image.open(picture) as shown:
            assert len(shown.getcolors(1 << 24) or ()) > 10, picture.name
