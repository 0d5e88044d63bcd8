"""The version of this program."""

from __future__ import annotations

from functools import cache


@cache
def installed_version() -> str:
    """The version of the installed distribution; "unknown" when run from a bare checkout.

    Looked up when it is asked for: that takes a tenth of the time that a start may take.
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("chat-app")
    except PackageNotFoundError:
        return "unknown"
