"""Other threads wake the event loop by a pipe."""

from __future__ import annotations

import os
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from chat.view.waker import Waker
from chat.view.window import MainWindow
from tests.view.conftest import wait_until

pytestmark = pytest.mark.view


def test_a_thread_wakes_the_loop(view: MainWindow) -> None:
    calls: list[str] = []
    view.waker.call = lambda: calls.append(threading.current_thread().name)
    thread = threading.Thread(target=view.waker.wake)
    thread.start()
    thread.join()
    wait_until(view, lambda: bool(calls), "the loop was woken")
    assert calls == [threading.main_thread().name]


def test_any_number_of_wakings_blocks_nobody(view: MainWindow) -> None:
    calls: list[int] = []
    view.waker.call = lambda: calls.append(1)
    for _ in range(200_000):
        view.waker.wake()
    wait_until(view, lambda: bool(calls), "the loop was woken")


def test_closed_it_is_quiet(view: MainWindow) -> None:
    view.waker.close()
    view.waker.wake()
    view.waker.close()


def test_where_tk_cannot_watch_a_pipe_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "set_blocking")  # which Windows does not have, before Python 3.12
    bare: Any = SimpleNamespace(tk=object())
    waker = Waker(bare)
    assert not waker.works
    waker.wake()
    waker.close()
