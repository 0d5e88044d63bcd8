"""How large the window may be, and whether a remembered place can be used: screens differ."""

from __future__ import annotations

import re
import tkinter

_GEOMETRY = re.compile(r"(\d+)x(\d+)\+(-?\d+)\+(-?\d+)")
MUST_SHOW = 80  # pixels of the title bar that must be on the screen, to get hold of it


def cut_to_screen(root: tkinter.Misc, geometry: str, beside: int) -> str:
    """`geometry` ("WxH…"), no larger than the screen; `beside`: pixels for frame and menus.

    A window manager may cut what is beyond the screen, but Tk asks for it again with the next
    change of the menus' height, as larger text brings: then the entry would be under the edge.
    """
    size, plus, place = geometry.partition("+")
    width, height = map(int, size.split("x"))
    most_wide = max(root.winfo_vrootwidth(), root.winfo_screenwidth())
    most_high = max(root.winfo_vrootheight(), root.winfo_screenheight()) - beside
    return f"{min(width, most_wide)}x{min(height, most_high)}{plus}{place}"


def fits_screen(root: tkinter.Tk, geometry: str, *, least: tuple[int, int]) -> bool:
    """Whether `geometry` ("WxH+X+Y") leaves the window large enough and within reach."""
    parts = _GEOMETRY.fullmatch(geometry)
    if parts is None:
        return False
    width, height, x, y = map(int, parts.groups())
    left, top = root.winfo_vrootx(), root.winfo_vrooty()
    right = left + max(root.winfo_vrootwidth(), root.winfo_screenwidth())
    bottom = top + max(root.winfo_vrootheight(), root.winfo_screenheight())
    large_enough = width >= least[0] and height >= least[1]
    within = left - width + MUST_SHOW <= x <= right - MUST_SHOW
    return large_enough and within and top <= y <= bottom - MUST_SHOW
