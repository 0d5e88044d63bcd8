"""Five people before five windows on one virtual screen, each on a desktop of their own.

The windows lie side by side, so that none hides another. All that was started ends with it.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PIL import Image, ImageGrab

from demo.display import virtual_display
from demo.processes import end_process, start_module
from demo.waiting import wait_until
from tests.e2e.input_devices import InputDevices
from tests.e2e.person import Person

WIDTH, HEIGHT = 900, 600  # pixels of a window without its menu bar
ROOM = 40  # pixels above it, for the menu bar
COLUMNS, ROWS = 3, 2
ALIKE = 3  # looks at the screen in a row that are the same
DRAWN_AFTER = 2.0  # seconds, at most
SCREEN = f"{COLUMNS * WIDTH}x{ROWS * (HEIGHT + ROOM)}x24"
THEMES = ("light", "dark")


class Cast:
    """Starts the windows, and takes their pictures."""

    def __init__(
        self,
        display: str,
        folder: Path,
        pictures: Path,
        language: str,
        themes: Sequence[str],
        ending: ExitStack,
    ) -> None:
        self._display = display
        self._language = language
        self._themes = themes
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
        theme = self._themes[len(self.people) % len(self._themes)]
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
        whole = self._still()
        for name in names:
            box = self.people[name].window.ask("box")
            self._save(whole.crop(box), f"{step}-{name}")
        if not names:
            self._save(whole, f"{step}-all")

    def _still(self) -> Image.Image:
        """The screen once all is drawn: the same in several looks, or after a while all the same,
        for a cursor may blink.
        """
        looks = [ImageGrab.grab(xdisplay=self._display)]

        def same() -> bool:
            for person in self.people.values():
                person.window.ask("box")  # answered when what waited before is drawn
            looks.append(ImageGrab.grab(xdisplay=self._display))
            last = {look.tobytes() for look in looks[-ALIKE:]}
            return len(looks) >= ALIKE and len(last) == 1

        wait_until(same, DRAWN_AFTER)
        return looks[-1]

    def _save(self, picture: Image.Image, name: str) -> None:
        picture.save(self._pictures / f"{self._taken:02}-{name}.png")

    def _settings(self) -> dict[str, object]:
        """The window's place; the hints of the first start are for the first window alone."""
        row, column = divmod(len(self.people), COLUMNS)
        place = f"{WIDTH}x{HEIGHT}+{column * WIDTH}+{row * (HEIGHT + ROOM)}"
        return {
            "geometry": place,
            "language": self._language,
            "tour_seen": bool(self.people),
        }


def environment(display: str, home: Path) -> Mapping[str, str]:
    """Of a desktop on which nothing was ever kept."""
    own = {"HOME": str(home), "TMPDIR": str(home), "DISPLAY": display, "LC_ALL": "C.UTF-8"}
    own |= {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE")}
    return {**os.environ, **own}


@contextmanager
def open_cast(folder: Path, pictures: Path, language: str, themes: Sequence[str]) -> Iterator[Cast]:
    """A screen with nobody before it yet."""
    with ExitStack() as ending:
        display = ending.enter_context(virtual_display(SCREEN))
        yield Cast(display, folder, pictures, language, themes, ending)
