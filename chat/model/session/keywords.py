"""Words that the person wants to be told of, as if they had been named. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable


class Keywords:
    """One for all networks; changed in its place."""

    def __init__(self) -> None:
        self._pattern: re.Pattern[str] | None = None

    def use(self, words: Iterable[str]) -> None:
        """Look for these from now on, in any case, as whole words."""
        parts = [r"\s+".join(map(re.escape, word.split())) for word in words if word.split()]
        text = rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)"
        self._pattern = re.compile(text, re.IGNORECASE) if parts else None

    def found_in(self, text: str) -> bool:
        """Whether one of them stands in a text."""
        return self._pattern is not None and self._pattern.search(text) is not None
