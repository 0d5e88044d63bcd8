"""Turns an item of the message list into the lines that the columns show. Pure: no toolkit."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from chat.protocol.spoilers import cover
from chat.translation import N_, _
from chat.view.bidi import shaped, visual
from chat.view.composition import Item
from chat.view.links import find_links, linked_lines
from chat.view.message_inks import Ink, sender_ink, text_ink
from chat.view.message_marks import ChipPlace, chip_lines, edited_lines, has_marks, quote_line
from chat.view.ports import MessageRow, RowKind, RowState
from chat.view.text_safety import (
    LOOKALIKE,
    MAX_CHARACTERS,
    MAX_INPUT,
    safe_line,
    safe_name,
    safe_text,
)
from chat.view.wrapping import CharacterWidths, elide, wrap

MAX_LINES = 60  # of one message in the list; the whole of it is one double click away
UNDER = "      "  # before what an unfolded summary shows
NOTES = {
    RowState.FAILED: N_("Not sent. Double-click to send it again."),
    RowState.UNCERTAIN: N_("May not have arrived. Double-click to send it again."),
    RowState.WAITING: N_("Waits for the connection."),
}
TO_RETRY = (RowState.FAILED, RowState.UNCERTAIN)
MORE = N_("… (shortened: double-click to read it all)")


class Lines(Struct, frozen=True):
    """A message as it stands in the columns; `text` has one entry for each line.

    `links` has the address for each line, counted from 0, that shows a link.
    """

    time: str
    sender: str
    text: tuple[str, ...]
    sender_ink: Ink
    text_ink: Ink
    shortened: bool
    links: Mapping[int, str] = {}
    lead: int = 0  # lines over the one that has the time and the sender
    marks: Mapping[int, Ink] = {}  # ink of lines that are no text
    chips: tuple[ChipPlace, ...] = ()
    edited: int = -1  # the line that says that it was edited; -1 if none does


class Measure(Struct, frozen=True):
    """What laying out needs to know of the window. Widths in pixels."""

    widths: CharacterWidths
    sender_width: int
    text_width: int
    emoji: bool


def lay_out(item: Item, measure: Measure, *, revealed: bool = False) -> Lines:
    """Cut, clean and wrap one item; its spoilers are covered unless they are `revealed`."""
    row = item.row
    sender, text = map(shaped, _worded(row, measure.emoji, revealed=revealed))
    lines, shortened = _wrapped(text, item.is_under_summary, measure)
    links = _links(row, text, lines)
    if row.state in NOTES:
        lines += wrap(_(NOTES[row.state]), measure.text_width, measure.widths)
    shown_sender = elide(sender, measure.sender_width, measure.widths) if item.head else ""
    plain = Lines(
        time=safe_line(row.time, emoji=measure.emoji, limit=16) if item.timed else "",
        sender=visual(shown_sender),
        text=tuple(visual(line, text) for line in lines),
        sender_ink=sender_ink(row),
        text_ink=text_ink(row),
        shortened=shortened,
        links=links,
    )
    return _marked(plain, row, measure) if has_marks(row) else plain


def _links(row: MessageRow, text: str, lines: list[str]) -> dict[int, str]:
    """The address behind each line that has one."""
    if row.attachment:
        return dict.fromkeys(range(len(lines)), row.attachment)
    links = find_links(text)
    return linked_lines(text, lines, links) if links else {}


def _marked(lines: Lines, row: MessageRow, measure: Measure) -> Lines:
    """The same with the line of what it answers over it, and under it, edits and reactions."""
    width, widths, emoji = measure.text_width, measure.widths, measure.emoji
    over = [quote_line(row.quote, width, widths, emoji=emoji)] if row.quote else []
    edited = edited_lines(row.edited, width, widths)
    under, places = chip_lines(row.chips, width, widths, emoji=emoji)
    lead, said = len(over), len(over) + len(lines.text)
    foot = said + len(edited)
    marked = dict.fromkeys((*range(lead), *range(said, foot)), Ink.MUTED)
    for place in places:
        own = place.chip.own or marked.get(foot + place.line) is Ink.LINK
        marked[foot + place.line] = Ink.LINK if own else Ink.MUTED
    return replace(
        lines,
        text=(*over, *lines.text, *edited, *under),
        links={line + lead: url for line, url in lines.links.items()},
        lead=lead,
        marks=marked,
        chips=tuple(replace(place, line=foot + place.line) for place in places),
        edited=said if edited else -1,
    )


def sender_text(row: MessageRow, *, emoji: bool) -> str:
    """What the sender column says of a row."""
    if row.kind is RowKind.ACTION:
        return "*"
    name = _name(row, emoji=emoji)
    return f"-{name}-" if row.kind is RowKind.NOTICE and name else name


def _name(row: MessageRow, *, emoji: bool) -> str:
    """Who said it, with a mark where that can be taken for somebody else."""
    name = safe_name(row.sender, emoji=emoji) if row.sender else ""
    return LOOKALIKE + name if row.beware else name


def _wrapped(text: str, under: bool, measure: Measure) -> tuple[list[str], bool]:
    """The lines of a text, and whether they are only its beginning."""
    indent = UNDER if under else ""
    width = measure.text_width - (measure.widths.of(indent) if under else 0)
    lines = wrap(text[:MAX_CHARACTERS], width, measure.widths)
    shortened = len(lines) > MAX_LINES or len(text) > MAX_CHARACTERS
    if shortened:
        lines = [*lines[: MAX_LINES - 1], elide(_(MORE), width, measure.widths)]
    return [indent + line for line in lines] if under else lines, shortened


def whole_text(row: MessageRow, *, emoji: bool, revealed: bool = True) -> str:
    """All of what was said, safe to show and to copy; with its spoilers covered if wanted."""
    text = row.text if revealed or not row.hidden else cover(row.text, row.hidden)
    return safe_text(text, emoji=emoji, limit=MAX_INPUT)


def _worded(row: MessageRow, emoji: bool, *, revealed: bool) -> tuple[str, str]:
    """What the sender column and the text column say."""
    sender, text = sender_text(row, emoji=emoji), whole_text(row, emoji=emoji, revealed=revealed)
    if row.attachment:  # the chat's own file: the name is what one clicks
        text = text.removesuffix(row.attachment).rstrip(" :") or text
    if row.kind is RowKind.ACTION:
        text = f"{_name(row, emoji=emoji)} {text}"
    return sender, text
