"""Which colour the parts of a message have: roles, and what they are in a palette. Pure."""

from __future__ import annotations

from enum import Enum

from chat.view.palette import Palette
from chat.view.ports import MessageRow, RowKind, RowState

UNSETTLED = (RowState.PENDING, RowState.WAITING, RowState.UNCERTAIN)
_MUTED = (RowKind.EVENT, RowKind.SERVER, RowKind.DAY)


class Ink(Enum):
    """The role that gives a column its colour."""

    TEXT = "text"
    MUTED = "muted"
    DANGER = "danger"
    LINK = "link"
    SENDER = "sender"


def colour(ink: Ink, row: MessageRow, palette: Palette) -> str:
    """The colour of a column of `row`."""
    match ink:
        case Ink.SENDER:
            return palette.sender(row.sender)
        case Ink.LINK:
            return palette.accent
        case Ink.DANGER:
            return palette.danger
        case Ink.MUTED:
            return palette.muted
    return palette.text


def sender_ink(row: MessageRow) -> Ink:
    """The role of the sender's name."""
    if row.state is RowState.FAILED or row.kind in (RowKind.ERROR, RowKind.NEW):
        return Ink.DANGER
    if row.state in UNSETTLED or row.kind in _MUTED:
        return Ink.MUTED
    return Ink.SENDER


def text_ink(row: MessageRow) -> Ink:
    """The role of what was said."""
    if row.deleted:
        return Ink.MUTED
    ink = sender_ink(row)
    return Ink.TEXT if ink is Ink.SENDER else ink
