"""When Python looks for objects that hold each other: not while the program starts, seldom after.

All that is made at the start stays until the end, and looking through it again and again takes a
fifth of the time. What later comes and goes, messages above all, hardly ever goes round in circles.
"""

from __future__ import annotations

import gc

_YOUNG = 20_000  # objects more than before, until the young ones are looked through
_OLDER = 20, 20  # times that, until those are that were there longer


def pause() -> None:
    """The program starts."""
    gc.disable()


def resume() -> None:
    """The window is there: what was made until now is looked through no more."""
    gc.freeze()
    gc.set_threshold(_YOUNG, *_OLDER)
    gc.enable()
