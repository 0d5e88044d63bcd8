"""The lock around the core: the bell is rung when it is let go."""

from __future__ import annotations

import threading

import pytest

from server.shell.state_lock import StateLock

PATIENCE = 10.0


class Bell:
    """Counts its rings, and whether the lock could be had then."""

    def __init__(self) -> None:
        self.lock = StateLock(self.ring)
        self.rings = 0
        self.waiting = threading.Event()

    def ring(self) -> None:
        with self.lock:  # would never come back if the lock were still held
            self.rings += 1
        self.waiting.set()


def test_the_bell_is_rung_once_when_the_lock_is_let_go() -> None:
    bell = Bell()
    with bell.lock:
        bell.lock.want()
        bell.lock.want()
        assert bell.rings == 0
    assert bell.rings == 1


def test_it_is_silent_when_nobody_wants_it() -> None:
    bell = Bell()
    with bell.lock:
        pass
    assert bell.rings == 0


def fail_under(lock: StateLock) -> None:
    with lock:
        lock.want()
        int("defect")


def test_what_raises_lets_go_and_rings() -> None:
    bell = Bell()
    with pytest.raises(ValueError, match="defect"):
        fail_under(bell.lock)
    assert bell.rings == 1


def test_who_waits_has_rung_before_and_goes_on_when_told() -> None:
    rung: list[bool] = []
    waiting = threading.Event()

    def ring() -> None:
        rung.append(True)
        waiting.set()

    lock = StateLock(ring)
    done: list[bool] = []

    def wait() -> None:
        with lock:
            lock.want()
            lock.wait()
            done.append(True)

    thread = threading.Thread(target=wait)
    thread.start()
    assert waiting.wait(PATIENCE)
    with lock:  # to be had: who waits has let go of it
        assert not done
        lock.notify_all()
    thread.join(PATIENCE)
    assert done
    assert rung == [True]
