"""A bell that ends a `select` in another thread, or in the one a signal came to."""

from __future__ import annotations

import contextlib
import socket


class Wakeup:
    """A socket pair: `ring` makes one end readable, `clear` makes it quiet again.

    Both may run at the same time in different threads. What was done before a `ring` is seen by
    who looks after the `clear`; a ring too many is possible, one too few is not.
    """

    def __init__(self) -> None:
        self._rung = False
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)

    def ring(self) -> None:
        """Make the bell readable. Cheap when it is already; never blocks."""
        if not self._rung:
            self._rung = True
            with contextlib.suppress(OSError):  # full is rung; closed is over
                self._writer.send(b"\0")

    def clear(self) -> None:
        """Make it quiet. Emptied first, marked after: a ring in between stays heard."""
        with contextlib.suppress(BlockingIOError):
            while len(self._reader.recv(4096)) == 4096:
                pass
        self._rung = False

    def fileno(self) -> int:
        """The readable end, for selectors."""
        return self._reader.fileno()

    @property
    def signal_fd(self) -> int:
        """The writable end, for `signal.set_wakeup_fd`."""
        return self._writer.fileno()

    def close(self) -> None:
        """Close both ends."""
        self._reader.close()
        self._writer.close()
