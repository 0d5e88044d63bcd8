"""A small picture of a file of this computer. What cannot be read has none; nothing is raised."""

from __future__ import annotations

import tkinter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageTk import PhotoImage

MOST_PIXELS = 50_000_000


def thumbnail(master: tkinter.Misc, path: str, side: int) -> PhotoImage | None:
    """The picture at `path` in a square of `side` pixels; None where there is none to show."""
    if not path:
        return None
    from PIL import Image, ImageOps, ImageTk

    try:
        with Image.open(path) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            image.draft("RGB", (side, side))
            turned = ImageOps.exif_transpose(image).convert("RGBA")
            turned.thumbnail((side, side))
            return ImageTk.PhotoImage(turned, master=master)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
