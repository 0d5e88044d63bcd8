"""Options of what is kept of what was said (`[history]`)."""

from __future__ import annotations

from dataclasses import dataclass

from server.options import option


@dataclass(frozen=True, slots=True)
class HistoryOptions:
    """What is kept of what was said, for how long, and what people may do with it."""

    days: int = option(
        365,
        flag="--history-days",
        help="days for which messages are kept; 0: as long as there is room",
        least=0,
        reload=True,
    )
    megabytes: int = option(
        4096,
        flag="--history-megabytes",
        help="how large the database may grow before the oldest messages go; without a data "
        "directory, 64 at most",
        least=1,
        reload=True,
    )
    messages_per_request: int = option(
        100,
        flag="--history-messages-per-request",
        help="most messages that one CHATHISTORY or SEARCH brings",
        least=1,
        most=1000,
        reload=True,
    )
    redaction_hours: float = option(
        24.0,
        flag="--history-redaction-hours",
        help="hours for which people can delete what they said themselves; 0: for ever. A "
        "channel's operators always can",
        least=0,
        reload=True,
    )
    edit_hours: float = option(
        24.0,
        flag="--history-edit-hours",
        help="hours for which people can change what they said themselves; 0: for ever",
        least=0,
        reload=True,
    )
    read_markers: int = option(
        1000,
        flag="--history-read-markers",
        help="conversations of one account for which it is remembered how far they were read",
        least=1,
        reload=True,
    )
