"""Looks whether every dialog fits this screen: `python -m tests.view.small_screen SCALING`.

Prints what cannot be seen or reached, a line each, and "looked at all" at the end.
"""

from __future__ import annotations

import sys
import tkinter

from chat.view.dialog import DialogWindow
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.every_dialog import OPENERS, open_one, stops

TEXT_SIZES = (100, 200)  # per cent
ENOUGH = 100, 20  # pixels of a widget that must be seen


def outside(window: tkinter.Toplevel) -> list[str]:
    """What of a window cannot be seen: of itself, or of what takes the cursor in it."""
    left, top, width, height = box(window)
    screen = window.winfo_screenwidth(), window.winfo_screenheight()
    found = []
    if left < 0 or top < 0 or left + width > screen[0] or top + height > screen[1]:
        found.append(f"{box(window)} on {screen}")
    for widget in stops(window):
        widget.focus_force()
        window.update()
        x, y, wide, high = box(widget)
        if wide > width or high > height:
            continue  # a notebook that scrolls: what is in it is looked at
        if not left <= x <= left + width - min(wide, ENOUGH[0]):
            found.append(f"{widget}: {x}+{wide} in {left}+{width}")
        if not top <= y <= top + height - min(high, ENOUGH[1]):
            found.append(f"{widget}: {y}+{high} in {top}+{height}")
    return found


def begins_scrolled(window: tkinter.Toplevel) -> bool:
    """Whether its beginning is out of view, though what has the cursor would be seen with it."""
    first = window.focus_lastfor()
    if not isinstance(window, DialogWindow) or first is None:
        return False
    hidden = window.winfo_rooty() - window.body.winfo_rooty()
    lower = first.winfo_rooty() + first.winfo_height() + hidden
    room = window.winfo_rooty() + window.winfo_height() - 5 * ENOUGH[1]  # but for bars, and around
    return hidden > 0 and lower < room


def box(widget: tkinter.Misc) -> tuple[int, int, int, int]:
    """Its place and size on the screen."""
    x, y = widget.winfo_rootx(), widget.winfo_rooty()
    return x, y, widget.winfo_width(), widget.winfo_height()


def main() -> None:
    """Open each in turn, with text of the usual size and of twice that."""
    view = MainWindow()
    view.bind_intents(FakeIntents())
    scaling = int(sys.argv[1])
    if view.scaled((100, 100)) != (scaling, scaling):
        print(f"100 pixels are {view.scaled((100, 100))} here")
    for percent in TEXT_SIZES:
        view.set_text_size(percent)
        for name in OPENERS:
            window = open_one(view, name)
            window.update()
            if begins_scrolled(window):
                print(f"{name} at {percent} %: begins scrolled")
            for what in outside(window):
                print(f"{name} at {percent} %: {what}")
            window.destroy()
    view.root.update()
    view.destroy()
    print("looked at all")


if __name__ == "__main__":
    main()
