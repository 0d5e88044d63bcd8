"""What the person says of themselves (`intents.profile`)."""

from __future__ import annotations

from typing import Protocol


class ProfileIntents(Protocol):
    """Chosen from the menu."""

    def on_display_name(self) -> None:
        """Another display name is wanted."""

    def on_status(self) -> None:
        """Another status is wanted."""
