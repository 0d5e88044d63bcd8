"""The queue says when it is empty no more."""

from __future__ import annotations

from chat.model.arrival_queue import ArrivalQueue
from chat.model.arrivals import Opened


def test_it_wakes_once_until_it_is_empty_again() -> None:
    woken: list[int] = []
    arrivals = ArrivalQueue(10, lambda: woken.append(1))
    for number in range(3):
        arrivals.put(Opened(number))
    assert len(woken) == 1
    assert [arrivals.get_nowait().generation for _ in range(3)] == [0, 1, 2]
    arrivals.put(Opened(4))
    assert len(woken) == 2
