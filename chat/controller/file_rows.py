"""A file in the tray, and how the tray shows it: in words, with what can be done. No flow here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from chat.model.entities import ConversationKey
from chat.model.files import Picture, Transfer, TransferState
from chat.translation import _, number_text
from chat.view.ports.files import FileAction, FileRow, FileState, ShownPicture, Thumbnail

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")


@dataclass(slots=True)
class TrayFile:
    """One file in the tray."""

    key: str
    name: str
    transfer: Transfer | None = None
    path: str = ""  # of one to send
    size: int = 0
    conversation: ConversationKey | None = None  # of one to send
    url: str = ""  # of one to fetch
    begin: Callable[[], int] | None = None  # what starts the transfer, again too
    thumbnail: Thumbnail | None = None

    @property
    def waits(self) -> bool:
        """Whether it was not sent yet."""
        return self.conversation is not None and self.transfer is None

    @property
    def came_to_nothing(self) -> bool:
        """Whether it could not be fetched."""
        failed = self.transfer is not None and self.transfer.state is TransferState.FAILED
        return failed and self.conversation is None


def file_row(item: TrayFile, shown: ConversationKey | None) -> FileRow:
    """How the tray shows it while this conversation is shown."""
    if item.transfer is None:
        row = _ready(item, shown)
    elif item.transfer.state is TransferState.FAILED:
        actions, problem = (FileAction.RETRY, FileAction.REMOVE), item.transfer.problem
        row = FileRow(item.key, item.name, problem, FileState.FAILED, actions, None, item.thumbnail)
    else:
        row = _running(item, item.transfer)
    return row


def _ready(item: TrayFile, shown: ConversationKey | None) -> FileRow:
    detail = size_text(item.size)
    if item.conversation is not None and item.conversation != shown:
        detail = _("{size}, for {target}").format(size=detail, target=item.conversation.target)
    actions = (FileAction.SEND, FileAction.REMOVE)
    return FileRow(item.key, item.name, detail, FileState.READY, actions, None, item.thumbnail)


def _running(item: TrayFile, transfer: Transfer) -> FileRow:
    percent = 100 * transfer.done // transfer.total if transfer.total else None
    detail = _("{percent} % of {size}").format(percent=percent, size=size_text(transfer.total))
    if percent is None:
        detail = size_text(transfer.done) if transfer.done else _("Waiting for the server…")
    stop = (FileAction.CANCEL,)
    state = FileState.RUNNING
    return FileRow(item.key, item.name, detail, state, stop, percent, item.thumbnail)


def shown_picture(picture: Picture) -> ShownPicture:
    """A picture and what is known of it, for its window."""
    width, height = picture.original
    facts = f"{width} × {height}, {picture.kind}, {size_text(picture.size)}"
    return ShownPicture(
        picture.name, facts, picture.width, picture.height, picture.pixels, picture.url
    )


def is_picture(url: str) -> bool:
    """Whether an address, or a path, looks like that of a picture."""
    return urlsplit(url).path.lower().endswith(PICTURES)


def name_in(url: str) -> str:
    """What a file is called by its address."""
    return unquote(urlsplit(url).path.rpartition("/")[2]) or "file"


def size_text(size: int) -> str:
    """A number of bytes for people: "812 bytes", "34 KB", "1.2 MB"."""
    if size < 1000:
        return _("{size} bytes").format(size=size)
    for unit in ("KB", "MB"):
        size_in_unit = size / 1000 if unit == "KB" else size / 1_000_000
        if size_in_unit < 999.5:
            return f"{number_text(size_in_unit, 0 if size_in_unit >= 10 else 1)} {unit}"
    return f"{number_text(size / 1_000_000_000, 1)} GB"
