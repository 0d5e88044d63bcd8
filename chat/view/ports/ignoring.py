"""Ignoring people: what the window asks, and what it reports."""

from __future__ import annotations

from typing import Protocol


class IgnoringIntents(Protocol):
    """What the person does about people whose words they do not want (`intents.ignoring`)."""

    def offer(self, nick: str) -> bool | None:
        """A menu opens: True offers to ignore them, False to stop it, None neither."""

    def on_ignore(self, nick: str) -> None:
        """Somebody is to be ignored from now on."""

    def on_stop(self, nick: str) -> None:
        """Somebody is to be ignored no longer."""

    def on_show_ignored(self) -> None:
        """Who is ignored?"""
