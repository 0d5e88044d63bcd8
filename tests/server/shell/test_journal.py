"""Writes reach the store before the tick is sent; what is refused is kept, and told."""

from __future__ import annotations

import threading

import pytest

from server.core.stored import StoreFailure
from server.shell import journal
from server.shell.journal import TickJournal
from tests.fakes.memory_store import MemoryStore


class Told(list[str]):
    def __call__(self, text: str) -> None:
        self.append(text)


def test_writes_are_committed_in_order() -> None:
    store, told = MemoryStore(), Told()
    ticks = TickJournal(store, told)
    ticks.commit(["a", "b"], 2)
    ticks.commit([], 2)
    ticks.commit(["c"], 3)
    assert store.committed == ["a", "b", "c"]
    assert not told


def test_what_is_refused_is_told_once_and_stored_later(caplog) -> None:
    store, told = MemoryStore(), Told()
    ticks = TickJournal(store, told)
    store.failing = "no room is left on the disk"
    ticks.commit(["a"], 1)
    ticks.commit(["b"], 2)
    assert len(told) == 1
    assert "no room is left on the disk" in caplog.text
    store.failing = None
    ticks.commit([], 2)
    assert store.committed == ["a", "b"]
    assert len(told) == 2


def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    monkeypatch.setattr(journal, "MOST_KEPT", 2)
    store, told = MemoryStore(), Told()
    ticks = TickJournal(store, told)
    store.failing = "no"
    ticks.commit(["a", "b", "c"], 3)
    store.failing = None
    ticks.commit([], 3)
    assert store.committed == ["b", "c"]
    assert "1 writes are lost" in caplog.text


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


def test_nobody_waits_after_the_end() -> None:
    ticks = TickJournal(MemoryStore(), Told())
    waiting = threading.Thread(target=ticks.wait_for, args=(1,))
    waiting.start()
    ticks.end()
    waiting.join(10)
    assert not waiting.is_alive()


def test_a_store_that_cannot_be_tidied_is_left_alone(caplog) -> None:
    class Untidy(MemoryStore):
        def tidy(self) -> bool:
            raise StoreFailure("it is damaged")

    assert not TickJournal(Untidy(), Told()).tidy()
    assert "it is damaged" in caplog.text


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
