from __future__ import annotations

import pytest

from server.core.attempts import Attempts
from server.core.rates import BucketSet, TokenBucket


def test_a_bucket_gives_its_burst_at_once_and_then_its_rate():
    bucket = TokenBucket(rate=2.0, burst=3, now=0.0)
    assert [bucket.take(0.0) for _ in range(3)] == [0.0, 0.0, 0.0]
    wait = bucket.take(0.0)
    assert wait == pytest.approx(0.5, abs=1e-3)
    assert bucket.take(wait) == 0.0
    assert bucket.take(wait) > 0.0


def test_a_bucket_never_holds_more_than_its_burst():
    bucket = TokenBucket(rate=10.0, burst=2, now=0.0)
    assert [bucket.take(1000.0) > 0 for _ in range(3)] == [False, False, True]


def test_a_clock_set_back_costs_nobody_anything():
    bucket = TokenBucket(rate=1.0, burst=2, now=100.0)
    assert bucket.take(100.0) == 0.0
    assert bucket.take(50.0) == 0.0
    assert bucket.take(51.0) == 0.0


def test_dear_things_cost_more():
    bucket = TokenBucket(rate=1.0, burst=4, now=0.0)
    assert bucket.take(0.0, cost=3.0) == 0.0
    assert bucket.take(0.0, cost=3.0) == pytest.approx(2.0, abs=1e-3)
    assert bucket.take(0.0) == 0.0


def test_each_key_has_a_bucket_of_its_own():
    buckets = BucketSet(rate=1.0, burst=1)
    assert buckets.take("a", 0.0) == 0.0
    assert buckets.take("a", 0.0) > 0.0
    assert buckets.take("b", 0.0) == 0.0


def test_no_rate_is_no_limit():
    buckets = BucketSet(rate=0.0, burst=1)
    assert not any(buckets.take("a", 0.0) for _ in range(10_000))
    assert len(buckets) == 0


def test_full_buckets_are_forgotten_and_others_kept():
    buckets = BucketSet(rate=1.0, burst=1)
    for number in range(1024):
        buckets.take(number, 0.0)
    buckets.take("late", 1.5)
    assert len(buckets) == 1
    assert buckets.take("late", 1.5) > 0.0


def test_so_many_failures_and_then_a_wait_until_the_first_is_old():
    attempts = Attempts(most=3, window=60.0)
    keys = [("address", "192.0.2.1"), ("account", "alice")]
    for second in range(3):
        assert attempts.wait(keys, float(second)) == 0.0
        attempts.failed(keys, float(second))
    assert attempts.wait(keys, 3.0) == 57.0
    assert attempts.wait([("account", "alice")], 3.0) == 57.0
    assert attempts.wait([("address", "192.0.2.9"), ("account", "bob")], 3.0) == 0.0
    assert attempts.wait(keys, 60.0) == 0.0
    attempts.failed(keys, 60.0)
    assert attempts.wait(keys, 60.0) == 1.0


def test_success_forgets_what_failed():
    attempts = Attempts(most=1, window=60.0)
    attempts.failed(["alice"], 0.0)
    attempts.succeeded(["alice", "nobody"])
    assert attempts.wait(["alice"], 0.0) == 0.0


def test_no_number_of_attempts_is_no_limit():
    attempts = Attempts(most=0, window=60.0)
    attempts.failed(["alice"], 0.0)
    assert attempts.wait(["alice"], 0.0) == 0.0
    assert len(attempts) == 0
    assert Attempts(most=1, window=60.0).wait([], 0.0) == 0.0


def test_outdated_failures_are_forgotten():
    attempts = Attempts(most=2, window=10.0)
    for number in range(1024):
        attempts.failed([number], 0.0)
    attempts.failed(["late"], 11.0)
    assert len(attempts) == 1
