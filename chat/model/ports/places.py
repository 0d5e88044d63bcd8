"""What the model offers to go to a message that is not among the newest (`model.places`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chat.model.entities import ChatMessage, ConversationKey, Place


class PlacesModel(Protocol):
    """A conversation can have an excerpt: messages around a place, loaded apart from the newest.

    It is bounded: what is far from where one reads is let go.
    """

    def load_around(self, key: ConversationKey, place: Place) -> None:
        """Have a message loaded with what stands around it: PlaceFound or PlaceMissing follows.

        If it is among the newest there is no excerpt then, else there is one.
        """

    def excerpt(self, key: ConversationKey) -> Sequence[ChatMessage] | None:
        """What is loaded around a place, oldest first; None if the newest are what is shown."""

    def load_older(self, key: ConversationKey) -> bool:
        """Have more loaded before an excerpt: ExcerptGrown follows, if there is any.

        False if there is no excerpt, and the newest have room to grow (`ChatModel.load_older`).
        """

    def load_newer(self, key: ConversationKey) -> None:
        """The same after it: ExcerptGrown follows, or ExcerptEnded where it meets the newest."""

    def leave(self, key: ConversationKey) -> None:
        """Let the excerpt go: the newest are what is shown."""
