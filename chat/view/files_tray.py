"""The tray over the entry: files that wait to be sent, and those on their way, a line each."""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from chat.translation import N_, _, ngettext
from chat.view.elided_label import ElidedLabel
from chat.view.ports.files import FileAction, FileRow, FileState, Thumbnail
from chat.view.text_safety import safe_line, safe_name
from chat.view.tooltip import QuietToolTip
from chat.view.wording import LANGUAGE_CHANGED, reword
from chat.view.wrapped_label import wrap_to_width

if TYPE_CHECKING:
    from PIL.ImageTk import PhotoImage

LABELS = {
    FileAction.SEND: N_("Send file"),
    FileAction.CANCEL: N_("Cancel"),
    FileAction.RETRY: N_("Try again"),
    FileAction.REMOVE: N_("Remove"),
}
MOST_NAME = 60  # characters
NAME_END = 8  # characters of a long name that tell what kind of file it is
PREVIEW = 40  # pixels at 96 dpi
LEAST_LINES = 2  # however low the window is


class FilesTray(ttk.Frame):
    """Hidden while it is empty."""

    def __init__(
        self,
        master: ttk.Frame,
        *,
        emoji: bool,
        on_action: Callable[[str, FileAction], None],
        on_send_all: Callable[[], None],
    ) -> None:
        super().__init__(master, style="Page.TFrame", padding=(14, 4, 10, 0))
        self._around = master
        self._emoji = emoji
        self._on_action = on_action
        self.lines: dict[str, FileLine] = {}
        self.send_all = ttk.Button(self, bootstyle="primary", command=on_send_all)
        QuietToolTip(self.send_all, N_("Or press Enter in the empty line"))
        self.columnconfigure(0, weight=1)
        self.bind(LANGUAGE_CHANGED, lambda _event: reword(self))
        self.more = ttk.Label(self, style="PageMuted.TLabel")  # of those there is no room for
        self._listed = 0
        self.winfo_toplevel().bind("<Configure>", lambda _event: self._list_lines(), add="+")

    def show(self, rows: Sequence[FileRow]) -> None:
        """Replace what is listed; lines that stay keep their place and the focus."""
        for key in self.lines.keys() - {row.key for row in rows}:
            self.lines.pop(key).destroy()
        for row in rows:
            if row.key not in self.lines:
                self.lines[row.key] = FileLine(self, row, self._emoji, self._on_action)
            self.lines[row.key].show(row)
        self._listed = -1
        self._list_lines()
        self._show_send_all(sum(FileAction.SEND in row.actions for row in rows), len(rows))
        if rows:
            self.pack(fill="x")
        else:
            self.pack_forget()
            self._around.configure(height=1)  # an empty frame keeps the height that it had

    def _list_lines(self) -> None:
        """As many as half of the window has room for; the others come when these are done."""
        most = self._room()
        if self._listed == most:
            return
        self._listed = most
        for number, line in enumerate(self.lines.values()):
            if number < most:
                line.grid(row=number, column=0, sticky="ew", pady=2)
            else:
                line.grid_remove()
        if (left := len(self.lines) - most) > 0:
            words = ngettext("and {count} more file", "and {count} more files", left)
            self.more.configure(text=words.format(count=left))
            self.more.grid(row=len(self.lines), column=0, sticky="w", pady=(2, 4))
        else:
            self.more.grid_remove()

    def _room(self) -> int:
        """How many lines."""
        line = int(ttk.scale_size(self, PREVIEW + 4))
        return max(LEAST_LINES, self.winfo_toplevel().winfo_height() // 2 // line)

    def _show_send_all(self, waiting: int, place: int) -> None:
        """A button under the lines, where more than one waits."""
        if waiting > 1:
            self.send_all.configure(text=_("Send all {count} files").format(count=waiting))
            self.send_all.grid(row=place, column=0, sticky="e", pady=(2, 4))
        else:
            self.send_all.grid_remove()


class FileLine(ttk.Frame):
    """One file: a preview, its name, how far it is, and what can be done."""

    def __init__(
        self,
        master: tkinter.Misc,
        row: FileRow,
        emoji: bool,
        on_action: Callable[[str, FileAction], None],
    ) -> None:
        super().__init__(master, style="Page.TFrame")
        self._key = row.key
        self._emoji = emoji
        self._on_action = on_action
        self._thumbnail: Thumbnail | None = None
        self._picture: PhotoImage | None = None
        self.preview = ttk.Label(self, style="PageMuted.TLabel")
        name = safe_name(_shortened(row.name), emoji=emoji)
        self.name = ElidedLabel(self, name, end=NAME_END, style="Page.TLabel")
        self.detail = ttk.Label(self, width=1)  # as wide as there is room
        self.progress = ttk.Progressbar(self, length=ttk.scale_size(self, 90))
        self.buttons: dict[FileAction, ttk.Button] = {}
        self._box = ttk.Frame(self, style="Page.TFrame")
        self._arrange()

    def destroy(self) -> None:
        """Take it away; the preview is let go here, as it tells Tk of its end."""
        super().destroy()
        self._picture = None

    def show(self, row: FileRow) -> None:
        """Change what it says and offers."""
        danger = row.state is FileState.FAILED
        self.detail.configure(
            text=safe_line(row.detail, emoji=self._emoji),
            style="PageDanger.TLabel" if danger else "PageMuted.TLabel",
        )
        self._show_progress(row)
        self._show_thumbnail(row.thumbnail)
        for action in self.buttons.keys() - set(row.actions):
            self.buttons.pop(action).destroy()
        for action in row.actions:
            if action not in self.buttons:
                self._add_button(action)

    def _show_thumbnail(self, thumbnail: Thumbnail | None) -> None:
        if thumbnail is None or thumbnail is self._thumbnail:
            return
        from PIL import Image, ImageTk

        size = (thumbnail.width, thumbnail.height)
        picture = Image.frombytes("RGBA", size, thumbnail.pixels)
        self._thumbnail = thumbnail
        self._picture = ImageTk.PhotoImage(picture, master=self)
        self.preview.configure(image=self._picture)

    def _show_progress(self, row: FileRow) -> None:
        if row.percent is None:
            self.progress.grid_remove()
        else:
            self.progress.configure(value=row.percent)
            self.progress.grid()

    def _add_button(self, action: FileAction) -> None:
        first = action in (FileAction.SEND, FileAction.RETRY)
        button = ttk.Button(
            self._box,
            text=_(LABELS[action]),
            bootstyle="primary" if first else "link",
            command=lambda: self._on_action(self._key, action),
        )
        button.pack(side="left" if first else "right", padx=(6, 0))
        self.buttons[action] = button

    def _arrange(self) -> None:
        self.preview.grid(row=0, column=0, rowspan=2, sticky="w")
        self.name.grid(row=0, column=1, sticky="ew")
        self.detail.grid(row=1, column=1, sticky="ew")
        wrap_to_width(self.detail)
        self.progress.grid(row=0, column=2, rowspan=2, padx=8)
        self._box.grid(row=0, column=3, rowspan=2, sticky="e")
        self.columnconfigure(0, minsize=ttk.scale_size(self, PREVIEW + 8))
        self.columnconfigure(1, weight=1)


def _shortened(name: str) -> str:
    """A name without the middle of a very long one: its end tells what kind of file it is."""
    if len(name) <= MOST_NAME:
        return name
    return f"{name[: MOST_NAME - NAME_END - 1]}…{name[-NAME_END:]}"
