"""Moments as they stand on the wire (IRCv3 server-time): `2019-01-04T14:33:26.123Z`."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


def parse_timestamp(text: str) -> int | None:
    """Milliseconds since the epoch; None if the text is no such moment, or one before 1970."""
    if not _FORM.fullmatch(text):
        return None
    second, millisecond = text[:19], int(text[20:23])
    try:
        moment = datetime.fromisoformat(second).replace(tzinfo=UTC)
    except ValueError:
        return None
    seconds = int(moment.timestamp())
    return seconds * 1000 + millisecond if seconds >= 0 else None
