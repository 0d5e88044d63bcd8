"""The size of all text: the toolkit's named fonts and ours, scaled from what the system says."""

from __future__ import annotations

import tkinter
from functools import cached_property
from tkinter import font as tkfont

from chat.view.styles import BOLD_FONT, LARGE_FONT

_FONTS = ("TkDefaultFont", "TkTextFont", "TkMenuFont", "TkHeadingFont", BOLD_FONT, LARGE_FONT)
LEAST, MOST = 50, 300  # per cent


class TextSizes:
    """Remembers the sizes that the fonts had; every widget follows its named font by itself."""

    def __init__(self, root: tkinter.Misc) -> None:
        self._root = root

    @cached_property
    def _sizes(self) -> list[tuple[tkfont.Font, int]]:
        """The fonts as they were; looked at before the first change, for it makes Tk open each."""
        fonts = [tkfont.nametofont(name, root=self._root) for name in _FONTS]
        return [(font, int(font.actual("size"))) for font in fonts]

    def apply(self, percent: int) -> int:
        """Show all text at so many per cent of the system's size; returns how many it became."""
        percent = max(LEAST, min(MOST, percent))
        for font, size in self._sizes:
            font.configure(size=round(size * percent / 100))
        return percent
