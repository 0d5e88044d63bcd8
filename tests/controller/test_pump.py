"""The pump: quick while more waits, at ease otherwise, and never ended by an exception."""

from __future__ import annotations

import pytest

from chat.controller.pump import (
    BUSY_MS,
    GATHERING_MS,
    IDLE_MS,
    LIMIT,
    POLL_MS,
    RESTS,
    SOON_MS,
    TROUBLE_MS,
    Pump,
)
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_model import FakeModel
from tests.fakes.fake_view import FakeView


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def model() -> FakeModel:
    return FakeModel()


@pytest.fixture
def view() -> FakeView:
    return FakeView()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def pump(model: FakeModel, view: FakeView, told: list[str], clock: FakeClock) -> Pump:
    pump = Pump(model, view, told.append, clock)
    pump.start()
    assert view.run_scheduled() == 0
    return pump


def test_the_pump_is_at_ease_while_nothing_waits(pump: Pump, view: FakeView) -> None:
    assert view.run_scheduled() == POLL_MS
    assert len(view.scheduled) == 1


def test_a_turn_is_bounded(pump: Pump, model: FakeModel) -> None:
    assert model.called("pump") == [(LIMIT,)]


def test_the_pump_is_quick_while_more_waits(pump: Pump, model: FakeModel, view: FakeView) -> None:
    model.turns = [[], [], []]
    view.run_scheduled()
    assert view.run_scheduled() == BUSY_MS
    assert view.run_scheduled() == BUSY_MS
    assert view.run_scheduled() == POLL_MS


def test_an_exception_is_logged_and_told_and_the_pump_goes_on(
    pump: Pump,
    model: FakeModel,
    view: FakeView,
    told: list[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    model.errors["pump"] = KeyError("boom")
    view.run_scheduled()
    assert told == [
        "Something went wrong inside the program (KeyError): it carries on, and the log says more."
    ]
    assert "a turn of the pump failed" in caplog.text
    model.errors.clear()
    assert view.run_scheduled() == TROUBLE_MS
    assert view.run_scheduled() == POLL_MS


def test_a_failure_that_cannot_be_told_ends_nothing_either(
    model: FakeModel, view: FakeView, caplog: pytest.LogCaptureFixture
) -> None:
    def tell(text: str) -> None:
        raise RuntimeError(text)

    Pump(model, view, tell, FakeClock()).start()
    model.errors["pump"] = KeyError("boom")
    view.run_scheduled()
    assert "the failure could not be shown" in caplog.text
    assert len(view.scheduled) == 1


def test_a_stopped_pump_takes_no_further_turn(pump: Pump, model: FakeModel, view: FakeView) -> None:
    turns = len(model.called("pump"))
    pump.stop()
    view.run_scheduled()
    assert len(model.called("pump")) == turns
    assert view.scheduled == []


def test_a_turn_may_stop_the_pump(pump: Pump, model: FakeModel, view: FakeView) -> None:
    model.subscribe(lambda _event: pump.stop())
    view.run_scheduled()
    assert view.scheduled == []


@pytest.fixture
def woken(model: FakeModel, view: FakeView, told: list[str], clock: FakeClock) -> Pump:
    pump = Pump(model, view, told.append, clock, is_woken=True)
    pump.start()
    view.run_scheduled()
    return pump


def test_what_arrives_wakes_the_pump_at_once(woken: Pump, model: FakeModel) -> None:
    assert model.called("pump") == [(LIMIT,)]
    woken.wake()
    assert len(model.called("pump")) == 2


def test_after_that_more_is_gathered_for_a_while(
    woken: Pump, model: FakeModel, view: FakeView
) -> None:
    woken.wake()
    woken.wake()
    assert len(model.called("pump")) == 2
    assert view.run_scheduled() == IDLE_MS  # the one that the first waking took the place of
    assert len(model.called("pump")) == 2
    assert view.run_scheduled() == SOON_MS
    assert len(model.called("pump")) == 3
    assert view.run_scheduled() == SOON_MS
    assert view.run_scheduled() == IDLE_MS
    assert len(view.scheduled) == 1


def work_for(model: FakeModel, clock: FakeClock, seconds: float) -> None:
    """What the model digests in each turn takes so long from now on."""
    model.subscribe(lambda _event: clock.advance(seconds))


def keep_coming(woken: Pump, view: FakeView, turns: int) -> list[int]:
    """Things arrive before every turn; for how long was gathered after each."""
    woken.wake()
    view.run_scheduled()
    delays = []
    for _ in range(turns):
        woken.wake()
        delays.append(view.run_scheduled())
    return delays


def test_as_things_keep_coming_more_is_gathered(
    woken: Pump, model: FakeModel, view: FakeView, clock: FakeClock
) -> None:
    work_for(model, clock, 1.0)
    delays = keep_coming(woken, view, 6)
    assert delays == [SOON_MS, 2 * SOON_MS, 4 * SOON_MS, 8 * SOON_MS, GATHERING_MS, GATHERING_MS]
    assert view.run_scheduled() == GATHERING_MS
    assert view.run_scheduled() == IDLE_MS
    assert keep_coming(woken, view, 1) == [SOON_MS]


def test_what_took_little_work_is_gathered_for_a_moment_only(
    woken: Pump, model: FakeModel, view: FakeView, clock: FakeClock
) -> None:
    work_for(model, clock, 0.001)
    assert keep_coming(woken, view, 4) == [SOON_MS, RESTS, RESTS, RESTS]


def test_all_turns_that_a_backlog_took_count(
    woken: Pump, model: FakeModel, view: FakeView, clock: FakeClock
) -> None:
    work_for(model, clock, 0.001)
    keep_coming(woken, view, 4)
    model.turns = [[], [], []]
    woken.wake()
    assert view.run_scheduled() == RESTS
    assert view.run_scheduled() == BUSY_MS
    assert view.run_scheduled() == BUSY_MS
    assert view.run_scheduled() == 3 * RESTS


def test_where_nothing_wakes_it_it_rests_as_well(
    pump: Pump, model: FakeModel, view: FakeView, clock: FakeClock
) -> None:
    work_for(model, clock, 0.004)
    assert view.run_scheduled() == POLL_MS
    assert view.run_scheduled() == 4 * RESTS


def test_stopped_it_is_woken_no_more(woken: Pump, model: FakeModel, view: FakeView) -> None:
    woken.stop()
    woken.wake()
    view.run_scheduled()
    assert len(model.called("pump")) == 1
