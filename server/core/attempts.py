"""Attempts that may fail, such as passwords, counted so that nobody can go on guessing.

Pure arithmetic over a clock that is handed in. What is refused, and how, the callers decide.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable

from server.core.addresses import block_of


class Attempts:
    """Attempts that may fail, such as passwords: so many failures in a window, then a wait.

    Counted for each of several keys at once, as ("address", block) and ("account", name): guessing
    one account's password from many addresses is stopped, and many accounts' from one.
    """

    _SWEEP = 1024  # keys that may gather before the outdated ones are looked for

    def __init__(self, most: int, window: float) -> None:
        """`most`: failures of one key within `window` seconds; 0: no limit."""
        self.most = most
        self.window = window
        self._failures: dict[Hashable, deque[float]] = {}
        self._sweep_at = self._SWEEP

    def wait(self, keys: Iterable[Hashable], now: float) -> float:
        """Seconds until another attempt may be made with all these keys; 0.0: at once."""
        if self.most <= 0:
            return 0.0
        return max((self._wait_of(key, now) for key in keys), default=0.0)

    def failed(self, keys: Iterable[Hashable], now: float) -> None:
        """An attempt with these keys failed."""
        if self.most <= 0:
            return
        self._make_room(now)
        for key in keys:
            self._failures.setdefault(key, deque(maxlen=self.most)).append(now)

    def succeeded(self, keys: Iterable[Hashable]) -> None:
        """An attempt succeeded: what failed before under these keys was a slip of the finger."""
        for key in keys:
            self._failures.pop(key, None)

    def __len__(self) -> int:
        return len(self._failures)

    def _wait_of(self, key: Hashable, now: float) -> float:
        failures = self._failures.get(key)
        if failures is None or len(failures) < self.most:
            return 0.0
        return max(0.0, failures[0] + self.window - now)

    def _make_room(self, now: float) -> None:
        if len(self._failures) < self._sweep_at:
            return
        kept = {
            key: failures
            for key, failures in self._failures.items()
            if failures[-1] + self.window > now
        }
        self._failures = kept
        self._sweep_at = max(self._SWEEP, 2 * len(kept))


class PasswordAttempts:
    """Wrong passwords: few for one account from one address, more from either in all.

    So a guesser is stopped; but a class behind one address may have many who mistype, and nobody
    locks a stranger out of an account with a few wrong guesses.
    """

    def __init__(self, most: int, most_in_all: int, window: float) -> None:
        """`most`: of one account from one address, `most_in_all`: of either; 0: no limit."""
        self._pairs = Attempts(most, window)
        self._sums = Attempts(most_in_all, window)
        self.limit = f"{most} wrong passwords in {window:g} s"

    def wait(self, address: str, account: str | None, now: float) -> float:
        """Seconds until this address may try a password of this account; 0.0: at once.

        No account: a password that all share, as the server's. It has the larger limit.
        """
        pair, each = _keys(address, account)
        return max(self._pairs.wait(pair, now), self._sums.wait(each, now))

    def failed(self, address: str, account: str | None, now: float) -> None:
        """It was the wrong one."""
        pair, each = _keys(address, account)
        self._pairs.failed(pair, now)
        self._sums.failed(each, now)

    def succeeded(self, address: str, account: str) -> None:
        """It was the right one. What failed from the address for others still counts."""
        pair, _ = _keys(address, account)
        self._pairs.succeeded(pair)


def _keys(address: str, account: str | None) -> tuple[list[Hashable], list[Hashable]]:
    block = block_of(address)
    if account is None:
        return [], [("address", block)]
    return [(block, account)], [("address", block), ("account", account)]
