"""Who types in a conversation, and what was told of our own typing. Data only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

ACTIVE, PAUSED, DONE = "active", "paused", "done"  # IRCv3 typing


@dataclass(slots=True)
class TypingState:
    """Of one conversation."""

    others: dict[str, tuple[str, datetime]] = field(default_factory=dict)  # nick, until when
    composing: bool = False  # there is something of ours in the entry
    typed_at: datetime | None = None
    told: str = ""  # what others were told last; "" also once a message was sent
    told_at: datetime | None = None

    def reset(self) -> None:
        """What was typed was sent: that tells enough."""
        self.composing, self.told = False, ""
