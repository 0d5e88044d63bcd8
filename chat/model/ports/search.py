"""What the model offers to look for messages anywhere (`model.search`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from chat.model.store.records import FoundMessage, SearchQuery


class Hit(Struct, frozen=True):
    """One result, and who had it: this computer, or else a server alone."""

    found: FoundMessage
    here: bool


class SearchModel(Protocol):
    """One search at a time: in what is kept on this machine, and by the servers that offer it."""

    def begin(self, query: SearchQuery) -> None:
        """Look for this instead of what was looked for before: SearchGrown follows, repeatedly."""

    def cancel(self) -> None:
        """Wait for nothing more; what was found stays."""

    def is_going(self) -> bool:
        """Whether somebody is still looking."""

    def hits(self) -> Sequence[Hit]:
        """What was found until now, newest first, each once."""

    def problems(self) -> Sequence[str]:
        """What went wrong, a sentence each."""
