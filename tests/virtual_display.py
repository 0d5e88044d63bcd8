"""A virtual X display for the tests that open windows, for as long as the run lasts."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack

from demo.display import virtual_display
from demo.errors import DemoError

SCREEN = "1400x900x24"


class DisplayError(Exception):
    """There is no virtual display; the text says in one line what to do."""


class VirtualDisplay:
    """An Xvfb; `name` is what DISPLAY is set to. Systems whose Tk needs no X use their desktop."""

    def __init__(self) -> None:
        self.name = ""
        self._stack = ExitStack()

    def start(self) -> None:
        """Start it and point DISPLAY at it. Raises DisplayError."""
        if sys.platform in ("win32", "darwin"):
            return
        try:
            self.name = self._stack.enter_context(virtual_display(SCREEN))
        except DemoError as error:
            raise DisplayError(f"The view tests cannot run. {error}") from None
        os.environ["DISPLAY"] = self.name
        os.environ.pop("WAYLAND_DISPLAY", None)

    def stop(self) -> None:
        """End it."""
        self._stack.close()
