"""What ends the demo early, in one sentence for the person who ran it."""

from __future__ import annotations


class DemoError(Exception):
    """The demo cannot go on; its text says what happened and what to do."""
