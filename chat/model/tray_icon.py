"""The icon in the desktop's tray, by pystray where it is installed (`pip install chat-app[tray]`).

Its library runs a loop of its own on a thread. On macOS that loop would have to be the main
thread's, which Tk has: there the Dock keeps the program at hand, and there is no icon.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from typing import Any

_log = logging.getLogger(__name__)

NAME = "CHAT APP"
SIDE = 64  # pixels
BLUE, WHITE = (13, 110, 253, 255), (255, 255, 255, 255)
CLOSE_TIME = 1.0  # seconds for the thread to end

Post = Callable[[Callable[[], None]], None]


class TrayIcon:
    """Implements `chat.model.ports.tray.Tray`; `make` is the library's Icon, or a test's."""

    def __init__(self, post: Post, *, make: Callable[..., Any] | None = None) -> None:
        self._post = post
        self._make = make or _pystray_icon
        self._icon: Any = None
        self._thread: threading.Thread | None = None
        self._on_open: Callable[[], None] = _nothing
        self._on_quit: Callable[[], None] = _nothing

    def bind(self, on_open: Callable[[], None], on_quit: Callable[[], None]) -> None:
        """See Tray."""
        self._on_open, self._on_quit = on_open, on_quit

    def show(self, open_label: str, quit_label: str) -> None:
        """See Tray."""
        if self._thread is None:
            labels = (open_label, quit_label)
            self._thread = threading.Thread(target=self._run, args=labels, name="tray", daemon=True)
            self._thread.start()

    def hide(self) -> None:
        """See Tray."""
        thread, self._thread = self._thread, None
        icon, self._icon = self._icon, None
        if icon is not None:
            icon.stop()
        if thread is not None:
            thread.join(CLOSE_TIME)

    def is_there(self) -> bool:
        """See Tray."""
        icon = self._icon
        if icon is None or self._thread is None or not self._thread.is_alive():
            return False
        # On plain X11 the library says nowhere else whether a tray took the icon in.
        return getattr(icon, "_systray_manager", icon) is not None

    # In the thread

    def _run(self, open_label: str, quit_label: str) -> None:
        try:
            entries = ((open_label, self._opened), (quit_label, self._quitted))
            icon = self._make(entries)
            if icon is None or self._thread is not threading.current_thread():
                return
            self._icon = icon
            icon.run()
        except Exception as error:
            _log.info("There is no icon in the tray: %s", error)

    def _opened(self) -> None:
        self._post(self._on_open)

    def _quitted(self) -> None:
        self._post(self._on_quit)


def _pystray_icon(entries: tuple[tuple[str, Callable[[], None]], ...]) -> Any:
    """The library's icon with a menu whose first entry a click chooses; None without it."""
    if sys.platform == "darwin":
        return None
    try:
        import pystray
    except ImportError:
        return None

    # Without a tray it logs a trace where `is_there` tells all that matters.
    logging.getLogger("pystray").setLevel(logging.CRITICAL)

    def item(label: str, act: Callable[[], None], first: bool) -> Any:
        # The library counts the parameters, so no default may bind `act` here.
        return pystray.MenuItem(label, lambda _icon, _item: act(), default=first)

    items = [item(label, act, act is entries[0][1]) for label, act in entries]
    return pystray.Icon(NAME, _picture(), NAME, menu=pystray.Menu(*items))


def _picture() -> Any:
    """A speech bubble, drawn."""
    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((4, 8, SIDE - 5, SIDE - 18), radius=12, fill=BLUE)
    draw.polygon([(16, SIDE - 20), (16, SIDE - 5), (32, SIDE - 20)], fill=BLUE)
    for x in (19, 32, 45):
        draw.ellipse((x - 4, 23, x + 4, 31), fill=WHITE)
    return image


def _nothing() -> None:
    """Nobody is told yet."""
