"""Whether this Tk can draw colour emoji without ending the program.

On X11, Tk draws through libXft. Before 2.3.5 libXft sent colour glyphs as if they were outlines,
and the X server answered with BadLength, which ends the process: nothing can catch it. The
library that Tk has loaded tells its version, so nothing is drawn to find out. A Tk whose libXft
cannot be asked (linked statically) counts as one that cannot. Nothing here draws or has state.
"""

from __future__ import annotations

import ctypes
import os
import tkinter

# libXft 2.3.5 (2022) is the first release that draws BGRA glyphs; XftGetVersion gives 20305.
FIRST_SAFE_XFT = 20305


def draws_colour_emoji(root: tkinter.Misc) -> bool:
    """Whether a colour emoji can be given to a widget of `root` safely."""
    if str(root.tk.call("tk", "windowingsystem")) != "x11":
        return True
    try:
        fonts = str(root.tk.call("tk::pkgconfig", "get", "fontsystem"))
    except tkinter.TclError:
        return False
    return fonts != "xft" or _loaded_xft_version() >= FIRST_SAFE_XFT


def _loaded_xft_version() -> int:
    """The version of the libXft in this process; 0 when there is none to ask."""
    mode = getattr(os, "RTLD_NOLOAD", None)
    if mode is None:
        return 0
    try:
        version = ctypes.CDLL("libXft.so.2", mode=mode | os.RTLD_NOW).XftGetVersion
    except (OSError, AttributeError):
        return 0
    return int(version())
