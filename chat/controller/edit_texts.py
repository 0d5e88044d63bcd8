"""A message that is being edited: its texts, and how they stand in the entry. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.model.entities import BY_PEOPLE, ChatMessage


@dataclass(slots=True)
class Edit:
    """A message that is being edited; texts as they stand in the entry."""

    message: ChatMessage
    draft: str  # what had been typed before
    begun: str = ""  # the message's own text
    text: str = ""  # what was typed when it was left, or could not be sent
    problem: str = ""  # why it could not be sent


def last_own(messages: Sequence[ChatMessage]) -> ChatMessage | None:
    """The newest own message that still says something."""
    own = (one for one in reversed(messages) if one.own and one.kind in BY_PEOPLE)
    return next((one for one in own if one.deleted is None), None)


def in_entry(text: str) -> str:
    """A message's text as it is typed: what looks like a command gets a slash more."""
    return f"/{text}" if text.startswith("/") else text


def said(typed: str) -> str:
    """What is said with it."""
    return typed[1:] if typed.startswith("//") else typed
