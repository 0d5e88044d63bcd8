"""Whether what is shown is seen, and where the unread begins (`view.reading`)."""

from __future__ import annotations

from typing import Protocol


class ReadingView(Protocol):
    """What the window knows of the person who looks at it."""

    def sees_end(self) -> bool:
        """Whether the newest message is in view, in a window that the person works in."""


class ReadingIntents(Protocol):
    """What the person did (`intents.reading`)."""

    def on_seen(self) -> None:
        """The window was given the focus, or the newest message came into view."""

    def on_first_unread(self) -> None:
        """The first unread message is wanted."""

    def on_mark_unread(self, message_key: str) -> None:
        """A message and all after it are to count as unread."""
