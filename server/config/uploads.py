"""Options of the files that people leave for each other (`[uploads]`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.options import option


@dataclass(frozen=True, slots=True)
class Uploads:
    """What people may leave on the server for each other."""

    who: Literal["accounts", "everyone"] = option(
        "everyone",
        help="who may upload: people with an account, or everyone who is on the chat",
        flag="--uploads-who",
        reload=True,
    )
    max_size: int = option(
        16 * 1024 * 1024,
        help="largest file, bytes",
        flag="--uploads-max-size",
        metavar="BYTES",
        least=1,
        reload=True,
    )
    each: int = option(
        256 * 1024 * 1024,
        help="what one person's files may take together, bytes",
        flag="--uploads-each",
        metavar="BYTES",
        least=1,
        reload=True,
    )
    total: int = option(
        4 * 1024 * 1024 * 1024,
        help="what all files may take together, bytes",
        flag="--uploads-total",
        metavar="BYTES",
        least=1,
        reload=True,
    )
    days: float = option(
        30.0,
        help="days that a file stays; 0: for good",
        flag="--uploads-days",
        metavar="DAYS",
        least=0,
        reload=True,
    )
