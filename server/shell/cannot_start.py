"""Why a server cannot start, beside an address that cannot be had (`server.shell.listener`)."""

from __future__ import annotations


class CannotStart(Exception):  # noqa: N818 - named for what it is
    """The text is one sentence without its full stop, for whoever started it."""
