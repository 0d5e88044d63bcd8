"""Whether the system is set to dark, as far as it says so cheaply; light where it does not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tkinter

_GNOME = ("gsettings", "get", "org.gnome.desktop.interface", "color-scheme")


def system_mode(root: tkinter.Misc) -> str:
    """ "dark" or "light"."""
    return "dark" if _is_dark(root) else "light"


def _is_dark(root: tkinter.Misc) -> bool:
    if sys.platform == "win32":
        return _windows_is_dark()
    if str(root.tk.call("tk", "windowingsystem")) == "aqua":
        return _aqua_is_dark(root)
    return _desktop_is_dark()


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


def _desktop_is_dark() -> bool:
    """The free desktops: GTK's own variable first, then GNOME's setting."""
    if "dark" in os.environ.get("GTK_THEME", "").lower():
        return True
    if shutil.which(_GNOME[0]) is None:
        return False
    try:
        answer = subprocess.run(_GNOME, capture_output=True, text=True, timeout=1, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return "dark" in answer.stdout
