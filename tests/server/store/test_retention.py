"""What is kept for how long, and how much of it: pruned in steps, from the index of words too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from server.config import HistoryOptions, ServerConfig
from server.core.message_ids import first_id_at
from server.core.records import Conversation, IndexWords, StoreMessage
from server.core.stored import Search, Talk, Window
from server.store import store as store_module
from server.store.database import Database
from server.store.store import SqliteStore
from tests.fakes.fake_clock import FakeClock
from tests.server.store.messages import ROOM, redacted, said

DAY = 86400
EVERYTHING = Window(10_000)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def store_of(path: Path | None, clock: FakeClock, **options: int) -> SqliteStore:
    return SqliteStore(Database(path), replace(HistoryOptions(), **options), clock)


def at(clock: FakeClock, days: float, number: int = 0) -> int:
    """An id of so many days ago."""
    return first_id_at(int((clock.now - days * DAY) * 1000)) + number


def texts(store: SqliteStore) -> list[str | None]:
    return [message.text for message in store.history.read(ROOM, EVERYTHING)]


def found(store: SqliteStore, text: str) -> list[str | None]:
    wanted = Search((Talk(ROOM),), (), text, None, EVERYTHING)
    return [message.text for message in store.history.search(wanted)]


def tidied(store: SqliteStore) -> int:
    """Tidy until there is no more to do; how many steps that took."""
    steps = 1
    while store.tidy():
        steps += 1
    return steps


@pytest.fixture(params=["file", "memory"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    return tmp_path / "chat.db" if request.param == "file" else None


def test_what_is_older_than_the_days_goes_in_small_steps(path, clock) -> None:
    store = store_of(path, clock, days=10)
    store.commit([said(at(clock, 11, number), f"old {number}") for number in range(1000)])
    store.commit([said(at(clock, 9, number), f"new {number}") for number in range(10)])
    assert found(store, "old") == []  # not indexed yet
    store.commit([IndexWords()])
    assert len(found(store, "old")) == 1000
    assert tidied(store) >= 1000 // 200
    assert texts(store) == [f"new {number}" for number in range(10)]
    assert found(store, "old") == []
    assert len(found(store, "new")) == 10
    clock.advance(2 * DAY)
    tidied(store)
    assert texts(store) == []
    assert store.history.last_id() == at(FakeClock(), 9, 9)  # no id is given out again
    with store.database.reading() as connection:
        for table in ("messages", "entries"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    store.close()


GUESTS = Conversation("~guest", "bob")


def owners(store: SqliteStore) -> list[str]:
    """Whose the conversations are that the database knows of."""
    with store.database.reading() as connection:
        return [owner for (owner,) in connection.execute("SELECT owner FROM conversations")]


def test_of_talks_nothing_stays_when_they_are_empty(path, clock) -> None:
    store = store_of(path, clock, days=10)
    talks = [ROOM, Conversation("=alice", "bob"), GUESTS]
    old = [said(at(clock, 11, n), "old", conversation=each) for n, each in enumerate(talks)]
    store.commit([*old, said(at(clock, 9), "new", conversation=Conversation("~other", "bob"))])
    tidied(store)
    assert owners(store) == ["", "~other"]
    store.close()


@pytest.mark.parametrize("verb", ["PRIVMSG", "TAGMSG"])
def test_a_guests_talk_that_has_something_left_stays(path, clock, verb: str) -> None:
    store = store_of(path, clock, days=10)
    store.commit([said(at(clock, 11), "old", conversation=GUESTS)])
    store.commit([said(at(clock, 9), "new", verb=verb, conversation=GUESTS)])
    tidied(store)
    assert owners(store) == ["~guest"]
    store.close()


def test_a_guest_who_is_still_here_says_more(path, clock) -> None:
    store = store_of(path, clock, days=10)
    store.commit([said(at(clock, 11), "old", conversation=GUESTS)])
    tidied(store)
    others = Conversation("~other", "bob")  # who may get the number that was its
    store.commit([said(at(clock, 1), "of another", conversation=others)])
    store.commit([said(at(clock, 0), "again", conversation=GUESTS)])
    for conversation, text in ((GUESTS, "again"), (others, "of another")):
        assert [each.text for each in store.history.read(conversation, EVERYTHING)] == [text]
    store.close()


def test_zero_days_is_for_ever(path, clock) -> None:
    store = store_of(path, clock, days=0)
    store.commit([said(1, "ancient")])
    assert tidied(store) == 1
    assert texts(store) == ["ancient"]
    store.close()


def test_what_there_is_no_room_for_goes_the_oldest_first(path, clock, monkeypatch) -> None:
    monkeypatch.setattr(store_module, "_MEGABYTES_IN_MEMORY", 2)
    store = store_of(path, clock, megabytes=2)
    text = "word " * 60
    store.commit([said(at(clock, 1, number), f"{number} {text}") for number in range(10_000)])
    store.commit([IndexWords()])
    tidied(store)
    kept = [int((each or "").split()[0]) for each in texts(store)]
    assert kept == list(range(10_000 - len(kept), 10_000))
    assert 500 < len(kept) < 9_000
    store.close()


def test_what_is_kept_can_be_changed_while_the_server_runs(clock) -> None:
    store = store_of(None, clock, days=0)
    store.commit([said(at(clock, 5), "old")])
    tidied(store)
    store.reconfigure(ServerConfig(history=replace(HistoryOptions(), days=3)))
    tidied(store)
    assert texts(store) == []
    store.close()


def test_words_are_indexed_in_steps_behind_the_messages(path, clock) -> None:
    store = store_of(path, clock)
    store.commit([said(at(clock, 1, number), f"word {number}") for number in range(1000)])
    assert found(store, "word") == []
    assert store.tidy()
    assert 0 < len(found(store, "word")) < 1000
    tidied(store)
    assert len(found(store, "word")) == 1000
    store.close()


def test_a_redacted_message_leaves_nothing_in_the_file(tmp_path: Path, clock) -> None:
    path = tmp_path / "chat.db"
    store = store_of(path, clock)
    secret = at(clock, 1)
    store.commit([said(secret, "unmistakable"), said(secret + 1, "other")])
    store.commit([redacted(secret, secret + 2)])
    assert texts(store) == ["other"]
    tidied(store)
    assert found(store, "unmistakable") == []
    store.close()
    assert b"unmistakable" not in path.read_bytes()


def test_an_event_of_several_conversations_goes_from_all(path, clock) -> None:
    store = store_of(path, clock, days=10)
    places = tuple((Conversation("", f"#{letter}"), f"#{letter}") for letter in "abc")
    event = StoreMessage(at(clock, 11), "QUIT", "a!b@c", None, "", "", "bye", "", "~a", places)
    store.commit([event])
    with_events = Window(10, events=True)
    assert [len(store.history.read(place, with_events)) for place, _ in places] == [1, 1, 1]
    tidied(store)
    assert [len(store.history.read(place, with_events)) for place, _ in places] == [0, 0, 0]
    store.close()


def test_many_conversations_are_searched_as_few_are(path, clock) -> None:
    """By the words first; and by the conversations, if others' messages are most of it."""
    store = store_of(path, clock)
    mine = [Conversation("", f"#mine{number}") for number in range(20)]
    number = 0
    for round_ in range(3):
        for place in mine:
            number += 1
            text = f"word {round_}"
            store.commit([said(at(clock, 1, number), text, conversation=place)])
        if round_ == 1:
            others = range(number + 1, number + 1501)
            number += 1500
            store.commit([said(at(clock, 1, each), "word of others") for each in others])
    store.commit([IndexWords()])
    places = tuple(map(Talk, mine))

    def search(limit: int) -> list[str | None]:
        wanted = Search(places, (), "word", None, Window(limit))
        return [message.text for message in store.history.search(wanted)]

    assert search(10) == ["word 2"] * 10
    assert search(50) == ["word 0"] * 10 + ["word 1"] * 20 + ["word 2"] * 20
    assert search(60) == ["word 0"] * 20 + ["word 1"] * 20 + ["word 2"] * 20
    store.close()
