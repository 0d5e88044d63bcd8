"""What we asked a server to look for (soju.im/search). Data only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chat.model.store.records import FoundMessage


@dataclass(slots=True)
class SearchRequest:
    """One question; `deliver` takes what was found, or None and the server's words."""

    asked: datetime
    label: str
    deliver: Callable[[list[FoundMessage] | None, str], None]
