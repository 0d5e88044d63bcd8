"""Five people before five windows on one virtual screen, each on a desktop of their own.

The windows lie side by side, so that none hides another. All that was started ends with it.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PIL import Image, ImageGrab

from demo.display import virtual_display
from demo.processes import end_process, start_module
from tests.e2e.input_devices import InputDevices
from tests.e2e.person import Person

WIDTH, HEIGHT = 900, 600  # pixels of a window without its menu bar
ROOM = 40  # pixels above it, for the menu bar
COLUMNS, ROWS = 3, 2
SCREEN = f"{COLUMNS * WIDTH}x{ROWS * (HEIGHT + ROOM)}x24"
DARK = ("bob", "dave")


class Cast:
    """Starts the windows, and takes their pictures."""

    def __init__(self, display: str, folder: Path, pictures: Path, ending: ExitStack) -> None:
        self._display = display
        self._folder = folder
        self._pictures = pictures
        self._ending = ending
        self._devices = ending.enter_context(InputDevices(display))
        self.people: dict[str, Person] = {}
        self._taken = 0

    def start(self, name: str, *arguments: str) -> Person:
        """A person who opens the program for the first time."""
        home = self._folder / name
        home.mkdir()
        settings = home / "settings.json"
        settings.write_text(json.dumps(self._settings()))
        theme = "dark" if name in DARK else "light"
        process = start_module(
            "tests.e2e.client",
            [
                *arguments,
                *("--settings", str(settings), "--theme", theme),
                *("--data-dir", str(home / "history"), "--no-discovery"),
            ],
            environment(self._display, home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._ending.callback(end_process, process)
        self.people[name] = Person(name, process, self._devices)
        return self.people[name]

    def take(self, step: str, *names: str) -> None:
        """Pictures of these people's windows, or of the whole screen."""
        self._taken += 1
        whole = ImageGrab.grab(xdisplay=self._display)
        for name in names:
            box = self.people[name].window.ask("box")
            self._save(whole.crop(box), f"{step}-{name}")
        if not names:
            self._save(whole, f"{step}-all")

    def _save(self, picture: Image.Image, name: str) -> None:
        picture.save(self._pictures / f"{self._taken:02}-{name}.png")

    def _settings(self) -> dict[str, object]:
        """The window's place; the hints of the first start are for the first window alone."""
        row, column = divmod(len(self.people), COLUMNS)
        place = f"{WIDTH}x{HEIGHT}+{column * WIDTH}+{row * (HEIGHT + ROOM)}"
        return {"geometry": place, "tour_seen": bool(self.people)}


def environment(display: str, home: Path) -> Mapping[str, str]:
    """Of a desktop on which nothing was ever kept."""
    own = {"HOME": str(home), "TMPDIR": str(home), "DISPLAY": display, "LC_ALL": "C.UTF-8"}
    own |= {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE")}
    return {**os.environ, **own}


@contextmanager
def open_cast(folder: Path, pictures: Path) -> Iterator[Cast]:
    """A screen with nobody before it yet."""
    with ExitStack() as ending:
        display = ending.enter_context(virtual_display(SCREEN))
        yield Cast(display, folder, pictures, ending)
