"""What tells the person that something came: a toast, a sound, a number (`view.notices`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class NoticesView(Protocol):
    """What the window does to be noticed."""

    def is_watched(self) -> bool:
        """Whether the person is at the window: it has the focus, and is not put away."""

    def show_toast(self, title: str, text: str, on_click: Callable[[], None]) -> None:
        """A notice of our own in a corner of the screen, for a while."""

    def ring(self) -> None:
        """A short sound."""

    def show_badge(self, count: int) -> None:
        """How many messages wait for the person, in the title and on the icon; 0 shows none."""

    def show_disturb(self, wanted: bool) -> None:
        """Whether "Do not disturb" is on, in the menu."""

    def put_away(self, *, minimised: bool) -> None:
        """Hide the window, or only minimise it; `come_forward` brings it back."""

    def come_forward(self) -> None:
        """Bring the window before the others."""


class NoticesIntents(Protocol):
    """What the person does about notices (`intents.notices`)."""

    def on_toggle_disturb(self) -> None:
        """Do not disturb, or do again."""

    def on_ask_rule(self) -> None:
        """When to tell of messages in the conversation that is shown is to be chosen."""
