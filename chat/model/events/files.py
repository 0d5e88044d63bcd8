"""What happened to files on their way."""

from __future__ import annotations

from dataclasses import dataclass

from chat.model.events.base import Event
from chat.model.files import Picture, Preview, Transfer


@dataclass(frozen=True, slots=True)
class TransferChanged(Event):
    """A file on its way got on, or its transfer is over."""

    transfer: Transfer


@dataclass(frozen=True, slots=True)
class PictureFetched(Event):
    """The picture that a transfer was to fetch can be shown."""

    transfer: int
    picture: Picture


@dataclass(frozen=True, slots=True)
class FilePreviewed(Event):
    """The small picture of a file of this computer can be shown."""

    preview: Preview
