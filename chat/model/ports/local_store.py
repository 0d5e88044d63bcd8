"""What the model needs of the local store (`LocalStore`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from chat.model.entities import ChatMessage, ConversationKey, Place
from chat.model.store.records import (
    Change,
    ExportJob,
    ExportState,
    FoundMessage,
    Matches,
    SearchQuery,
    StoredNetwork,
    Stretch,
)


class LocalStore(Protocol):
    """What was seen, kept on this machine. No call blocks but `close`; results come by the pump."""

    def start(
        self, post: Callable[[Callable[[], None]], None], tell: Callable[[str], None]
    ) -> None:
        """Begin; `post` has a result delivered by the pump, `tell` takes sentences for people."""

    def load(self, newest: int, deliver: Callable[[tuple[StoredNetwork, ...]], None]) -> None:
        """What was open when the program ended, with the newest messages of each conversation."""

    def write(self, changes: Sequence[Change]) -> None:
        """Write changes in order: all of them, or none."""

    def older(
        self,
        key: ConversationKey,
        before: ChatMessage | None,
        limit: int,
        deliver: Callable[[tuple[ChatMessage, ...]], None],
    ) -> None:
        """The newest messages before one, or of all; oldest first."""

    def newer(
        self,
        key: ConversationKey,
        after: ChatMessage,
        limit: int,
        deliver: Callable[[tuple[ChatMessage, ...]], None],
    ) -> None:
        """The oldest messages after one; oldest first."""

    def around(
        self, key: ConversationKey, place: Place, limit: int, deliver: Callable[[Stretch], None]
    ) -> None:
        """A message with those before and after it; an empty stretch if it is not kept."""

    def search(
        self, query: SearchQuery, deliver: Callable[[tuple[FoundMessage, ...]], None]
    ) -> None:
        """What was said that fits the query, newest first; a later search ends this one."""

    def export(self, job: ExportJob, deliver: Callable[[ExportState], None]) -> Callable[[], None]:
        """Write a conversation to a file; `deliver` takes each state. Returns what cancels it."""

    def matches(
        self, key: ConversationKey, text: str, limit: int, deliver: Callable[[Matches], None]
    ) -> None:
        """What was said in a conversation with a text in it; a later question ends this one."""

    def forget(self, key: ConversationKey) -> None:
        """Delete what was said in a conversation."""

    def limit(self, size: int) -> None:
        """Keep at most so many bytes."""

    def forget_everything(self) -> None:
        """Delete all of it."""

    def close(self) -> None:
        """Write what was taken, and end."""
