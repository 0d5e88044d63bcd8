"""The bell between threads."""

from __future__ import annotations

import os
import select
from collections.abc import Iterator

import pytest

from server.shell.wakeup import Wakeup


@pytest.fixture
def bell() -> Iterator[Wakeup]:
    bell = Wakeup()
    yield bell
    bell.close()


def rings(bell: Wakeup) -> bool:
    return bool(select.select([bell], [], [], 0)[0])


def test_it_rings_until_it_is_cleared(bell: Wakeup) -> None:
    assert not rings(bell)
    bell.ring()
    bell.ring()
    assert rings(bell)
    bell.clear()
    assert not rings(bell)
    bell.ring()
    assert rings(bell)


def test_any_number_of_signals_is_one_ring(bell: Wakeup) -> None:
    os.write(bell.signal_fd, b"\x0f" * 10_000)
    assert rings(bell)
    bell.clear()
    assert not rings(bell)


def test_a_clear_too_many_and_a_ring_after_the_end_are_harmless() -> None:
    bell = Wakeup()
    bell.clear()
    bell.close()
    bell.ring()
