"""Round pictures of people, in the sizes they are needed in. Knows no address, fetches nothing."""

from __future__ import annotations

import tkinter

from PIL import Image, ImageChops, ImageDraw, ImageTk

from chat.view.ports.avatars import Face

SHARPER = 4  # the circle's edge is drawn so many times larger, and made smaller


class Faces:
    """What `view.avatars` was given; widgets look it up by the key in their row."""

    def __init__(self, master: tkinter.Misc) -> None:
        self._master = master
        self._faces: dict[str, Image.Image] = {}
        self._made: dict[tuple[str, int], ImageTk.PhotoImage] = {}

    def keep(self, key: str, face: Face) -> None:
        """Have it at hand."""
        picture = Image.frombytes("RGBA", (face.width, face.height), face.pixels)
        self._faces[key] = picture

    def forget(self) -> None:
        """Let go of all."""
        self._faces.clear()
        self._made.clear()

    def of(self, key: str, size: int) -> ImageTk.PhotoImage | None:
        """The face of this key, so many pixels wide and high; None if it is not here."""
        face = self._faces.get(key)
        if face is None:
            return None
        made = self._made.get((key, size))
        if made is None:
            picture = _round(face.resize((size, size), Image.Resampling.LANCZOS))
            made = self._made[key, size] = ImageTk.PhotoImage(picture, master=self._master)
        return made


def _round(picture: Image.Image) -> Image.Image:
    side = picture.width * SHARPER
    disc = Image.new("L", (side, side), 0)
    ImageDraw.Draw(disc).ellipse((0, 0, side - 1, side - 1), fill=255)
    disc = disc.resize(picture.size, Image.Resampling.LANCZOS)
    picture.putalpha(ImageChops.multiply(picture.getchannel("A"), disc))
    return picture
