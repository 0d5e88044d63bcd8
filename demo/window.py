"""One window of the demo: the client as `chat` runs it, in its place, that also takes orders.

python -m demo.window left|right [arguments of chat ...]
"""

from __future__ import annotations

import sys
import tkinter

from chat.app import build
from chat.arguments import parse_arguments
from demo.driver import Driver
from demo.orders import OrderReader

LARGEST = (960, 560)  # pixels, width and height
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
    side, *arguments = sys.argv[1:]
    app = build(parse_arguments(arguments))
    app.settings.tour_seen = True  # the pictures are of the chat
    app.settings.geometry = geometry(app.view.root, side)
    OrderReader(app.view.root, Driver(app).orders, on_end=app.view.on_closing)
    app.run()


if __name__ == "__main__":
    main()
