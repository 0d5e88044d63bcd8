"""The index of words holds just what is kept, whatever happened to it."""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from chat.model.entities import ConnectionRequest, ConversationKey, Deletion, Edit
from chat.model.store.archive import Archive
from chat.model.store.records import (
    Change,
    ConversationMoved,
    DeletionKept,
    EditKept,
    MessagesKept,
    MessageUpdated,
    NetworkForgotten,
    NetworkKept,
    SearchQuery,
)
from tests.model.store.test_archive import BOB, LOBBY, NOON, message

CAROL = ConversationKey("net", "carol")
OTHER = ConversationKey("other", "#lobby")
KEYS = (LOBBY, BOB, CAROL, OTHER)

Entry = tuple[str, str, int]  # a word, in which column, of which message


def entries(database: sqlite3.Connection, table: str) -> list[Entry]:
    database.execute(f"CREATE VIRTUAL TABLE temp.seen USING fts5vocab ({table}, instance)")
    found = database.execute("SELECT term, col, doc FROM temp.seen ORDER BY 1, 2, 3").fetchall()
    database.execute("DROP TABLE temp.seen")
    return found


def is_whole(path: Path) -> bool:
    """Whether the index is what one made anew of what is kept would be; not empty, either."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("CREATE VIRTUAL TABLE temp.anew USING fts5 (place, sender, text, content='')")
    database.execute("BEGIN")  # so that both are of one moment
    database.execute(
        "INSERT INTO anew (rowid, place, sender, text) SELECT id, 'c' || conversation,"
        " 'n' || hex(lower(sender)), text FROM messages WHERE sender != '' AND text != ''"
    )
    there, wanted = entries(database, "main, words"), entries(database, "temp, anew")
    database.close()
    return bool(there) and there == wanted


def anything(chance: random.Random, number: int) -> Change:
    """Something that happens; its messages are new, or known, or late."""
    key = chance.choice(KEYS)
    known = chance.randrange(1, number + 1)
    texts = chance.choices(("one two", "two three", "three", "four-four", ""), k=3)
    msgid = f"m{chance.randrange(number + 1)}"
    sender = chance.choice(("bob", "Ann", ""))
    match chance.randrange(9):
        case 0:
            return MessageUpdated(message(known, chance.choice(texts), msgid=msgid))
        case 1:
            return DeletionKept(key, msgid, Deletion("eve"))
        case 2 if chance.random() < 0.3:
            return ConversationMoved(*chance.sample((BOB, CAROL), 2))
        case 3 if chance.random() < 0.1:
            return NetworkForgotten(key.network)
        case 4:
            return MessagesKept(key, (message(known, texts[0], sender=sender, msgid=msgid),))
        case 5:
            time = NOON + timedelta(seconds=chance.randrange(3 * number))
            return EditKept(key, msgid, Edit(chance.choice(texts), time, "bob"))
        case _:
            said = (message(number + at, text, sender=sender) for at, text in enumerate(texts))
            return MessagesKept(key, tuple(said))


@pytest.mark.parametrize("seed", range(8))
def test_the_index_follows_whatever_happens(archive: Archive, path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for key in KEYS:
        archive.write([NetworkKept(key.network, ConnectionRequest("a", "h", 1), "")])
    for number in range(10, 600, 10):
        archive.write([anything(chance, number + at) for at in range(chance.randrange(1, 4))])
    archive.write([MessagesKept(LOBBY, (message(1_000, "the last"),))])
    assert is_whole(path)
    archive.forget(LOBBY)
    archive.write([MessagesKept(BOB, (message(1_001, "after it"),))])
    assert is_whole(path)


def test_what_is_pruned_and_forgotten_leaves_the_index(path: Path) -> None:
    archive = Archive(path, size_limit=200_000)
    for start in range(0, 6_000, 500):
        said = (message(number, f"number{number} " * 9) for number in range(start, start + 500))
        archive.write([MessagesKept(LOBBY, tuple(said))])
    assert archive.search(SearchQuery("number1")) == ()
    assert is_whole(path)
    archive.forget_everything()
    archive.write([MessagesKept(LOBBY, (message(9_000, "anew"),))])
    assert is_whole(path)
    archive.close()


def test_what_was_not_written_is_not_indexed(archive: Archive, path: Path) -> None:
    archive.write([MessagesKept(LOBBY, (message(1, "kept"),))])
    broken = message(3, sender=b"no text", time=None)
    with pytest.raises(TypeError):
        archive.write([MessagesKept(LOBBY, (message(2),)), MessagesKept(LOBBY, (broken,))])
    archive.write([MessagesKept(BOB, (message(2, "kept too"),))])
    assert is_whole(path)
    assert [one.message.id for one in archive.search(SearchQuery("kept"))] == [2, 1]
