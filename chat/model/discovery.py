"""Servers on the local network, found by DNS-SD (RFC 6763) over multicast DNS (RFC 6762).

`LocalDiscovery` belongs to the Tk thread and never blocks; a search has a thread of its own, and
those of `zeroconf`, which is imported there: the program's start does not wait for it. What others
announce is their word alone: bounded here, and made safe to show by the view.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Protocol

from chat.model.entities import FoundServer, Looking
from chat.model.events import Event, ServersFound

CLOSE_TIME = 2.0  # seconds for the threads to end

Post = Callable[[Callable[[], None]], None]
Report = Callable[[tuple[FoundServer, ...], Looking], None]


class Search(Protocol):
    """One search, made with the `Report` that it calls from a thread of its own."""

    def end(self) -> None:
        """Tell nothing more, and wind up. Returns at once."""

    def join(self, timeout: float) -> None:
        """Wait until it is wound up, at most so many seconds."""


class LocalDiscovery:
    """Implements `chat.model.ports.discovery.Discovery`."""

    def __init__(
        self,
        search: Callable[[Report], Search] | None,
        post: Post,
        publish: Callable[[Event], None],
    ) -> None:
        """`search` begins one (None: switched off); `post` has a call made on the Tk thread."""
        self._begin = search
        self._post = post
        self._publish = publish
        self._search: Search | None = None
        self._ending: list[Search] = []
        self._number = 0  # of the search: what an older one still reports is dropped

    def start(self) -> None:
        """See Discovery."""
        self.stop()
        if self._begin is None:
            self._publish(ServersFound((), Looking.OFF))
            return
        self._publish(ServersFound((), Looking.LOOKING))
        self._search = self._begin(partial(self._report, self._number))

    def stop(self) -> None:
        """See Discovery."""
        self._number += 1
        if self._search is not None:
            self._search.end()
            self._ending.append(self._search)
            self._search = None

    def close(self) -> None:
        """End it all, and wait for the threads, CLOSE_TIME seconds at most."""
        self.stop()
        patience = time.monotonic() + CLOSE_TIME
        for search in self._ending:
            search.join(max(0.0, patience - time.monotonic()))
        self._ending.clear()

    def _report(self, number: int, servers: tuple[FoundServer, ...], looking: Looking) -> None:
        """On the search's thread."""
        self._post(partial(self._take, number, servers, looking))

    def _take(self, number: int, servers: tuple[FoundServer, ...], looking: Looking) -> None:
        if number == self._number:
            self._publish(ServersFound(servers, looking))
