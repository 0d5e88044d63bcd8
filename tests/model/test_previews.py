"""Small pictures of our own files: made on a thread, one after the other; none of what is none."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from chat.model import previews
from chat.model.files import Preview
from chat.model.previews import Previews

PATIENCE = 10.0


class Made:
    """What was made, and in which thread."""

    def __init__(self) -> None:
        self.queue: queue.Queue[tuple[Preview, str]] = queue.Queue()
        self.previews = Previews(lambda one: self.queue.put((one, threading.current_thread().name)))

    def next(self) -> Preview:
        made, thread = self.queue.get(timeout=PATIENCE)
        assert thread == "previews"
        return made


@pytest.fixture
def made() -> Iterator[Made]:
    made = Made()
    yield made
    made.previews.close(PATIENCE)
    assert "previews" not in {thread.name for thread in threading.enumerate()}


def picture(path: Path, size: tuple[int, int] = (300, 100)) -> str:
    Image.new("RGB", size, (200, 0, 0)).save(path)
    return str(path)


def test_a_picture_is_made_small_on_the_thread(made: Made, tmp_path: Path) -> None:
    path = picture(tmp_path / "cat.png")
    made.previews.make(path, 60)
    preview = made.next()
    assert (preview.path, preview.width, preview.height) == (path, 60, 20)
    assert preview.pixels[:4] == bytes((200, 0, 0, 255))


def test_what_is_no_picture_has_none_and_the_next_one_comes(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews, "LARGEST", 1_000_000)
    (tmp_path / "damaged.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    (tmp_path / "text.png").write_bytes(b"only text")
    (tmp_path / "heavy.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1_000_000))
    claims = picture(tmp_path / "claims.png", (9000, 6000))  # 54 million pixels in some bytes
    for name in ("damaged.png", "text.png", "heavy.png", "missing.png"):
        made.previews.make(str(tmp_path / name), 40)
    made.previews.make(claims, 40)
    made.previews.make(picture(tmp_path / "cat.png"), 40)
    assert made.next().path.endswith("cat.png")
    assert made.queue.empty()


def test_after_the_last_one_another_begins_anew(made: Made, tmp_path: Path) -> None:
    path = picture(tmp_path / "cat.png")
    made.previews.make(path, 40)
    made.next()
    made.previews.close(PATIENCE)  # the thread has nothing to do, and ends
    made.previews.make(path, 20)
    assert made.next().width == 20
