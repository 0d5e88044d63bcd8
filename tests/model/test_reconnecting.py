"""When to try again, who still lives, and what the machine went through: pure decisions."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from typing import Self

import pytest

from chat.model.own_address import own_address
from chat.model.reconnecting import (
    ANSWER_TIME,
    DOUBT_TIME,
    FIRST_DELAY,
    LAG,
    LONGEST_DELAY,
    PROMPT_TIME,
    REPLY_TIME,
    SILENCE,
    STABLE_AFTER,
    Backoff,
    Life,
    Liveness,
    Surroundings,
)

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def test_delays_double_up_to_the_longest_and_half_of_each_is_chance() -> None:
    least, most = Backoff(lambda: 0.0), Backoff(lambda: 1.0)
    assert [least.schedule(0) for _ in range(3)] == [FIRST_DELAY / 2, FIRST_DELAY, FIRST_DELAY * 2]
    assert [most.schedule(0) for _ in range(20)][-1] == LONGEST_DELAY


def test_an_attempt_is_due_at_its_time_or_when_hurried() -> None:
    backoff = Backoff(lambda: 1.0)
    assert backoff.remaining(10) is None
    backoff.hurry(10)
    assert not backoff.is_due(10)
    backoff.schedule(10)
    assert not backoff.is_due(10)
    assert backoff.remaining(11) == FIRST_DELAY - 1
    assert backoff.is_due(10 + FIRST_DELAY)
    assert backoff.remaining(100) == 0
    backoff.hurry(10)
    assert backoff.is_due(10)
    backoff.cancel()
    assert not backoff.is_due(1000)


def test_only_a_connection_that_lasted_begins_anew() -> None:
    backoff = Backoff(lambda: 1.0)
    backoff.schedule(0)
    backoff.succeed(5)
    assert backoff.due is None
    assert backoff.schedule(6) == FIRST_DELAY * 2
    backoff.succeed(10)
    assert backoff.schedule(10 + STABLE_AFTER) == FIRST_DELAY


def test_a_silent_server_is_asked_once_and_then_taken_for_dead() -> None:
    liveness = Liveness(0)
    assert liveness.check(SILENCE - 1) is Life.FINE
    assert liveness.check(SILENCE) is Life.ASK
    assert liveness.check(SILENCE + 1) is Life.FINE
    assert liveness.check(SILENCE + ANSWER_TIME) is Life.DEAD
    liveness.hear(SILENCE + ANSWER_TIME)
    assert liveness.check(SILENCE + ANSWER_TIME) is Life.FINE


def test_who_does_not_answer_is_asked_soon_and_then_taken_for_dead() -> None:
    liveness = Liveness(0)
    liveness.hear(0, said=5)
    assert liveness.check(3, said=5) is Life.FINE
    assert liveness.check(4, said=6) is Life.FINE
    assert liveness.check(4 + REPLY_TIME - 1, said=6) is Life.FINE
    assert liveness.check(4 + REPLY_TIME, said=6) is Life.ASK
    assert liveness.check(4 + REPLY_TIME + PROMPT_TIME - 1, said=7) is Life.FINE
    assert liveness.check(4 + REPLY_TIME + PROMPT_TIME, said=7) is Life.DEAD


def test_whoever_answers_slowly_lives_and_is_not_asked_again() -> None:
    liveness, now, said = Liveness(0), 0.0, 0
    for _ in range(20):  # each of our lines is answered late, but it is
        said += 1
        assert liveness.check(now, said) is Life.FINE
        now += REPLY_TIME - 1
        assert liveness.check(now, said) is Life.FINE
        liveness.hear(now, said)
    said += 1
    assert liveness.check(now, said) is Life.FINE
    assert liveness.check(now + REPLY_TIME, said) is Life.ASK
    liveness.hear(now + REPLY_TIME + PROMPT_TIME - 1, said + 1)  # 19 s after it was said
    assert liveness.check(now + SILENCE, said + 1) is Life.FINE


def test_who_says_much_waits_longer_but_not_for_ever() -> None:
    few, many = Liveness(0), Liveness(0)
    for liveness, said in ((few, 11), (many, 1000)):
        liveness.check(0, said)
        assert liveness.check(REPLY_TIME, said) is Life.ASK
    assert few.check(REPLY_TIME + PROMPT_TIME + 10 * LAG - 1) is Life.FINE
    assert few.check(REPLY_TIME + PROMPT_TIME + 10 * LAG) is Life.DEAD
    assert many.check(REPLY_TIME + SILENCE + ANSWER_TIME) is Life.DEAD


def test_in_doubt_the_answer_has_to_come_soon() -> None:
    liveness = Liveness(0)
    assert liveness.doubt(5) is Life.ASK
    assert liveness.check(5 + DOUBT_TIME) is Life.DEAD


def test_a_sleep_shows_in_one_clock_or_both() -> None:
    around = Surroundings()
    assert not around.changed(0, NOON, "a")
    assert not around.changed(0.03, NOON + timedelta(seconds=0.03), "a")
    assert around.changed(0.06, NOON + timedelta(hours=1), "a")
    assert around.changed(7200, NOON + timedelta(hours=3), "a")
    assert not around.changed(7201, NOON + timedelta(hours=3, seconds=1), "a")


def test_another_network_shows_in_our_address_and_no_network_in_none() -> None:
    around = Surroundings()
    assert not around.changed(0, NOON, "a")
    assert not around.changed(1, NOON, "")
    assert around.changed(2, NOON, "b")
    assert not around.changed(3, NOON, "b")


def test_the_machine_tells_its_address_without_sending(monkeypatch: pytest.MonkeyPatch) -> None:
    routes = {socket.AF_INET: "192.168.1.7", socket.AF_INET6: "fd00::7"}

    class Routed:
        """A socket that can do no more than this."""

        def __init__(self, family: socket.AddressFamily, kind: socket.SocketKind) -> None:
            assert kind is socket.SOCK_DGRAM  # whose connecting sends nothing
            self.family = family

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            """Closed."""

        def connect(self, _there: object) -> None:
            if self.family not in routes:
                raise OSError(101, "Network is unreachable")

        def getsockname(self) -> tuple[str, int]:
            return routes[self.family], 40_000

    monkeypatch.setattr(socket, "socket", Routed)
    assert own_address() == "192.168.1.7 fd00::7"
    del routes[socket.AF_INET6]
    assert own_address() == "192.168.1.7"
    routes.clear()
    assert own_address() == ""
