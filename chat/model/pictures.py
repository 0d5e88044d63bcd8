"""Pictures of strangers, decoded with care: few kinds, a bound on their size, made small. Pure.

Called on a transfer's own thread: decoding takes time.
"""

from __future__ import annotations

import io
import warnings

from chat.translation import _

KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
MOST_PIXELS = 50_000_000  # of one picture; some hundred bytes can claim to be billions


class NoPicture(Exception):  # noqa: N818 - named for what it is
    """What came cannot be shown; the message is a sentence."""


def decode(content: bytes, most: tuple[int, int]) -> tuple[int, int, bytes, tuple[int, int], str]:
    """Width, height, RGBA bytes, original size and kind; at most `most` pixels wide and high.

    Raises NoPicture.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata; nobody can do anything about it
            with Image.open(io.BytesIO(content), formats=KINDS) as image:
                original, kind = image.size, str(image.format)
                if original[0] * original[1] > MOST_PIXELS:
                    raise NoPicture(_("The picture is too large to be shown: save it instead."))
                image.draft("RGB", most)
                turned = ImageOps.exif_transpose(image).convert("RGBA")
                turned.thumbnail(most)
                return turned.width, turned.height, turned.tobytes(), original, kind
    except UnidentifiedImageError:
        raise NoPicture(_("This is no picture that can be shown here: save it instead.")) from None
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        raise NoPicture(_("The picture is damaged: save it, or ask for it again.")) from None
