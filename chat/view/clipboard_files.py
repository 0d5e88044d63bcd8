"""Pictures and files on the clipboard, for pasting them into the entry.

On X11 the clipboard's owner is asked by Tk itself; elsewhere Pillow knows the system's ways.
"""

from __future__ import annotations

import io
import tkinter
from urllib.parse import unquote, urlsplit

MOST_FILES = 20
MOST_BYTES = 50_000_000


def pasted_picture(widget: tkinter.Misc) -> bytes | None:
    """The picture on the clipboard as PNG; None if there is none."""
    if str(widget.tk.call("tk", "windowingsystem")) == "x11":
        return _selection_bytes(widget, "image/png")
    grabbed = _grabbed()
    if grabbed is None or isinstance(grabbed, list):
        return None
    content = io.BytesIO()
    grabbed.save(content, "PNG")
    return content.getvalue()


def has_text(widget: tkinter.Misc) -> bool:
    """Whether there is text on the clipboard."""
    try:
        return bool(widget.clipboard_get().strip())
    except tkinter.TclError:
        return False


def pasted_files(widget: tkinter.Misc) -> list[str]:
    """The paths of the files on the clipboard."""
    if str(widget.tk.call("tk", "windowingsystem")) == "x11":
        listed = _selection_bytes(widget, "text/uri-list") or b""
        return paths_of(listed.decode("utf-8", "replace"))
    grabbed = _grabbed()
    return grabbed[:MOST_FILES] if isinstance(grabbed, list) else []


def paths_of(uris: str) -> list[str]:
    """The files of this computer in a list of addresses, a line each (RFC 2483, 5)."""
    found = []
    for line in uris.splitlines()[: MOST_FILES * 2]:
        parts = urlsplit(line.strip())
        if parts.scheme == "file" and parts.netloc in ("", "localhost") and parts.path:
            found.append(unquote(parts.path))
    return found[:MOST_FILES]


def _grabbed():  # type: ignore[no-untyped-def]
    from PIL import ImageGrab

    try:
        return ImageGrab.grabclipboard()
    except (OSError, NotImplementedError):
        return None


def _selection_bytes(widget: tkinter.Misc, kind: str) -> bytes | None:
    """What the clipboard's owner has of a kind. Tk gives bytes as "0x89 0x50 …", or as text."""
    try:
        offered = str(widget.selection_get(selection="CLIPBOARD", type="TARGETS"))
        if kind not in offered.split():
            return None
        given = str(widget.selection_get(selection="CLIPBOARD", type=kind))
    except tkinter.TclError:
        return None
    if len(given) > MOST_BYTES * 5:
        return None
    words = given.split()
    if words and all(word.startswith("0x") for word in words[:8]):
        try:
            return bytes(int(word, 16) & 0xFF for word in words)
        except ValueError:
            return None
    return given.encode("utf-8" if kind.startswith("text/") else "latin-1", "replace")
