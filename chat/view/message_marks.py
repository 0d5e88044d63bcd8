"""The lines over and under a message: what it answers, and reactions. Pure: no toolkit."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from chat.translation import _
from chat.view.bidi import shaped, visual
from chat.view.ports import MessageRow
from chat.view.ports.marks import Chip, Quote
from chat.view.text_safety import safe_line, safe_name
from chat.view.wrapping import CharacterWidths, elide

ARROW = "↱ "
PENCIL = "✎ "
BETWEEN = "    "  # two reactions
OWN = "✓"  # after the count of one that is ours as well
MOST_CHIPS = 40  # different reactions under one message
MOST_REACTION = 24  # characters of one


class ChipPlace(Struct, frozen=True):
    """Where a reaction stands: on which line, and from where to where in pixels."""

    line: int
    left: int
    right: int
    chip: Chip


def quote_line(quote: Quote, width: int, widths: CharacterWidths, *, emoji: bool) -> str:
    """What a message answers, on one line of at most `width` pixels."""
    text = safe_line(quote.text, emoji=emoji)
    words = f"{safe_name(quote.sender, emoji=emoji)}: {text}" if quote.sender else text
    return visual(elide(ARROW + shaped(words), width, widths))


def chip_lines(
    chips: Sequence[Chip], width: int, widths: CharacterWidths, *, emoji: bool
) -> tuple[list[str], list[ChipPlace]]:
    """Reactions in as many lines of at most `width` pixels as they need, and where each stands."""
    lines: list[str] = []
    places: list[ChipPlace] = []
    line, used = "", 0
    for chip in chips[:MOST_CHIPS]:
        shown = _chip_text(chip, width, widths, emoji=emoji)
        size, gap = widths.of(shown), widths.of(BETWEEN)
        if line and used + gap + size > width:
            lines.append(line)
            line, used = "", 0
        if line:
            line, used = line + BETWEEN, used + gap
        places.append(ChipPlace(len(lines), used, used + size, chip))
        line, used = line + shown, used + size
    return [*lines, line] if line else lines, places


def _chip_text(chip: Chip, width: int, widths: CharacterWidths, *, emoji: bool) -> str:
    text = safe_line(chip.text, emoji=emoji, limit=MOST_REACTION) or "?"
    count = f" {chip.count}{f' {OWN}' if chip.own else ''}"
    return elide(text, max(0, width - widths.of(count)), widths) + count


def edited_lines(edited: str, width: int, widths: CharacterWidths) -> list[str]:
    """The line under a message that was edited; in a colour of its own, which nobody can type."""
    return [visual(elide(PENCIL + edited, width, widths))] if edited else []


def describe(chip: Chip, *, emoji: bool) -> str:
    """Who reacted so, in a sentence."""
    text = safe_line(chip.text, emoji=emoji, limit=MOST_REACTION)
    who = safe_line(chip.who, emoji=emoji)
    return _("{text}  {names}").format(text=text, names=who)


def has_marks(row: MessageRow) -> bool:
    """Whether there is a line over or under the message."""
    return row.quote is not None or bool(row.chips) or bool(row.edited)
