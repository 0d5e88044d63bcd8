"""What the controller of the language may ask of the window (`view.language`)."""

from __future__ import annotations

from typing import Protocol


class LanguageView(Protocol):
    """The words that the window itself says."""

    def show(self, code: str) -> None:
        """Say them all in the language that is spoken now, whose code this is, as "de"."""
