"""Looking for messages anywhere in the local store: by their words, sender, place and date.

Found are always the newest. The index of words knows messages by their numbers, which mostly rise
with time: so the highest numbers are looked at first, and more only if it is not sure that nothing
newer stands under a lower one. How the last word begins is asked of few messages first (see
`words.beginning_with`): either enough of them have such a word, or it is seldom in all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from chat.model.entities import ConversationKey
from chat.model.store import horizons, rows, words
from chat.model.store.matching import Going, containing, interruptibly
from chat.model.store.records import FoundMessage, SearchQuery

NUMBERS = 2_000  # of messages that are looked at before all others
TEXTS = 1_000  # that are read before all others

_COLUMNS = ", ".join(f"m.{name.strip()}" for name in rows.COLUMNS.split(","))
_SELECT = (
    f"SELECT c.network, c.target, {_COLUMNS} FROM messages m"
    " JOIN conversations c ON c.id = m.conversation"
)
_NEWEST_FIRST = " ORDER BY m.time DESC, m.id DESC LIMIT ?"
_NUMBER, _TIME = 2, 3  # columns of what is selected

Row = tuple[Any, ...]
Rows = list[Row]


def search(
    database: sqlite3.Connection, query: SearchQuery, going: Going = lambda: True
) -> tuple[FoundMessage, ...]:
    """What was said that fits all that is asked, newest first; nothing once not `going` on."""
    asked = replace(query, text=rows.storable(query.text), sender=rows.storable(query.sender))
    found = interruptibly(database, going, lambda: _search(database, asked)) or []
    return tuple(
        FoundMessage(ConversationKey(network, target), rows.message(tuple(row)))
        for network, target, *row in found
    )


def _search(database: sqlite3.Connection, query: SearchQuery) -> Rows:
    places = _places(database, query.target) if query.target else None
    asked = words.question(database, query.text, query.sender, places)
    wanted, values = _conditions(query)
    if places == []:
        return []
    if query.sender or words.quoted(query.text):
        return _ByWords(database, query, asked, " AND ".join(wanted), values).find()
    if places is not None:
        wanted.append(f"m.conversation IN ({', '.join(map(str, places))})")
    where = f" WHERE {' AND '.join(wanted)}"
    return database.execute(_SELECT + where + _NEWEST_FIRST, (*values, query.limit)).fetchall()


class _ByWords(Struct, frozen=True):
    """One search in the index of words. `wanted`, with its values, is what the index cannot say."""

    database: sqlite3.Connection
    query: SearchQuery
    asked: words.Question
    wanted: str
    values: list[object]

    def find(self) -> Rows:
        """At first among few; then among those that messages of that time most likely have."""
        found = self._look(words.ALL)
        if found is None and (likely := self._likely_numbers()) != words.ALL:
            found = self._look(likely)
            if found is None:
                found = self._look_further(likely)
        if found is None:
            found = self._look_further(words.ALL)
        return found or []

    # Each of these returns None where others than it looked at may belong to what is found.

    def _look(self, within: words.Numbers) -> Rows | None:
        count = TEXTS if self.asked.beginning else NUMBERS
        numbers = list(words.newest(self.database, self.asked.exact, within, count))
        are_all = within == words.ALL and len(numbers) < count
        if len(numbers) == count:
            within = numbers[-1], within[1]
        if self.asked.beginning:
            numbers = words.beginning_with(self.database, numbers, self.asked.beginning)
        return self._fetch(numbers) if are_all else self._settle(iter(numbers), within)

    def _look_further(self, within: words.Numbers) -> Rows | None:
        return self._settle(words.newest(self.database, str(self.asked), within), within)

    def _settle(self, numbers: Iterator[int], within: words.Numbers) -> Rows | None:
        """Numbers fall; as many as are needed are taken."""
        found: Rows = []
        count = self.query.limit
        while some := list(islice(numbers, count)):
            found = sorted(found + self._fetch(some), key=_time_and_number, reverse=True)
            found = found[: self.query.limit]
            if self._is_full(found) and not self._may_be_elsewhere(found, (some[-1], within[1])):
                return found
            count *= 4
        return None if self._may_be_elsewhere(found, within) else found

    def _fetch(self, numbers: list[int]) -> Rows:
        """The newest of these messages that are wanted; as JSON, any number is one parameter."""
        where = f"m.id IN (SELECT value FROM json_each(?)) AND {self.wanted}"
        chosen = f"SELECT m.id FROM messages m WHERE {where}{_NEWEST_FIRST}"
        return self.database.execute(
            f"{_SELECT} WHERE m.id IN ({chosen}) ORDER BY m.time DESC, m.id DESC",
            (str(numbers), *self.values, self.query.limit),
        ).fetchall()

    def _is_full(self, found: Rows) -> bool:
        return len(found) >= self.query.limit

    def _may_be_elsewhere(self, found: Rows, looked_at: words.Numbers) -> bool:
        """Whether a message that would stand among these may have another number."""
        if looked_at == words.ALL:
            return False
        since, until = _moments(self.query)
        newer = since
        if self._is_full(found):
            since = found[-1][_TIME]
            newer = since + 1
        lowest, highest = looked_at
        if highest != words.ALL[1] and self._is_any("id > ?", highest, since, until):
            return True
        if lowest == words.ALL[0]:
            return False
        later = horizons.after_all_below(self.database, lowest)
        return self._is_any("id < ?", lowest, newer, min(until, later))

    def _is_any(self, condition: str, number: int, since: int, until: int) -> bool:
        (found,) = self.database.execute(
            f"SELECT EXISTS (SELECT 1 FROM messages WHERE time >= ? AND time < ? AND {condition})",
            (since, until, number),
        ).fetchone()
        return bool(found)

    def _likely_numbers(self) -> words.Numbers:
        """From the number of the oldest message of that time to the newest's."""
        since, until = _moments(self.query)
        lowest, highest = words.ALL
        if self.query.since is not None:
            lowest = self._number("time >= ? ORDER BY time, id", since, lowest)
        if self.query.until is not None:
            highest = self._number("time < ? ORDER BY time DESC, id DESC", until, highest)
        return lowest, highest

    def _number(self, which: str, moment: int, otherwise: int) -> int:
        found = self.database.execute(
            f"SELECT id FROM messages WHERE {which} LIMIT 1", (moment,)
        ).fetchone()
        return otherwise if found is None else int(found[0])


def _time_and_number(row: Row) -> tuple[int, int]:
    return row[_TIME], row[_NUMBER]


def _moments(query: SearchQuery) -> tuple[int, int]:
    """From when to before when, as messages are stamped."""
    since = -rows.END_OF_TIME if query.since is None else rows.stamp(query.since)
    return since, rows.END_OF_TIME if query.until is None else rows.stamp(query.until)


def _places(database: sqlite3.Connection, target: str) -> list[int]:
    """The conversations of that name, one of each network."""
    found = database.execute("SELECT id FROM conversations WHERE folded = ?", (target.casefold(),))
    return [number for (number,) in found]


def _conditions(query: SearchQuery) -> tuple[list[str], list[object]]:
    """What is asked of messages beyond their words, their sender and where they were said."""
    wanted, values = ["m.sender != ''", "m.deleted_by IS NULL"], list[object]()
    if query.text.strip() and not words.quoted(query.text):
        condition, value = containing(query.text.strip())
        wanted.append(condition)
        values.append(value)
    if query.since is not None:
        wanted.append("m.time >= ?")
        values.append(rows.stamp(query.since))
    if query.until is not None:
        wanted.append("m.time < ?")
        values.append(rows.stamp(query.until))
    return wanted, values
