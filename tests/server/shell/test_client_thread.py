"""A client's thread: begins, ends, is waited for, and hides nothing."""

from __future__ import annotations

import _thread
import threading
from types import FrameType
from typing import Any

import pytest

from server.shell.client_thread import ClientThread

PATIENCE = 10.0


def test_it_runs_in_a_thread_of_its_own_and_ends() -> None:
    idents: list[int] = []
    thread = ClientThread(lambda: idents.append(threading.get_ident()))
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert idents
    assert idents[0] != threading.get_ident()


def test_it_is_alive_from_when_it_is_made_and_waiting_for_it_has_an_end() -> None:
    go_on = threading.Event()
    thread = ClientThread(go_on.wait)
    assert thread.is_alive()
    thread.join(0.0)  # not begun: nobody waits for ever
    thread.start()
    thread.join(0.0)
    assert thread.is_alive()
    go_on.set()
    thread.join(PATIENCE)
    thread.join(PATIENCE)  # as often as one likes
    assert not thread.is_alive()


def test_without_a_thread_it_is_refused_and_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_thread(*_: object) -> int:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(_thread, "start_new_thread", no_thread)
    thread = ClientThread(lambda: None)
    with pytest.raises(RuntimeError, match="new thread"):
        thread.start()
    assert not thread.is_alive()


def test_a_defect_is_logged_and_ends_it(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ZeroDivisionError("a defect")

    thread = ClientThread(fail)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert "a client's thread failed" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_who_traces_threads_sees_it() -> None:
    seen: list[str] = []

    def trace(frame: FrameType, _event: str, _argument: Any) -> None:
        seen.append(frame.f_code.co_name)

    def served() -> None:
        pass

    before = threading.gettrace()
    threading.settrace(trace)
    try:
        thread = ClientThread(served)
        thread.start()
        thread.join(PATIENCE)
    finally:
        threading.settrace(before)
    assert "served" in seen
