"""Writes reach the store before the tick is sent; what is refused is kept, and told."""

from __future__ import annotations

import logging
import threading

import pytest

from server.core.stored import StoreFailure
from server.shell import journal
from server.shell.journal import TickJournal
from tests.fakes.memory_store import MemoryStore


class Told(list[str]):
    def __call__(self, text: str) -> None:
        self.append(text)


def logged(caplog: pytest.LogCaptureFixture) -> list[tuple[str, object]]:
    """The events so far, each with its reason or count; forgotten then."""
    told = [
        (record.getMessage(), getattr(record, "reason", getattr(record, "count", None)))
        for record in caplog.records
    ]
    caplog.clear()
    return told


def test_writes_are_committed_in_order() -> None:
    store, told = MemoryStore(), Told()
    ticks = TickJournal(store, told)
    ticks.commit(["a", "b"], 2)
    ticks.commit([], 2)
    ticks.commit(["c"], 3)
    assert store.committed == ["a", "b", "c"]
    assert not told


def test_what_is_refused_is_told_once_and_stored_later(caplog) -> None:
    caplog.set_level(logging.INFO)
    store, told = MemoryStore(), Told()
    ticks = TickJournal(store, told)
    store.failing = "no room is left on the disk"
    ticks.commit(["a"], 1)
    ticks.commit(["b"], 2)
    assert len(told) == 1
    assert logged(caplog) == [("cannot store", "no room is left on the disk")]
    store.failing = None
    ticks.commit([], 2)
    assert store.committed == ["a", "b"]
    assert len(told) == 2
    assert logged(caplog) == [("can store again", None)]


def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    monkeypatch.setattr(journal, "MOST_KEPT", 2)
    store, told = MemoryStore(), Told()
    ticks = TickJournal(store, told)
    store.failing = "no"
    ticks.commit(["a", "b", "c"], 3)
    ticks.commit(["d"], 4)
    losing = "writes are lost: the store refuses and too many wait for it"
    assert logged(caplog) == [("cannot store", "no"), (losing, None)]  # said once
    store.failing = None
    ticks.commit([], 4)
    assert store.committed == ["c", "d"]
    assert logged(caplog) == [("writes were lost while the store refused", 2)]


def test_one_waits_for_its_own_writes_only() -> None:
    ticks = TickJournal(MemoryStore(), Told())
    ticks.wait_for(0)
    waiting = threading.Thread(target=ticks.wait_for, args=(2,))
    waiting.start()
    ticks.commit(["a"], 1)
    assert waiting.is_alive()
    ticks.commit(["b"], 2)
    waiting.join(10)
    assert not waiting.is_alive()


def test_what_was_never_stored_is_said_at_the_end(caplog) -> None:
    store = MemoryStore()
    ticks = TickJournal(store, Told())
    store.failing = "no"
    ticks.commit(["a", "b"], 2)
    caplog.clear()
    ticks.end()
    assert logged(caplog) == [("the server ends, and writes were never stored", 2)]


def test_nobody_waits_after_the_end() -> None:
    ticks = TickJournal(MemoryStore(), Told())
    waiting = threading.Thread(target=ticks.wait_for, args=(1,))
    waiting.start()
    ticks.end()
    waiting.join(10)
    assert not waiting.is_alive()


def test_a_store_that_cannot_be_tidied_is_told_once_and_once_when_it_is_over(caplog) -> None:
    class Untidy(MemoryStore):
        full = True

        def tidy(self) -> bool:
            if self.full:
                raise StoreFailure("no room is left")
            return True

    caplog.set_level(logging.INFO)
    store = Untidy()
    ticks = TickJournal(store, Told())
    assert [ticks.tidy() for _ in range(3)] == [False] * 3
    assert logged(caplog) == [("cannot tidy the store", "no room is left")]
    store.full = False
    assert [ticks.tidy() for _ in range(3)] == [True] * 3
    assert logged(caplog) == [("the store is tidied again", None)]


def test_nothing_is_tidied_while_writes_wait() -> None:
    class AlwaysMore(MemoryStore):
        def tidy(self) -> bool:
            return True

    store = AlwaysMore()
    ticks = TickJournal(store, Told())
    assert ticks.tidy()
    store.failing = "no"
    ticks.commit(["a"], 1)
    assert not ticks.tidy()


def test_many_writes_are_not_tried_with_every_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting(MemoryStore):
        tries = 0

        def commit(self, writes) -> None:
            self.tries += 1
            super().commit(writes)

    store = Counting()
    ticks = TickJournal(store, Told())
    store.failing = "no"
    ticks.commit(["x"] * (journal.MANY + 1), 1)
    ticks.commit(["y"], 2)
    assert store.tries == 1
    store.failing = None
    monkeypatch.setattr(journal, "monotonic", lambda: float("inf"))
    ticks.commit([], 2)
    assert store.committed[-1] == "y"
