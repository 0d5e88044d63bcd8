"""The scripted conversation: typed into the two windows, and pictures of them at the end."""

from __future__ import annotations

from pathlib import Path

from PIL import ImageGrab

from demo.errors import DemoError
from demo.remote_window import RemoteWindow
from demo.script import SCRIPT, Line
from demo.stage import Stage


def play(stage: Stage) -> None:
    """Let Alice and Bob talk; each line is in both windows before the next is typed."""
    windows = stage.windows.values()
    stage.windows["Alice"].wait_for_text("Bob joined")
    for line in SCRIPT:
        _say(stage.windows[line.speaker], line)
        for window in windows:
            window.wait_for_text(line.shown)
    for window in windows:
        window.wait_for("settled", "every message as sent")


def _say(window: RemoteWindow, line: Line) -> None:
    held = window.ask("type", line.typed)
    if held != line.typed:
        raise DemoError(f"{window.name} typed {line.typed!r}, but the entry holds {held!r}.")
    window.ask("click_send" if line.by_button else "press_return")


def take_pictures(stage: Stage, display: str, folder: Path) -> list[Path]:
    """Save what the windows look like now; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    for name, window in stage.windows.items():
        left, top, right, bottom = window.ask("box")
        picture = folder / f"{name.lower()}.png"
        with ImageGrab.grab(bbox=(left, top, right, bottom), xdisplay=display) as image:
            image.save(picture, optimize=True)
        pictures.append(picture)
    return pictures
