"""The one error of the codec."""

from __future__ import annotations


class MalformedMessage(ValueError):  # noqa: N818 - named for what it is
    """The text is no IRC message, or what was given cannot be written as one."""
