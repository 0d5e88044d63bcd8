"""What the model offers to find a text in one conversation (`model.finding`)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey


class FindingModel(Protocol):
    """Looks in what is loaded and in what is kept on this machine."""

    def find(self, key: ConversationKey, text: str) -> None:
        """Which messages contain the text, in any case: MatchesFound follows.

        Another question takes the place of one that is not answered yet.
        """
