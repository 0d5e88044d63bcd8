"""What happened to files on their way."""

from __future__ import annotations

from chat.model.events.base import Event
from chat.model.files import Picture, Preview, Transfer


class TransferChanged(Event, frozen=True):
    """A file on its way got on, or its transfer is over."""

    transfer: Transfer


class PictureFetched(Event, frozen=True):
    """The picture that a transfer was to fetch can be shown."""

    transfer: int
    picture: Picture


class FilePreviewed(Event, frozen=True):
    """The small picture of a file of this computer can be shown."""

    preview: Preview
