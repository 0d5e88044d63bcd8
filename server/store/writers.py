"""Which function stores which record. A topic's module names its own; here they come together."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from server.core.records import IndexWords, SaveReadMarker
from server.store.accounts import account_writers
from server.store.history_writer import HistoryWriter
from server.store.metadata import metadata_writers
from server.store.moderation import moderation_writers
from server.store.read_markers import save_read_markers
from server.store.words import index_all_words

#: Stores records of one type, in order, within the transaction that is open.
Writer = Callable[[sqlite3.Connection, Sequence[Any]], None]


def all_writers() -> dict[type, Writer]:
    """The writer of each record type, afresh: they remember nothing of a failed transaction."""
    return {
        **HistoryWriter().writers(),
        **account_writers(),
        **moderation_writers(),
        **metadata_writers(),
        IndexWords: index_all_words,
        SaveReadMarker: save_read_markers,
    }
