"""How often somebody may do something: token buckets.

Pure arithmetic over a clock that is handed in. What is refused, and how, the callers decide.
"""

from __future__ import annotations

from collections.abc import Hashable


class TokenBucket:
    """`burst` at once, then `rate` a second. Starts full."""

    __slots__ = ("_burst", "_rate", "_time", "_tokens")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        """`rate`: tokens a second, over 0. `burst`: tokens that it holds, at least 1."""
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._time = now

    def take(self, now: float, cost: float = 1.0) -> float:
        """Take so much and answer 0.0; or take nothing, and answer in how many seconds to ask."""
        cost = min(cost, self._burst)  # what is dearer than all there can be must come through too
        passed = now - self._time
        self._time = now
        if passed > 0:  # a wall clock may be set back; nobody pays for that
            self._tokens = min(self._burst, self._tokens + passed * self._rate)
        if self._tokens >= cost:
            self._tokens -= cost
            return 0.0
        # Not a hair too early: rounding must not cost a second wait.
        return (cost - self._tokens) / self._rate + 1e-6

    def is_full(self, now: float) -> bool:
        """Whether nothing was taken for so long that a new bucket would be the same."""
        return self._tokens + max(0.0, now - self._time) * self._rate >= self._burst


class BucketSet:
    """A bucket for each key, such as an address; those that are full again are forgotten."""

    _SWEEP = 1024  # keys that may gather before the full ones are looked for

    def __init__(self, rate: float, burst: float) -> None:
        """`rate` 0: no limit."""
        self._rate = rate
        self._burst = burst
        self._buckets: dict[Hashable, TokenBucket] = {}
        self._sweep_at = self._SWEEP

    def take(self, key: Hashable, now: float) -> float:
        """As TokenBucket.take, of the key's bucket."""
        if self._rate <= 0:
            return 0.0
        bucket = self._buckets.get(key)
        if bucket is None:
            self._make_room(now)
            bucket = self._buckets[key] = TokenBucket(self._rate, self._burst, now)
        return bucket.take(now)

    def __len__(self) -> int:
        return len(self._buckets)

    def _make_room(self, now: float) -> None:
        if len(self._buckets) < self._sweep_at:
            return
        kept = {key: bucket for key, bucket in self._buckets.items() if not bucket.is_full(now)}
        self._buckets = kept
        self._sweep_at = max(self._SWEEP, 2 * len(kept))
