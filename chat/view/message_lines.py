"""Turns an item of the message list into the lines that the columns show. Pure: no toolkit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from chat.view.bidi import shaped, visual
from chat.view.composition import Item
from chat.view.links import find_links, linked_lines
from chat.view.palette import Palette
from chat.view.ports import MessageRow, RowKind, RowState
from chat.view.text_safety import MAX_CHARACTERS, MAX_INPUT, safe_line, safe_name, safe_text
from chat.view.wrapping import CharacterWidths, elide, wrap

MAX_LINES = 60  # of one message in the list; the whole of it is one double click away
UNDER = "      "  # before what an unfolded summary shows
NOTES = {
    RowState.FAILED: "Not sent. Double-click to send it again.",
    RowState.UNCERTAIN: "May not have arrived. Double-click to send it again.",
    RowState.WAITING: "Waits for the connection.",
}
UNSETTLED = (RowState.PENDING, RowState.WAITING, RowState.UNCERTAIN)
TO_RETRY = (RowState.FAILED, RowState.UNCERTAIN)
MORE = "… (shortened: double-click to read it all)"
_MUTED = (RowKind.EVENT, RowKind.SERVER, RowKind.DAY)


class Ink(Enum):
    """The role that gives a column its colour."""

    TEXT = "text"
    MUTED = "muted"
    DANGER = "danger"
    LINK = "link"
    SENDER = "sender"


@dataclass(frozen=True, slots=True)
class Lines:
    """A message as it stands in the columns; `text` has one entry for each line.

    `links` has the address for each line, counted from 0, that shows a link.
    """

    time: str
    sender: str
    text: tuple[str, ...]
    sender_ink: Ink
    text_ink: Ink
    shortened: bool
    links: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measure:
    """What laying out needs to know of the window. Widths in pixels."""

    widths: CharacterWidths
    sender_width: int
    text_width: int
    emoji: bool


def lay_out(item: Item, measure: Measure) -> Lines:
    """Cut, clean and wrap one item."""
    row = item.row
    sender, text = map(shaped, _worded(row, measure.emoji))
    lines, shortened = _wrapped(text, item.is_under_summary, measure)
    links = find_links(text)
    if row.state in NOTES:
        lines += wrap(NOTES[row.state], measure.text_width, measure.widths)
    shown_sender = elide(sender, measure.sender_width, measure.widths) if item.head else ""
    return Lines(
        time=safe_line(row.time, emoji=measure.emoji, limit=16) if item.timed else "",
        sender=visual(shown_sender),
        text=tuple(visual(line, text) for line in lines),
        sender_ink=_sender_ink(row),
        text_ink=_text_ink(row),
        shortened=shortened,
        links=linked_lines(text, lines, links) if links else {},
    )


def sender_text(row: MessageRow, *, emoji: bool) -> str:
    """What the sender column says of a row."""
    name = safe_name(row.sender, emoji=emoji) if row.sender else ""
    if row.kind is RowKind.ACTION:
        return "*"
    return f"-{name}-" if row.kind is RowKind.NOTICE and name else name


def _wrapped(text: str, under: bool, measure: Measure) -> tuple[list[str], bool]:
    """The lines of a text, and whether they are only its beginning."""
    indent = UNDER if under else ""
    width = measure.text_width - (measure.widths.of(indent) if under else 0)
    lines = wrap(text[:MAX_CHARACTERS], width, measure.widths)
    shortened = len(lines) > MAX_LINES or len(text) > MAX_CHARACTERS
    if shortened:
        lines = [*lines[: MAX_LINES - 1], elide(MORE, width, measure.widths)]
    return [indent + line for line in lines] if under else lines, shortened


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


def whole_text(row: MessageRow, *, emoji: bool) -> str:
    """All of what was said, safe to show and to copy."""
    return safe_text(row.text, emoji=emoji, limit=MAX_INPUT)


def _worded(row: MessageRow, emoji: bool) -> tuple[str, str]:
    """What the sender column and the text column say."""
    sender, text = sender_text(row, emoji=emoji), whole_text(row, emoji=emoji)
    if row.kind is RowKind.ACTION:
        text = f"{safe_name(row.sender, emoji=emoji) if row.sender else ''} {text}"
    return sender, text


def _sender_ink(row: MessageRow) -> Ink:
    if row.state is RowState.FAILED or row.kind in (RowKind.ERROR, RowKind.NEW):
        return Ink.DANGER
    if row.state in UNSETTLED or row.kind in _MUTED:
        return Ink.MUTED
    return Ink.SENDER


def _text_ink(row: MessageRow) -> Ink:
    ink = _sender_ink(row)
    return Ink.TEXT if ink is Ink.SENDER else ink
