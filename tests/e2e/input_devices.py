"""A keyboard and a mouse for an X server: real events through its XTEST extension.

There is no window manager on a virtual display, so its part is here too: the window that is
clicked comes to the front and gets the keyboard, and a window can be asked to close.
"""

from __future__ import annotations

from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import BadWindow
from Xlib.ext import xtest
from Xlib.protocol import event
from Xlib.xobject.drawable import Window

LEFT_BUTTON = 1


class InputDevices:
    """The keyboard and the mouse of one display."""

    def __init__(self, display: str) -> None:
        self._display = Display(display)

    def __enter__(self) -> InputDevices:
        return self

    def __exit__(self, *_: object) -> None:
        self._display.close()

    def activate(self, window_id: int) -> None:
        """Bring a window to the front and give it the keyboard."""
        window = self._window(window_id)
        window.configure(stack_mode=X.Above)
        self._display.set_input_focus(window.id, X.RevertToPointerRoot, X.CurrentTime)
        self._display.sync()

    def click(self, x: int, y: int) -> None:
        """Move the pointer there, press and release the left button."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonPress, LEFT_BUTTON)
        xtest.fake_input(self._display, X.ButtonRelease, LEFT_BUTTON)
        self._display.sync()

    def type(self, text: str) -> None:
        """Press the keys of a text in ASCII, with Shift where the keyboard needs it."""
        for character in text:
            self._press(ord(character))
        self._display.sync()

    def press(self, *keys: str) -> None:
        """Press keys together by their X names: "Return", or "Control_L" and "f"."""
        *held, last = (XK.string_to_keysym(key) for key in keys)
        codes = [self._display.keysym_to_keycode(keysym) for keysym in held]
        for code in codes:
            xtest.fake_input(self._display, X.KeyPress, code)
        self._press(last)
        for code in reversed(codes):
            xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.sync()

    def close_window(self, window_id: int) -> None:
        """Ask as a window manager does when the window's close button is pressed."""
        protocols, closing = map(self._display.intern_atom, ("WM_PROTOCOLS", "WM_DELETE_WINDOW"))
        window = self._window(window_id)
        data = (32, [closing, X.CurrentTime, 0, 0, 0])
        message = event.ClientMessage(window=window, client_type=protocols, data=data)
        window.send_event(message)
        self._display.sync()

    def windows_titled(self, start: str) -> list[int]:
        """The windows whose title begins so."""
        outer = self._display.screen().root.query_tree().children
        return [window.id for window in outer if self._title(window).startswith(start)]

    def _title(self, window: Window) -> str:
        """The title of a window, or of the one that Tk wraps in it."""
        try:
            for inner in (window, *window.query_tree().children):
                if name := inner.get_wm_name():
                    return name.decode("latin-1") if isinstance(name, bytes) else str(name)
        except BadWindow:  # it has just been closed
            return ""
        return ""

    def _press(self, keysym: int) -> None:
        keycode, level = next(iter(self._display.keysym_to_keycodes(keysym)))
        shift = self._display.keysym_to_keycode(XK.XK_Shift_L)
        keys = [shift, keycode] if level == 1 else [keycode]
        for key in keys:
            xtest.fake_input(self._display, X.KeyPress, key)
        for key in reversed(keys):
            xtest.fake_input(self._display, X.KeyRelease, key)

    def _window(self, window_id: int) -> Window:
        """The outermost window around one: Tk wraps each of its own in another."""
        window = self._display.create_resource_object("window", window_id)
        root = self._display.screen().root
        while (parent := window.query_tree().parent) != root:
            window = parent
        return window
