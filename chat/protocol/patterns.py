"""Patterns of the library `regex`, which knows Unicode as `re` does not, compiled when first used.

To import it takes longer than any other library of the client's, and most texts are plain: who has
looked for that first may never need it. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import regex


class _Pattern:
    """Becomes what it stands for when something is asked of it."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        import regex  # not before: see above

        if "_compiled" not in vars(self):
            self._compiled = regex.compile(self._pattern)
        found = getattr(self._compiled, name)
        setattr(self, name, found)  # so that the next is found without coming here
        return found


def pattern(text: str) -> regex.Pattern[str]:
    """What `regex.compile` gives, and its errors too, but later."""
    return cast("regex.Pattern[str]", _Pattern(text))
