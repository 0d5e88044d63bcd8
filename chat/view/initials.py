"""Small round pictures with initials, in the nick's colour: what stands for an avatar.

Nothing is fetched for them: a stranger's address is not to learn that we are here.
"""

from __future__ import annotations

import tkinter
import unicodedata

from PIL import Image, ImageDraw, ImageFont, ImageTk

from chat.view.palette import ink_on

SHARPER = 4  # drawn so many times larger, and made smaller
MOST = 1_000  # pictures kept


def initials_of(nick: str, display_name: str = "") -> str:
    """One or two letters for a name; "" if it has none that can be drawn."""
    words = [letters for word in display_name.split() if (letters := _letters(word))]
    if len(words) > 1:
        return words[0][0] + words[-1][0]
    return (words[0] if words else _letters(nick))[:1]


def _letters(word: str) -> str:
    """The plain letters and digits of a word: what the picture's font surely has."""
    plain = unicodedata.normalize("NFKD", word[:64])
    return "".join(char for char in plain if char.isascii() and char.isalnum()).upper()


class InitialsPictures:
    """Makes each picture once. `size` is in pixels."""

    def __init__(self, master: tkinter.Misc, size: int) -> None:
        self._master = master
        self._size = size
        self._made: dict[tuple[str, str], ImageTk.PhotoImage] = {}

    def of(self, initials: str, colour: str) -> ImageTk.PhotoImage:
        """The picture with these initials on this colour."""
        known = self._made.get((initials, colour))
        if known is None:
            if len(self._made) >= MOST:
                self._made.clear()
            known = self._made[initials, colour] = self._make(initials, colour)
        return known

    def _make(self, initials: str, colour: str) -> ImageTk.PhotoImage:
        side = self._size * SHARPER
        picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
        draw = ImageDraw.Draw(picture)
        draw.ellipse((0, 0, side - 1, side - 1), fill=colour)
        font = ImageFont.load_default(side * (0.45 if len(initials) > 1 else 0.6))
        draw.text((side / 2, side / 2), initials, fill=ink_on(colour), font=font, anchor="mm")
        small = picture.resize((self._size, self._size), Image.Resampling.LANCZOS)
        return ImageTk.PhotoImage(small, master=self._master)
