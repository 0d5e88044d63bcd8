"""The program's icon, with a number on it while messages wait."""

from __future__ import annotations

import io
import tkinter
from typing import TYPE_CHECKING, Any

import ttkbootstrap as ttk

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 64  # pixels
MOST = 99
GLYPH = "chat-dots-fill"
DOT = (200, 30, 45, 255)


def badged_icon(root: tkinter.Misc, count: int) -> Any:
    """The icon for the window's list; without messages that wait, the plain one.

    Tk draws it only while the caller holds it, and is told on the caller's thread of its end.
    """
    if not count:
        return ttk.Icon(GLYPH, SIDE, "primary")
    from PIL import ImageTk

    return ImageTk.PhotoImage(with_number(_plain(root), count), master=root)


def with_number(plain: Image, count: int) -> Image:
    """The icon with a number in its corner."""
    from PIL import ImageDraw, ImageFont

    image = plain.convert("RGBA").resize((SIDE, SIDE))
    draw = ImageDraw.Draw(image)
    text = str(count) if count <= MOST else f"{MOST}+"
    radius = SIDE * (0.30 if len(text) < 3 else 0.38)
    centre = (SIDE - radius, SIDE - radius)
    draw.ellipse((SIDE - 2 * radius, SIDE - 2 * radius, SIDE - 1, SIDE - 1), fill=DOT)
    font = ImageFont.load_default(size=SIDE * (0.42 if len(text) == 1 else 0.32))
    draw.text(centre, text, fill="white", font=font, anchor="mm")
    return image


def _plain(root: tkinter.Misc) -> Image:
    from PIL import Image

    name = str(ttk.Icon(GLYPH, SIDE, "primary"))
    content = root.tk.call(name, "data", "-format", "png")
    return Image.open(io.BytesIO(content if isinstance(content, bytes) else bytes(content)))
