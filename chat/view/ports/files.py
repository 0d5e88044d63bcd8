"""Files: what waits to be sent, what is on its way, pictures (`view.files`, `intents.files`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Protocol

from msgspec import Struct


class FileState(StrEnum):
    """How far a file in the tray is."""

    READY = "ready"  # looked at, not yet sent
    RUNNING = "running"
    DONE = "done"  # saved
    FAILED = "failed"


class FileAction(StrEnum):
    """A button of a file in the tray."""

    SEND = "send"
    CANCEL = "cancel"
    RETRY = "retry"
    REMOVE = "remove"


class Thumbnail(Struct, frozen=True):
    """A small picture: RGBA, `width` x `height` x 4 bytes."""

    width: int
    height: int
    pixels: bytes


class FileRow(Struct, frozen=True):
    """One file in the tray over the entry. `detail` is its size, how far it is, or a problem."""

    key: str
    name: str
    detail: str
    state: FileState
    actions: tuple[FileAction, ...]
    percent: int | None = None  # of a transfer whose size is known
    thumbnail: Thumbnail | None = None  # of a picture, once it is made


class ShownPicture(Struct, frozen=True):
    """A picture to be shown in a window; `pixels` are RGBA, `width` x `height` x 4 bytes."""

    title: str
    facts: str  # "1920 × 1080, PNG, 340 KB"
    width: int
    height: int
    pixels: bytes
    url: str


class FilesView(Protocol):
    """What the window shows of files."""

    def ask_files(self, on_files: Callable[[Sequence[str]], None]) -> None:
        """Let the person choose files of this computer; cancelling calls nothing."""

    def ask_where(self, name: str, on_path: Callable[[str], None]) -> None:
        """Ask where a file is to be saved; cancelling calls nothing."""

    def show(self, rows: Sequence[FileRow]) -> None:
        """The tray over the entry; none hides it."""

    def show_picture(self, picture: ShownPicture) -> None:
        """Open a window with a picture."""

    def thumbnail_side(self) -> int:
        """How many pixels wide and high a picture in the tray is at most."""

    def picture_room(self) -> tuple[int, int]:
        """How many pixels wide and high a picture can be shown here."""


class FilesIntents(Protocol):
    """What the person does with files."""

    def on_attach(self) -> None:
        """A file is to be chosen and sent."""

    def on_files(self, paths: Sequence[str]) -> None:
        """These files were chosen, dropped or pasted."""

    def on_picture_pasted(self, content: bytes) -> None:
        """A picture (PNG) was pasted."""

    def on_action(self, key: str, action: FileAction) -> None:
        """A button in the tray."""

    def on_send_all(self) -> None:
        """All that waits in the tray is to be sent."""

    def on_enter(self) -> None:
        """Enter in the empty entry: what waits for the conversation that is shown is to be sent."""

    def offers(self, url: str) -> Sequence[str]:
        """What can be done with a link, besides opening it: "show", "save"."""

    def on_show(self, url: str) -> None:
        """The picture at a link is to be shown."""

    def on_save(self, url: str) -> None:
        """What is at a link is to be saved."""
