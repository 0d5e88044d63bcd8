"""Editing what was said: what the window shows of it, and what it reports."""

from __future__ import annotations

from typing import Protocol


class EditingIntents(Protocol):
    """What the person does about own messages (`intents.editing`). Messages by their keys."""

    def obstacle(self, message_key: str) -> str:
        """Why a message cannot be edited, in a sentence; "" if it can."""

    def obstacle_to_last(self) -> str:
        """Why the last own message cannot be edited, in a sentence; "" if it can."""

    def on_edit(self, message_key: str) -> None:
        """What is typed from now on is to be this message's text."""

    def on_edit_last(self) -> None:
        """The last own message is to be edited."""

    def on_cancel_edit(self) -> None:
        """It stays as it is."""

    def on_emptied(self) -> bool:
        """Enter, with nothing typed; False if no message is being edited."""


class EditingView(Protocol):
    """The bar over the entry (`view.editing`)."""

    def show_editing(self, text: str, problem: str = "") -> None:
        """Say that a message is being edited, which begins with `text`, or why not yet."""

    def hide_editing(self) -> None:
        """None is."""
