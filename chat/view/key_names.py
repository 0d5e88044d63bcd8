"""What the keys are called in the person's language: "Ctrl+Home" is "Strg+Pos1" in German."""

from __future__ import annotations

import re

from chat.translation import N_, _

_NAMES = {
    "Ctrl": N_("Ctrl"),
    "Shift": N_("Shift"),
    "Enter": N_("Enter"),
    "Escape": N_("Escape"),
    "Delete": N_("Del"),  # the key; "Delete" is what a button does
    "Home": N_("Home"),
    "End": N_("End"),
    "Up": N_("Up"),
    "Down": N_("Down"),
}
_NAME = re.compile(r"\b(" + "|".join(_NAMES) + r")\b")


def keys_text(keys: str) -> str:
    """Keys as they are written on this person's keyboard."""
    return _NAME.sub(lambda found: _(_NAMES[found.group()]), keys)
