"""Answers of many lines that are coming in. State only; `inquiries` fills and empties it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from chat.model.entities import Ban, ListedChannel


@dataclass(slots=True)
class Answers:
    """By casefolded names: bans by channel, facts by the nick that was asked about."""

    channels: list[ListedChannel] = field(default_factory=list)
    awaits_channels: bool = False  # LIST was asked; what nobody asked for opens no window
    awaits_bans: set[str] = field(default_factory=set)  # channels whose bans were asked for
    bans: dict[str, list[Ban]] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)
    tokens: deque[Callable[[str, str], None]] = field(default_factory=deque)  # who waits for one
