"""Gives the lines of a message their colours in the columns."""

from __future__ import annotations

from chat.view.composition import DIVIDERS
from chat.view.message_columns import MessageColumns
from chat.view.message_inks import Ink, colour
from chat.view.message_lines import Lines
from chat.view.palette import Palette
from chat.view.ports import MessageRow, RowKind


def colour_item(
    columns: MessageColumns, palette: Palette, row: MessageRow, lines: Lines, first: int
) -> None:
    """Colour the lines of one message, which begin at `first`; most have only their sender's."""
    if lines.sender:
        name = colour(lines.sender_ink, row, palette)
        columns.paint(columns.sender, first + lines.lead, name)
    if lines.text_ink is not Ink.TEXT or row.mention:  # else as all lines are
        ink, ground = colour(lines.text_ink, row, palette), _ground(row, palette)
        for line in range(first, first + len(lines.text)):
            columns.text.itemconfigure(line, foreground=ink, background=ground)
            columns.sender.itemconfigure(line, background=ground)
            columns.time.itemconfigure(line, background=ground)
    for line in lines.links:
        columns.text.itemconfigure(first + line, foreground=colour(Ink.LINK, row, palette))
    for line, role in lines.marks.items():
        columns.text.itemconfigure(first + line, foreground=colour(role, row, palette))


def _ground(row: MessageRow, palette: Palette) -> str:
    if row.mention:
        return palette.mention_background
    return palette.surface if row.kind in DIVIDERS else ""


def says(row: MessageRow, sought: str) -> bool:
    """Whether a message says what is looked for, casefolded; joins and parts do not."""
    said = row.kind not in (RowKind.EVENT, RowKind.DAY)
    return bool(sought) and said and sought in row.text.casefold()


def mark_sought(
    columns: MessageColumns, palette: Palette, lines: Lines, first: int, sought: str
) -> None:
    """Mark the lines of a message that say what is looked for."""
    marked = [at for at, line in enumerate(lines.text) if sought in line.casefold()]
    for at in marked or range(len(lines.text)):  # over the end of a line: it is in all of them
        columns.text.itemconfigure(
            first + at, foreground=palette.match_text, background=palette.match
        )


def unmark_sought(columns: MessageColumns, lines: Lines, first: int) -> None:
    """Take the mark of what was looked for away; the message is to be coloured after."""
    for line in range(first, first + len(lines.text)):
        columns.text.itemconfigure(line, foreground="", background="")
