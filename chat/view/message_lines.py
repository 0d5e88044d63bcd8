"""Turns a message row into the lines that the three columns show. Pure: no toolkit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from chat.view.palette import Palette
from chat.view.ports import MessageRow, RowKind, RowState
from chat.view.text_safety import MAX_CHARACTERS, MAX_INPUT, safe_line, safe_name, safe_text
from chat.view.wrapping import CharacterWidths, elide, wrap

MAX_LINES = 60  # of one message in the list; the whole of it is one double click away
NOTES = {
    RowState.FAILED: "Not sent. Double-click to send it again.",
    RowState.UNCERTAIN: "May not have arrived. Double-click to send it again.",
    RowState.WAITING: "Waits for the connection.",
}
UNSETTLED = (RowState.PENDING, RowState.WAITING, RowState.UNCERTAIN)
TO_RETRY = (RowState.FAILED, RowState.UNCERTAIN)
MORE = "… (shortened: double-click to read it all)"


class Ink(Enum):
    """The role that gives a column its colour."""

    TEXT = "text"
    MUTED = "muted"
    DANGER = "danger"
    SENDER = "sender"


@dataclass(frozen=True, slots=True)
class Lines:
    """A message as it stands in the columns; `text` has one entry for each line."""

    time: str
    sender: str
    text: tuple[str, ...]
    sender_ink: Ink
    text_ink: Ink
    shortened: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """What laying out needs to know of the window. Widths in pixels."""

    widths: CharacterWidths
    sender_width: int
    text_width: int
    emoji: bool


def lay_out(row: MessageRow, measure: Measure) -> Lines:
    """Cut, clean and wrap one row."""
    sender, text = _worded(row, measure.emoji)
    lines = wrap(text[:MAX_CHARACTERS], measure.text_width, measure.widths)
    shortened = len(lines) > MAX_LINES or len(text) > MAX_CHARACTERS
    if shortened:
        lines = [*lines[: MAX_LINES - 1], elide(MORE, measure.text_width, measure.widths)]
    if row.state in NOTES:
        lines += wrap(NOTES[row.state], measure.text_width, measure.widths)
    return Lines(
        time=safe_line(row.time, emoji=measure.emoji, limit=16),
        sender=elide(sender, measure.sender_width, measure.widths),
        text=tuple(lines),
        sender_ink=_sender_ink(row),
        text_ink=_text_ink(row),
        shortened=shortened,
    )


def colour(ink: Ink, row: MessageRow, palette: Palette) -> str:
    """The colour of a column of `row`."""
    if ink is Ink.SENDER:
        return palette.sender(row.sender)
    return {Ink.TEXT: palette.text, Ink.MUTED: palette.muted, Ink.DANGER: palette.danger}[ink]


def whole_text(row: MessageRow, *, emoji: bool) -> str:
    """All of what was said, safe to show and to copy."""
    return safe_text(row.text, emoji=emoji, limit=MAX_INPUT)


def _worded(row: MessageRow, emoji: bool) -> tuple[str, str]:
    """What the sender column and the text column say."""
    text = whole_text(row, emoji=emoji)
    name = safe_name(row.sender, emoji=emoji) if row.sender else ""
    if row.kind is RowKind.ACTION:
        return "*", f"{name} {text}"
    if row.kind is RowKind.NOTICE and name:
        return f"-{name}-", text
    return name, text


def _sender_ink(row: MessageRow) -> Ink:
    if row.state is RowState.FAILED or row.kind is RowKind.ERROR:
        return Ink.DANGER
    if row.state in UNSETTLED or row.kind in (RowKind.EVENT, RowKind.SERVER):
        return Ink.MUTED
    return Ink.SENDER


def _text_ink(row: MessageRow) -> Ink:
    ink = _sender_ink(row)
    return Ink.TEXT if ink is Ink.SENDER else ink
