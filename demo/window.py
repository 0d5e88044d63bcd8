"""One window of the demo: the client as `chat` runs it, in its place, that also takes orders.

python -m demo.window NAME light|dark left|right HOST PORT CONFIG-FOLDER
"""

from __future__ import annotations

import signal
import sys
import tkinter

from chat.app import App, build
from demo.driver import Driver
from demo.orders import OrderReader

LARGEST = (960, 660)  # pixels, width and height
GAP = 24  # pixels between the windows, and above them
BARS = 120  # pixels of the screen's height that a desktop's own bars may take


def geometry(root: tkinter.Misc, side: str) -> str:
    """Where this window goes, so that two stand side by side in the middle of this screen."""
    middle = root.winfo_screenwidth() // 2
    width = min(LARGEST[0], middle - 2 * GAP)
    height = min(LARGEST[1], root.winfo_screenheight() - BARS)
    left = middle - GAP // 2 - width if side == "left" else middle + GAP // 2
    return f"{width}x{height}+{left}+{GAP}"


def main() -> None:
    """Open the window, and run until it is closed."""
    name, mode, side, host, port, folder = sys.argv[1:]
