"""Pictures of strangers are decoded with care."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, ImageFile

from chat.model import pictures
from chat.model.pictures import NoPicture, decode


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20)) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(content, kind)
    return content.getvalue()


@pytest.mark.parametrize("kind", pictures.KINDS)
def test_a_picture_of_each_kind_is_decoded(kind: str) -> None:
    width, height, pixels, original, told = decode(picture(kind), (100, 100))
    assert (width, height, original, told) == (40, 20, (40, 20), kind)
    assert len(pixels) == 40 * 20 * 4


def test_a_large_one_is_made_as_small_as_is_wanted() -> None:
    width, height, pixels, original, _ = decode(picture(size=(400, 200)), (100, 100))
    assert (width, height, original) == (100, 50, (400, 200))
    assert len(pixels) == 100 * 50 * 4


def test_one_that_claims_to_be_huge_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 799)
    with pytest.raises(NoPicture, match="too large"):
        decode(picture(), (10, 10))


def test_what_is_no_picture_or_one_of_another_kind_is_said_to_be_none() -> None:
    for content in (b"", b"<svg/>", picture("TIFF"), b"%!PS-Adobe-3.0 EPSF-3.0"):
        with pytest.raises(NoPicture, match="no picture"):
            decode(content, (10, 10))


def test_a_damaged_one_is_said_to_be_damaged() -> None:
    with pytest.raises(NoPicture, match="damaged"):
        decode(picture(size=(300, 300))[:-300], (10, 10))


@pytest.mark.parametrize("error", [IndexError(), KeyError(0), MemoryError(), struct.error("short")])
def test_whatever_a_decoder_makes_of_it_it_is_damaged(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_image: Image.Image) -> None:
        raise error

    monkeypatch.setattr(ImageFile.ImageFile, "load", fail)
    with pytest.raises(NoPicture, match="damaged"):
        decode(picture(), (10, 10))


def test_a_photograph_is_turned_as_it_was_taken() -> None:
    content = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    Image.new("RGB", (40, 20)).save(content, "JPEG", exif=exif)
    width, height, *_ = decode(content.getvalue(), (100, 100))
    assert (width, height) == (20, 40)
