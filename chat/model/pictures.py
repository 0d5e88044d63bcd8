"""Pictures of strangers, decoded with care: few kinds, a bound on their size, made small. Pure.

Called on a transfer's own thread: decoding takes time.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chat.translation import _

if TYPE_CHECKING:
    from PIL import Image

OWN_SIDE = 256  # pixels of our own picture, wide and high
KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
MOST_PIXELS = 50_000_000  # of one picture; some hundred bytes can claim to be billions


class NoPicture(Exception):  # noqa: N818 - named for what it is
    """What came cannot be shown; the message is a sentence."""


def decode(content: bytes, most: tuple[int, int]) -> tuple[int, int, bytes, tuple[int, int], str]:
    """Width, height, RGBA bytes, original size and kind; at most `most` pixels wide and high.

    Raises NoPicture.
    """
    with _opened(content, most) as (image, original, kind):
        image.thumbnail(most)
        return image.width, image.height, image.tobytes(), original, kind


def square_png(content: bytes, side: int) -> bytes:
    """A picture's middle as a square, at most `side` pixels wide and high, as PNG.

    Raises NoPicture.
    """
    with _opened(content, (side, side)) as (image, _original, _kind):
        return _saved(_square(image, side), "PNG")


def own_picture(content: bytes) -> tuple[bytes, str]:
    """A square of our own picture and a name for its file: JPEG, or PNG if one can see through it.

    Raises NoPicture.
    """
    with _opened(content, (OWN_SIDE, OWN_SIDE)) as (image, _original, _kind):
        square = _square(image, OWN_SIDE)
        if square.getchannel("A").getextrema() == (255, 255):
            return _saved(square.convert("RGB"), "JPEG"), "picture.jpg"
        return _saved(square, "PNG"), "picture.png"


def _square(image: Image.Image, side: int) -> Image.Image:
    from PIL import Image, ImageOps

    side = max(1, min(side, image.width, image.height))
    return ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS)


def _saved(image: Image.Image, kind: str) -> bytes:
    """As a file, with nothing of the original's but what one sees: no place, no camera."""
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


@contextlib.contextmanager
def _opened(
    content: bytes, most: tuple[int, int]
) -> Iterator[tuple[Image.Image, tuple[int, int], str]]:
    """The picture, upright and RGBA, its original size and kind. Raises NoPicture."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata; nobody can do anything about it
            with Image.open(io.BytesIO(content), formats=KINDS) as image:
                original, kind = image.size, str(image.format)
                _refuse_huge(*original)
                image.draft("RGB", most)
                turned = ImageOps.exif_transpose(image).convert("RGBA")
                yield turned, original, kind
    except NoPicture:
        raise
    except UnidentifiedImageError:
        raise NoPicture(_("This is no picture that can be shown here: save it instead.")) from None
    except Exception:  # decoders raise anything at a picture that is broken, or made to break them
        raise NoPicture(_("The picture is damaged: save it, or ask for it again.")) from None


def _refuse_huge(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise NoPicture(_("The picture is too large to be shown: save it instead."))
