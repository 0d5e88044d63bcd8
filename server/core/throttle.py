"""How often something may be tried: counts in a window that slides. Told the time; reads none."""

from __future__ import annotations

from collections import deque

_MOST_KEYS = 10_000  # remembered at once; the oldest are forgotten first


class Throttle:
    """Counts what happened under each key (an address, a name) within the last `window` seconds."""

    def __init__(self, window: float) -> None:
        self._window = window
        self._times: dict[object, deque[float]] = {}

    def count(self, key: object, now: float) -> None:
        """It happened once more."""
        times = self._times.pop(key, None) or deque()
        times.append(now)
        self._times[key] = times  # the newest key last
        if len(self._times) > _MOST_KEYS:
            del self._times[next(iter(self._times))]

    def wait(self, key: object, limit: int, now: float) -> float:
        """Seconds until it may happen again; 0.0 if it may now. No limit if that is 0."""
        times = self._times.get(key)
        if not limit or times is None:
            return 0.0
        while times and now - times[0] >= self._window:
            times.popleft()
        if not times:
            del self._times[key]
            return 0.0
        if len(times) < limit:
            return 0.0
        return times[-limit] + self._window - now

    def forget(self, key: object) -> None:
        """As if it had never happened."""
        self._times.pop(key, None)
