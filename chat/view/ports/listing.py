"""The list of conversations: what can be done with a line of it, and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol


class ListAction(StrEnum):
    """What can be done with a line of the list."""

    MARK_READ = "mark-read"
    PIN = "pin"
    UNPIN = "unpin"
    MUTE = "mute"
    UNMUTE = "unmute"
    IGNORE = "ignore"
    STOP_IGNORING = "stop-ignoring"
    INVITE = "invite"
    JOIN = "join"
    BROWSE = "browse"
    LEAVE = "leave"
    CLOSE = "close"
    RECONNECT = "reconnect"
    DISCONNECT = "disconnect"
    EXPORT = "export"
    FORGET = "forget"


class ListingIntents(Protocol):
    """What the person does with lines of the list (`intents.listing`)."""

    def actions(self, key: str) -> Sequence[ListAction]:
        """A line's context menu opens: what shall it offer?"""

    def on_action(self, key: str, action: ListAction) -> None:
        """One of those was chosen."""

    def on_action_here(self, action: ListAction) -> None:
        """The same from the menu bar, for the conversation that is shown."""
