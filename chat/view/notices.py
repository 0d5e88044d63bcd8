"""What the window does to be noticed (`view.notices`): toasts, bell, number, coming forward."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.view.badge import badge_text, badged_icon
from chat.view.text_safety import safe_line, safe_text

TOAST_MS = 6000
MOST_TOASTS = 3
MOST_TEXT = 300  # characters
TITLE = "CHAT APP"


class NoticesPart:
    """A NoticesView. `show_disturb` is the menu's, and given to it."""

    def __init__(self, root: ttk.App, *, emoji: bool, disturb: tkinter.BooleanVar) -> None:
        self._root = root
        self._emoji = emoji
        self._disturb = disturb
        self._title = TITLE
        self._count = 0
        self._badge = ""  # what stands on the icon
        self._icon: object = None  # what is shown, for Tk shows none that Python let go of
        self.toasts: list[ttk.ToastNotification] = []

    def is_watched(self) -> bool:
        """Whether the person is at the window."""
        return self._root.state() == "normal" and self._root.focus_displayof() is not None

    def show_toast(self, title: str, text: str, on_click: Callable[[], None]) -> None:
        """A notice of our own in a corner of the screen."""
        while len(self.toasts) >= MOST_TOASTS:
            self.toasts.pop(0).hide()
        toast = ttk.ToastNotification(
            title=safe_line(title, emoji=self._emoji, limit=80),
            message=safe_text(text, emoji=self._emoji, limit=MOST_TEXT),
            duration=TOAST_MS,
            icon="chat-dots-fill",
            bootstyle="dark" if self._root.theme_mode == "dark" else "light",
        )
        toast.show_toast()
        self.toasts.append(toast)
        if toast.toplevel is not None:
            # Its parts pass clicks on to it; it goes away by a binding of its own.
            toast.toplevel.bind("<Button-1>", lambda _event: on_click(), add="+")

    def ring(self) -> None:
        """The system's bell."""
        self._root.bell()

    def show_title(self, title: str) -> None:
        """The window's title, which begins with the program's name, with the number after that."""
        self._title = title
        number = f" ({self._count})" if self._count else ""
        self._root.title(f"{TITLE}{number}{title.removeprefix(TITLE)}")

    def show_badge(self, count: int) -> None:
        """How many messages wait, in the title and on the icon."""
        if count == self._count:
            return
        self._count = count
        self.show_title(self._title)
        text = badge_text(count)
        if text != self._badge:  # of a flood, each number past the last that is drawn looks alike
            self._badge = text
            icon = badged_icon(self._root, text)
            self._root.iconphoto(True, icon)
            self._icon = icon

    def show_disturb(self, wanted: bool) -> None:
        """Whether "Do not disturb" is on, in the menu."""
        self._disturb.set(wanted)

    def put_away(self, *, minimised: bool) -> None:
        """Hide the window, or only minimise it."""
        if minimised:
            self._root.iconify()
        else:
            self._root.withdraw()

    def come_forward(self) -> None:
        """Bring the window before the others."""
        self._root.deiconify()
        self._root.lift()
        self._root.focus_force()

    def close(self) -> None:
        """Take toasts away with the window, and let go of its icon, on Tk's thread."""
        self._icon = None
        for toast in self.toasts:
            toast.hide()
        self.toasts.clear()
