"""What is said of a failure that nobody foresaw: the log has its trace."""

from __future__ import annotations

from chat.translation import _


def mishap(error: BaseException) -> str:
    """A sentence for the person, who can do nothing about it."""
    return _(
        "Something went wrong inside the program ({kind}): it carries on, and the log says more."
    ).format(kind=type(error).__name__)
