"""One setting as the settings window shows it, and how it takes effect. Values only."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from chat.translation import N_

LOOKS, NOTICES, PRIVACY = N_("Looks"), N_("Notifications"), N_("Privacy")  # pages


class Preference(Struct, frozen=True):
    """`choices` has each value and what it is called; without any it is a text one types."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    read: Callable[[], str]
    change: Callable[[str], None]
    page: str = LOOKS


ON_OFF = (("on", N_("Yes")), ("off", N_("No")))


def on_off(value: bool) -> str:
    """A truth as one of ON_OFF."""
    return "on" if value else "off"
