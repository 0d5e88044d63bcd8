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


def badge_text(count: int) -> str:
    """What stands on the icon: nothing, the number, or that there are very many."""
    if not count:
        return ""
    return str(count) if count <= MOST else f"{MOST}+"


def badged_icon(root: tkinter.Misc, text: str) -> Any:
    """The icon for the window's list, with what `badge_text` gave; without it, the plain one.

    Tk draws it only while the caller holds it, and is told on the caller's thread of its end.
    """
    if not text:
        return ttk.Icon(GLYPH, SIDE, "primary")
    from PIL import ImageTk

    return ImageTk.PhotoImage(with_number(_plain(root), text), master=root)


def with_number(plain: Image, text: str) -> Image:
    """The icon with a number in its corner."""
    from PIL import ImageDraw, ImageFont

    image = plain.convert("RGBA").resize((SIDE, SIDE))
    draw = ImageDraw.Draw(image)
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
