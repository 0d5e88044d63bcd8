"""The lines of the member list: members under a heading for each role. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chat.translation import N_
from chat.view.ports import MemberRow

HEADING = "role "  # begins the item of a heading
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
