"""What happened to files on their way."""

from __future__ import annotations

from chat.model.events.base import Event
from chat.model.files import Picture, Preview, Transfer
from chat.protocol.frozen import frozen


@frozen
class TransferChanged(Event):
    """A file on its way got on, or its transfer is over."""

    transfer: Transfer


@frozen
class PictureFetched(Event):
    """The picture that a transfer was to fetch can be shown."""

    transfer: int
    picture: Picture


@frozen
class FilePreviewed(Event):
    """The small picture of a file of this computer can be shown."""

    preview: Preview
