"""What belongs to a single message: what it answers, reactions to it, what can be done with it."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct


class Quote(Struct, frozen=True):
    """What a message answers: who said it, and how it begins; `sender` is "" if not known."""

    text: str
    sender: str = ""


class Chip(Struct, frozen=True):
    """One reaction to a message: mostly an emoji, how many people gave it, and who."""

    text: str
    count: int
    own: bool = False
    who: str = ""  # "ann, bob"


class Obstacles(Struct, frozen=True):
    """Why something cannot be done with a message, each in a sentence; "" where it can."""

    reply: str = ""
    react: str = ""
    delete: str = ""


class MarksIntents(Protocol):
    """What the person does with one message (`intents.marks`). Messages by their keys."""

    def obstacles(self, message_key: str) -> Obstacles:
        """What can be done with a message, and what not?"""

    def on_reply(self, message_key: str) -> None:
        """What is typed next is to answer this message."""

    def on_cancel_reply(self) -> None:
        """It is to answer nothing."""

    def on_jump_to_original(self, message_key: str) -> None:
        """The message that this one answers is to be shown."""

    def on_react(self, message_key: str, text: str) -> None:
        """React so, or take it back."""

    def on_delete(self, message_key: str) -> None:
        """The message is to be taken away."""


class MarksView(Protocol):
    """The bar over the entry (`view.marks`)."""

    def show_answered(self, quote: Quote) -> None:
        """Say what the message that is being written answers."""

    def hide_answered(self) -> None:
        """It answers nothing."""
