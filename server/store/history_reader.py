"""Reading messages and events back."""

from __future__ import annotations

from server.core.records import Conversation
from server.core.stored import StoredMessage, Window
from server.store.database import Database

_COLUMNS = "m.id, m.verb, m.source, m.account, m.target, m.middle, m.text, m.tags"
_PART = (
    f"SELECT * FROM (SELECT {_COLUMNS} FROM entries e JOIN messages m ON m.id = e.message "
    "WHERE e.conversation = :{place} AND e.message > :after AND e.message < :before "
    "AND m.verb <> '' ORDER BY e.message {order} LIMIT :limit)"
)


class HistoryReader:
    """Keeps to `server.core.ports.HistoryReader`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_id(self) -> int:
        """The highest message id that was ever stored; 0 if there is none."""
        with self._database.reading() as connection:
            (last,) = connection.execute("SELECT max(id) FROM messages").fetchone()
        return int(last or 0)

    def read(self, conversation: Conversation, window: Window) -> list[StoredMessage]:
        """The events of a conversation that the window shows, the oldest first."""
        order = "DESC" if window.newest else "ASC"
        parts = [_PART.format(place="place", order=order)]
        if window.events:
            parts.append(_PART.format(place="events", order=order))
        query = f"{' UNION ALL '.join(parts)} ORDER BY 1 {order} LIMIT :limit"
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT id, floor FROM conversations WHERE owner = ? AND name = ?", conversation
            ).fetchone()
            if found is None:
                return []
            number, floor = found
            rows = connection.execute(
                query,
                {
                    "place": number,
                    "events": -number,
                    "after": max(window.after, floor),
                    "before": window.before,
                    "limit": window.limit,
                },
            ).fetchall()
        messages = [StoredMessage(*row) for row in rows]
        return messages[::-1] if window.newest else messages
