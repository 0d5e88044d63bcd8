"""Looking for garbage waits for the start, and goes on after it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from chat import collecting


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    gc.enable()


def test_it_is_off_while_the_program_starts_and_on_after() -> None:
    collecting.pause()
    assert not gc.isenabled()
    collecting.resume()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[0] > 700
