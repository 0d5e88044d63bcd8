"""One person before one window: looks at what it shows, moves the mouse, presses keys."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from demo.remote_window import RemoteWindow
from tests.e2e.input_devices import InputDevices

END_TIMEOUT = 10.0  # seconds


class Person:
    """Uses a client process through the X server alone."""

    def __init__(self, name: str, process: subprocess.Popen[bytes], devices: InputDevices) -> None:
        self.window = RemoteWindow(name, process)
        self._devices = devices

    def click(self, words: str) -> None:
        """Click what has these words on it: a button, as a rule."""
        self._click(self._find(lambda it: it["text"] == words, f"the words {words!r}"))

    def click_named(self, name: str) -> None:
        """Click one of the window's main widgets."""
        self._click(self._find(lambda it: it["name"] == name, name))

    def click_beside(self, label: str) -> None:
        """Click the entry to the right of a label."""
        at = self._find(lambda it: it["text"] == label, f"the label {label!r}")
        self._click(
            self._find(
                lambda it: it["class"] == "TEntry" and it["x"] > at["x"] and near(it, at),
                f"an entry beside {label!r}",
            )
        )

    def turn_to(self, label: str) -> None:
        """Give the keyboard to the window that has a label, once it is there."""
        self._devices.activate(self._find(lambda it: it["text"] == label, label)["window"])

    def turn_to_window(self, title: str) -> None:
        """Give the keyboard to a window of the toolkit's own, as that for choosing a file."""
        found: list[int] = []

        def look() -> bool:
            found[:] = self._devices.windows_titled(title)
            return bool(found)

        self.window.wait_until(look, f"a window titled {title!r}")
        self._devices.activate(found[0])

    def click_row(self, words: str) -> None:
        """Click the line of message_listbox that has these words."""
        place: list[int] = []

        def look() -> bool:
            place[:] = self.window.ask("row_place", words)
            return bool(place)

        self.window.wait_until(look, f"a line with {words!r}")
        self._devices.activate(self.window.ask("frame"))
        self._devices.click(*place)

    def wait_for_menu(self) -> None:
        """Wait until a menu has come up."""
        self.window.wait_for("menu_is_up", "a menu")

    def turn_to_dialog(self) -> None:
        """Wait until a dialog is there that one types into, and give it the keyboard."""
        found: list[int] = []

        def look() -> bool:
            main = self.window.ask("frame")
            entries = [it for it in self.window.ask("widgets") if it["class"] == "TEntry"]
            found[:] = [it["window"] for it in entries if it["window"] != main]
            return bool(found)

        self.window.wait_until(look, "a dialog")
        self._devices.activate(found[0])

    def type(self, text: str) -> None:
        """Press the keys of a text."""
        self._devices.type(text)

    def press(self, *keys: str) -> None:
        """Press a key, or several together."""
        self._devices.press(*keys)

    def say(self, text: str) -> None:
        """Type into the entry, and press Enter."""
        self.click_named("entry_field")
        self.type(text)
        self.press("Return")

    def sees(self, words: str) -> None:
        """Wait until something in the window, or in a dialog of its, has these words in it."""
        self._find(lambda it: words in it["text"], f"the words {words!r}")

    def reads(self, text: str) -> None:
        """Wait until message_listbox shows a text."""
        self.window.wait_for_text(text)

    def close_window(self) -> dict[str, Any]:
        """Press the window's close button; returns what the program said it left behind."""
        self.ask_to_close()
        return self.last_words()

    def ask_to_close(self) -> None:
        """Press the window's close button, which may bring a question."""
        self._devices.close_window(self.window.ask("frame"))

    def last_words(self) -> dict[str, Any]:
        """Wait until the program has ended; what it said it left behind."""
        # Not yet `communicate`: it would end the program by closing what it reads from.
        self.window.process.wait(END_TIMEOUT)
        last_words, _ = self.window.process.communicate()
        assert self.window.process.returncode == 0
        left: dict[str, Any] = json.loads(last_words)
        return left

    def _find(self, matches: Any, what: str) -> dict[str, Any]:
        """Wait until there is one such widget to be seen."""
        found: list[dict[str, Any]] = []

        def look() -> bool:
            found[:] = [it for it in self.window.ask("widgets") if matches(it)]
            return bool(found)

        self.window.wait_until(look, what)
        return found[0]

    def _click(self, widget: dict[str, Any]) -> None:
        self._devices.activate(widget["window"])
        self._devices.click(widget["x"], widget["y"])


def near(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two widgets are on the same line."""
    return abs(int(one["y"]) - int(other["y"])) < 12
