"""What tells the person beside the window: the desktop's notifications, and words to look for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol


class Desktop(Protocol):
    """The desktop's notifications. No call blocks."""

    def notify(
        self, title: str, text: str, on_click: Callable[[], None], on_refused: Callable[[], None]
    ) -> None:
        """Show one. Later, on the Tk thread: `on_click`, or `on_refused` if none can be shown."""


class NoticesModel(Protocol):
    """What of telling people is the model's (`model.notices`)."""

    @property
    def desktop(self) -> Desktop:
        """The desktop's notifications."""

    def watch_for(self, words: Sequence[str]) -> None:
        """Messages with these words count as mentions from now on."""
