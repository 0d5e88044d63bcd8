"""A window that notes which languages it was told to speak."""

from __future__ import annotations


class FakeLanguageView:
    """`LanguageView` without a window."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def show(self, code: str) -> None:
        """See LanguageView."""
        self.shown.append(code)
