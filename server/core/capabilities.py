"""The capabilities the server offers, each a bit, so that a session's set is one integer.

Sets of capabilities are compared once for each line and recipient; integers make that cheap.
"""

from __future__ import annotations

from enum import IntEnum


class Cap(IntEnum):  # not IntFlag, whose operators run in Python: each costs as much as a send
    """A bit for each capability; `NAMES` tells the wire names (IRCv3 capability registry)."""

    MESSAGE_TAGS = 1 << 0
    SERVER_TIME = 1 << 1
    ECHO_MESSAGE = 1 << 2
    LABELED_RESPONSE = 1 << 3
    BATCH = 1 << 4
    MULTI_PREFIX = 1 << 5
    USERHOST_IN_NAMES = 1 << 6
    EXTENDED_JOIN = 1 << 7
    AWAY_NOTIFY = 1 << 8
    SETNAME = 1 << 9
    CAP_NOTIFY = 1 << 10


NAMES: dict[str, Cap] = {cap.name.lower().replace("_", "-"): cap for cap in Cap if cap.name}

#: The bits that change how a relayed line is written: sessions that agree on these share bytes.
RELAY_MASK = int(
    Cap.MESSAGE_TAGS | Cap.SERVER_TIME | Cap.EXTENDED_JOIN | Cap.AWAY_NOTIFY | Cap.SETNAME
)
