"""Calls the view only with what differs from what it already shows.

Controllers say what is true after each turn of the pump; most of it was true before, and a window
that is told the same list thirty times a second would lose its scroll position and its battery.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

P = ParamSpec("P")


class Changes:
    """Remembers, for each method of the view, what it was last called with."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[object, object]] = {}

    def show(self, method: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        """Call `method` unless its last call through here had the same arguments."""
        told = (args, kwargs)
        if self._last.get(method.__name__) != told:
            self._last[method.__name__] = told
            method(*args, **kwargs)

    def forget(self, method: Callable[..., None]) -> None:
        """The view may show something else by now: its next call is made in any case."""
        self._last.pop(method.__name__, None)
