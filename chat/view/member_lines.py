"""The lines of the member list: members under a heading for each role, and their words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chat.translation import N_, _
from chat.view.bidi import shaped, visual
from chat.view.palette import hue_of
from chat.view.ports import MemberRow
from chat.view.text_safety import LOOKALIKE, safe_line, safe_name
from chat.view.wrapping import CharacterWidths, elide

HEADING = "role "  # begins the item of a heading
BESIDE = " · "  # between a nick and a display name
ROLES = {  # by the prefixes that most servers have; modern IRC, "Channel Membership Prefixes"
    "~": N_("Founders"),
    "&": N_("Admins"),
    "@": N_("Operators"),
    "%": N_("Half-operators"),
    "+": N_("With voice"),
    "": N_("Members"),
}


def role_of(prefix: str) -> str:
    """What those with a prefix are called together; marked, not yet translated."""
    return ROLES.get(prefix, ROLES[""])


def heading_item(prefix: str) -> str:
    """The item of the heading over those with a prefix."""
    return HEADING + " ".join(str(ord(character)) for character in prefix)


def is_member(item: str) -> bool:
    """Whether a line of the list is a member, and no heading."""
    return not item.startswith(HEADING)


def under_headings(rows: Sequence[MemberRow], roles: Counter[str]) -> list[MemberRow | str]:
    """The rows, and before the first of each role the role itself, if there are several."""
    lines: list[MemberRow | str] = []
    headed: set[str] = set()
    for row in rows:
        if len(roles) > 1 and row.prefix not in headed:
            headed.add(row.prefix)
            lines.append(row.prefix)
        lines.append(row)
    return lines


def is_quiet(row: MemberRow) -> bool:
    """Whether little is to be expected of them: shown dimmed."""
    return row.away or row.ignored


def member_tags(row: MemberRow) -> tuple[str, ...]:
    """What decides on a member's colour and font."""
    colour = "away" if is_quiet(row) else f"hue{hue_of(row.nick)}"
    return (colour, "own") if row.own else (colour,)


def member_words(
    row: MemberRow, room: int, widths: CharacterWidths, *, emoji: bool
) -> tuple[str, str]:
    """The prefix, and the names as far as there is room, in pixels."""
    away = " " + _("(away)") if row.away else ""
    away = " " + _("(ignored)") if row.ignored else away
    name = safe_name(row.nick, emoji=emoji)
    if row.beware:
        name = LOOKALIKE + name
    if row.display_name and row.display_name.casefold() != row.nick.casefold():
        # Beside the nick and never instead: a name that others bear would pass for them.
        name += BESIDE + safe_name(row.display_name, emoji=emoji)
    shown = visual(elide(shaped(name), room - widths.of(away), widths))
    return safe_line(row.prefix, emoji=emoji)[:1], shown + away


def member_tip(row: MemberRow, *, emoji: bool) -> str:
    """The whole nick, and how to write to them."""
    nick = safe_name(row.nick, emoji=emoji)
    said = [one for one in (row.beware, row.display_name, row.status) if one]
    known = " — ".join([nick, *(safe_line(one, emoji=emoji) for one in said)])
    return _("{name}: double-click to write to them alone").format(name=known)
