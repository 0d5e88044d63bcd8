"""What the keys are called in the person's language: "Ctrl+Home" is "Strg+Pos1" in German."""

from __future__ import annotations

import re

from chat.translation import N_, _

_NAMES = (
    N_("Ctrl"),
    N_("Shift"),
    N_("Enter"),
    N_("Escape"),
    N_("Delete"),
    N_("Home"),
    N_("End"),
    N_("Up"),
    N_("Down"),
)
_NAME = re.compile(r"\b(" + "|".join(_NAMES) + r")\b")


def keys_text(keys: str) -> str:
    """Keys as they are written on this person's keyboard."""
    return _NAME.sub(lambda found: _(found.group()), keys)
