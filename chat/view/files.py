"""Files in the window (`view.files`): the tray, the dialogs, pictures, pasting and dropping."""

from __future__ import annotations

import contextlib
import tkinter
from collections.abc import Callable, Sequence
from tkinter import filedialog
from typing import TYPE_CHECKING, Protocol

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.clipboard_files import has_text, pasted_files, pasted_picture
from chat.view.files_tray import PREVIEW, FilesTray
from chat.view.ports import Intents
from chat.view.ports.files import FileRow, ShownPicture
from chat.view.text_safety import safe_name

if TYPE_CHECKING:
    from chat.view.picture_window import PictureWindow

SHARE = 0.7  # of the screen, that a picture takes at most
DROPS_AFTER = 1500  # ms: the window is to be there first
MARGIN = 120  # pixels at 96 dpi, for what stands under a picture


class Owner(Protocol):
    """What is needed of the window."""

    root: ttk.App

    def intents(self) -> Intents:
        """Who is told."""

    def schedule(self, delay_ms: int, callback: Callable[[], None]) -> None:
        """Call back, unless the window is gone."""


class FilesPart:
    """A FilesView."""

    def __init__(
        self, owner: Owner, tray: FilesTray, stage: tkinter.Widget, *, emoji: bool
    ) -> None:
        """Files can be dropped on `stage` and all that is in it."""
        self._root = owner.root
        self._stage = stage
        self._emoji = emoji
        self._intents = owner.intents
        self.tray = tray
        self.pictures: list[PictureWindow] = []
        self.takes_drops = False
        tray.show(())
        owner.schedule(DROPS_AFTER, self._take_drops)

    def ask_files(self, on_files: Callable[[Sequence[str]], None]) -> None:
        """Let the person choose files of this computer."""
        chosen = filedialog.askopenfilenames(parent=self._root, title=_("Send a file"))
        if chosen:
            on_files([str(path) for path in chosen])

    def ask_where(self, name: str, on_path: Callable[[str], None]) -> None:
        """Ask where a file is to be saved."""
        shown = safe_name(name).replace("/", "_").replace("\\", "_").lstrip(".")
        chosen = filedialog.asksaveasfilename(
            parent=self._root, title=_("Save the file as"), initialfile=shown
        )
        if chosen:
            on_path(str(chosen))

    def show(self, rows: Sequence[FileRow]) -> None:
        """The tray over the entry."""
        self.tray.show(rows)

    def show_picture(self, picture: ShownPicture) -> None:
        """Open a window with a picture."""
        from chat.view.picture_window import PictureWindow  # not above: seldom wanted

        window = PictureWindow(
            self._root,
            picture,
            emoji=self._emoji,
            on_save=lambda url: self._intents().files.on_save(url),
            on_open=lambda url: self._intents().on_open_link(url),
        )
        self.pictures = [one for one in self.pictures if one.winfo_exists()] + [window]

    def thumbnail_side(self) -> int:
        """How many pixels wide and high a picture in the tray is at most."""
        return int(ttk.scale_size(self._root, PREVIEW))

    def picture_room(self) -> tuple[int, int]:
        """How many pixels wide and high a picture can be shown here."""
        width, height = self._root.winfo_screenwidth(), self._root.winfo_screenheight()
        room = int(height * SHARE) - ttk.scale_size(self._root, MARGIN)
        return max(200, int(width * SHARE)), max(200, room)

    def paste(self) -> bool:
        """Take files or a picture from the clipboard; False if it has neither.

        A picture of a text that is there too, as a table's cells have it, is not what is meant.
        """
        if paths := pasted_files(self._root):
            self._intents().files.on_files(paths)
        elif not has_text(self._root) and (picture := pasted_picture(self._root)) is not None:
            self._intents().files.on_picture_pasted(picture)
        else:
            return False
        return True

    def _take_drops(self) -> None:
        """Files can be dropped on the window, where the extension for it can be loaded."""
        with contextlib.suppress(ImportError, RuntimeError, tkinter.TclError):
            from tkinterdnd2 import DND_FILES, TkinterDnD

            TkinterDnD.require(self._root)
            self._stage.drop_target_register(DND_FILES)  # type: ignore[attr-defined]
            self._stage.dnd_bind("<<Drop>>", self._on_drop)  # type: ignore[attr-defined]
            self.takes_drops = True

    def _on_drop(self, event: tkinter.Event[tkinter.Misc]) -> str:
        paths = self._root.tk.splitlist(str(getattr(event, "data", "")))
        self._intents().files.on_files([str(path) for path in paths])
        return str(getattr(event, "action", "copy"))
