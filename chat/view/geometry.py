"""Whether a remembered place of the window can be used again: screens come and go."""

from __future__ import annotations

import re
import tkinter

_GEOMETRY = re.compile(r"(\d+)x(\d+)\+(-?\d+)\+(-?\d+)")
MUST_SHOW = 80  # pixels of the title bar that must be on the screen, to get hold of it


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
