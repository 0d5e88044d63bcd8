"""Orders to a window from another process: JSON lines on its stdin, answers on its stdout.

An order is `{"order": NAME, "values": [...]}`; the answer `{"value": ...}` or `{"error": TEXT}`.
Everything happens on the Tk thread: Tk itself watches stdin, so no thread is needed. When stdin
ends, so does the window, so that none outlives the process that opened it.
"""

from __future__ import annotations

import json
import os
import sys
import tkinter
from collections.abc import Callable, Mapping
from typing import Any

Order = Callable[..., Any]
CHUNK = 65536  # bytes


class OrderReader:
    """Watches stdin for orders, carries them out and answers."""

    def __init__(
        self, root: tkinter.Misc, orders: Mapping[str, Order], on_end: Callable[[], None]
    ) -> None:
        self._root = root
        self._orders = orders
        self._on_end = on_end
        self._stdin = sys.stdin.fileno()
        self._pending = b""
        root.tk.createfilehandler(self._stdin, tkinter.READABLE, self._on_readable)

    def stop(self) -> None:
        """Watch no longer; the orders that wait are dropped."""
        self._root.tk.deletefilehandler(self._stdin)

    def _on_readable(self, _file: object, _mask: int) -> None:
        data = os.read(self._stdin, CHUNK)
        if not data:
            self.stop()
            self._root.after_idle(self._on_end)
            return
        *lines, self._pending = (self._pending + data).split(b"\n")
        for line in lines:
            self._carry_out(json.loads(line))

    def _carry_out(self, order: dict[str, Any]) -> None:
        try:
            answer = {"value": self._orders[order["order"]](*order["values"])}
        except Exception as error:  # it is the asking process that must know
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
