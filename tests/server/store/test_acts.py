"""The new texts of messages: of each only the newest is kept, with what belongs to it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from server.config import HistoryOptions
from server.core.message_ids import first_id_at
from server.core.records import (
    Conversation,
    EditMessage,
    IndexWords,
    RenameHistory,
    StoreMessage,
)
from server.core.stored import Search, Talk, Window
from server.store.backup import copy_database
from server.store.database import FILE_NAME, Database
from server.store.migrations import migrations
from server.store.store import SqliteStore
from tests.fakes.fake_clock import FakeClock
from tests.server.store.messages import ROOM, redacted, said

DAY = 86400
EVENTS = Window(1000, events=True)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


@pytest.fixture
def store(path: Path, clock: FakeClock):
    opened = open_at(path, clock)
    yield opened
    opened.close()


def open_at(path: Path, clock: FakeClock) -> SqliteStore:
    return SqliteStore(Database(path), replace(HistoryOptions(), days=10), clock)


def edited(message: int, number: int, text: str, *conversations: Conversation) -> EditMessage:
    places = tuple((each, each.name) for each in conversations)
    tags = f"draft/target-msgid={message:x};draft/edit-text={text}"
    event = StoreMessage(number, "EDIT", "a!b@c", None, "#room", "", None, tags, "~a", places)
    return EditMessage(message, text, "chat-app/edited=now", event)


def at(clock: FakeClock, days: float, number: int = 0) -> int:
    """An id of so many days ago."""
    return first_id_at(int((clock.now - days * DAY) * 1000)) + number


def told(store: SqliteStore, place: Conversation = ROOM) -> list[tuple[int, str, str | None]]:
    return [(each.id, each.verb, each.text) for each in store.history.read(place, EVENTS)]


def found(store: SqliteStore, text: str) -> list[str | None]:
    wanted = Search((Talk(ROOM),), (), text, None, Window(1000))
    return [message.text for message in store.history.search(wanted)]


def rows(store: SqliteStore, table: str) -> int:
    with store.database.reading() as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def tidy(store: SqliteStore) -> None:
    while store.tidy():
        pass


def test_a_message_has_its_newest_text_in_its_place(store) -> None:
    several = said(1, "one\ntwo")._replace(middle="3", tags="+reply=x")
    store.commit([several, said(2, "two"), edited(1, 3, "three", ROOM)])
    assert told(store) == [(1, "PRIVMSG", "three"), (2, "PRIVMSG", "two"), (3, "EDIT", None)]
    message = store.history.find(ROOM, 1)
    assert message is not None
    assert (message.middle, message.tags) == ("", "chat-app/edited=now")


def test_of_many_edits_the_newest_is_kept(store) -> None:
    store.commit([said(1, "one")])
    for number in range(2, 50):
        store.commit([edited(1, number, f"text{number}", ROOM)])
    assert told(store) == [(1, "PRIVMSG", "text49"), (49, "EDIT", None)]
    assert [rows(store, table) for table in ("messages", "entries", "edits")] == [2, 2, 1]


@pytest.mark.parametrize("indexed", ["before", "between", "after"])
def test_the_index_has_the_newest_words(store, indexed: str) -> None:
    store.commit([said(1, "old words")])
    if indexed == "before":
        store.commit([IndexWords()])
    store.commit([edited(1, 2, "newer words", ROOM)])
    if indexed == "between":
        store.commit([IndexWords()])
    store.commit([edited(1, 3, "newest words", ROOM), IndexWords()])
    assert [found(store, word) for word in ("old", "newer")] == [[], []]
    assert [found(store, word) for word in ("newest", "words")] == [["newest words"]] * 2
    with store.database.writing() as connection:
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")


def test_an_edit_is_where_the_message_is_and_where_it_is_told(store) -> None:
    before, now, other = (Conversation("=a", nick) for nick in ("bob", "robert", "carol"))
    store.commit([said(1, "one", conversation=before), said(2, "x", conversation=other)])
    store.commit([edited(1, 3, "two", now)])
    assert told(store, before) == [(1, "PRIVMSG", "two"), (3, "EDIT", None)]
    assert told(store, now) == [(3, "EDIT", None)]
    store.commit([edited(1, 4, "three", before)])
    assert told(store, before) == [(1, "PRIVMSG", "three"), (4, "EDIT", None)]
    assert told(store, now) == []


def test_it_goes_with_a_channel_to_its_new_name(store) -> None:
    store.commit(
        [said(1, "one"), edited(1, 2, "two", ROOM), RenameHistory("#room", "#new", "#New")]
    )
    new = Conversation("", "#new")
    store.commit([edited(1, 3, "three", new)])
    assert told(store, new) == [(1, "PRIVMSG", "three"), (3, "EDIT", None)]


@pytest.mark.parametrize("together", [True, False])
def test_what_was_deleted_stays_deleted(store, together: bool) -> None:
    writes = [said(1, "one"), redacted(1, 2), edited(1, 3, "two", ROOM)]
    for commit in [writes] if together else [[write] for write in writes]:
        store.commit(commit)
    assert told(store) == [(2, "REDACT", "1")]
    assert rows(store, "messages") == 2


def test_a_deletion_takes_the_edit_along_and_gives_out_no_id_again(store) -> None:
    store.commit([said(1, "one"), edited(1, 2, "two", ROOM), IndexWords(), redacted(1, 3)])
    assert told(store) == [(3, "REDACT", "1")]
    assert found(store, "two") == []
    assert rows(store, "edits") == 0
    assert [rows(store, table) for table in ("messages", "entries")] == [3, 3]


def test_superseded_and_deleted_texts_are_not_in_the_file(path: Path, clock) -> None:
    store = open_at(path, clock)
    first = at(clock, 1)
    store.commit([said(first, "unmistakable"), said(first + 1, "other")])
    store.commit([edited(first, first + 2, "unbelievable", ROOM)])
    store.commit([edited(first, first + 3, "unthinkable", ROOM)])
    store.commit([edited(first + 1, first + 4, "better", ROOM)])
    tidy(store)
    data = path.read_bytes()
    assert b"unmistakable" not in data
    assert b"unbelievable" not in data
    store.commit([redacted(first, first + 5)])
    tidy(store)
    assert told(store)[0][2] == "better"
    store.close()
    assert b"better" in path.read_bytes()
    with sqlite3.connect(path) as connection:
        kept = "\n".join(connection.iterdump()).encode()
    connection.close()
    assert b"unthinkable" not in kept


def test_what_belongs_to_a_message_goes_with_it(store, clock) -> None:
    old, new = at(clock, 11), at(clock, 1)
    store.commit([said(old, "old"), said(new, "new"), edited(new, new + 1, "newer", ROOM)])
    store.commit([edited(old, new + 2, "older", ROOM)])
    store.commit([IndexWords()])
    tidy(store)
    assert told(store) == [(new, "PRIVMSG", "newer"), (new + 1, "EDIT", None)]
    assert found(store, "older") == []
    assert rows(store, "edits") == 1
    assert store.history.last_id() == new + 2
    clock.advance(20 * DAY)
    tidy(store)
    assert [rows(store, table) for table in ("messages", "entries", "edits")] == [0, 0, 0]


def test_a_copy_has_it_too(store, path: Path, tmp_path: Path, clock) -> None:
    store.commit([said(1, "one"), edited(1, 2, "two", ROOM)])
    copy_database(path, tmp_path / "copy.db")
    copied = open_at(tmp_path / "copy.db", clock)
    copied.commit([edited(1, 3, "three", ROOM)])
    assert told(copied) == [(1, "PRIVMSG", "three"), (3, "EDIT", None)]
    copied.close()


@pytest.mark.parametrize("version", [each for each in migrations() if each < 6])
def test_messages_of_every_earlier_version_can_be_edited(version, path: Path, clock) -> None:
    old = sqlite3.connect(path)
    for number, script in migrations().items():
        if number <= version:
            old.executescript(f"{script};PRAGMA user_version = {number}")
    number = at(clock, 1)
    old.execute("INSERT INTO conversations VALUES (7, '', '#room', '#room', 0, 0)")
    values = (number, "PRIVMSG", "a!b@c", None, "#room", "", "one", "+reply=x", "~a", "7")
    old.execute("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    old.execute("INSERT INTO entries VALUES (7, ?)", (number,))
    old.commit()
    old.close()
    store = open_at(path, clock)
    tidy(store)
    store.commit([edited(number, number + 1, "two", ROOM), IndexWords()])
    assert told(store) == [(number, "PRIVMSG", "two"), (number + 1, "EDIT", None)]
    assert (found(store, "one"), found(store, "two")) == ([], ["two"])
    store.close()
