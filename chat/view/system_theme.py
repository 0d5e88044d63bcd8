"""Whether the system is set to dark, as far as it says so cheaply; light where it does not."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tkinter
from collections.abc import Callable

_GNOME = ("gsettings", "get", "org.gnome.desktop.interface", "color-scheme")
_PATIENCE = 1.0  # seconds


def system_mode(root: tkinter.Misc) -> str:
    """ "dark" or "light"."""
    return ask_mode(root)()


def ask_mode(root: tkinter.Misc) -> Callable[[], str]:
    """Begin to ask, where that takes a while; what is returned waits for the answer."""
    is_dark = _asked(root)
    return lambda: "dark" if is_dark() else "light"


def _asked(root: tkinter.Misc) -> Callable[[], bool]:
    if sys.platform == "win32":
        return _windows_is_dark
    if str(root.tk.call("tk", "windowingsystem")) == "aqua":
        return lambda: _aqua_is_dark(root)
    return _Desktop().is_dark


def _aqua_is_dark(root: tkinter.Misc) -> bool:
    try:
        answer = root.tk.call("::tk::unsupported::MacWindowStyle", "isdark", root)
    except tkinter.TclError:
        return False
    return bool(root.tk.getboolean(answer))


def _windows_is_dark() -> bool:
    if sys.platform != "win32":
        return False
    import winreg

    path = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
            return winreg.QueryValueEx(key, "AppsUseLightTheme")[0] == 0
    except OSError:
        return False


class _Desktop:
    """The free desktops: GTK's own variable first, then GNOME's setting, asked by a program."""

    def __init__(self) -> None:
        self._asked: subprocess.Popen[str] | None = None
        self._dark = "dark" in os.environ.get("GTK_THEME", "").lower()
        if not self._dark and shutil.which(_GNOME[0]) is not None:
            with contextlib.suppress(OSError):
                self._asked = subprocess.Popen(
                    _GNOME, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
                )

    def is_dark(self) -> bool:
        if self._asked is None:
            return self._dark
        with self._asked as asked:
            try:
                return "dark" in asked.communicate(timeout=_PATIENCE)[0]
            except subprocess.TimeoutExpired:
                asked.kill()
                return False
