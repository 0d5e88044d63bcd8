"""What SEARCH finds by the beginnings of words, however many words begin like that."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.config import HistoryOptions
from server.core.records import Conversation, IndexWords
from server.core.stored import Search, Talk, Window
from server.store.database import Database
from server.store.store import SqliteStore
from tests.fakes.fake_clock import FakeClock
from tests.server.store.messages import ROOM, said

MOST_NAMED = 128


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path):
    path = tmp_path / "chat.db" if request.param == "file" else None
    opened = SqliteStore(Database(path), HistoryOptions(), FakeClock())
    yield opened
    opened.close()


def keep(store: SqliteStore, *texts: str) -> None:
    store.commit([said(number, text) for number, text in enumerate(texts, 1)])
    store.commit([IndexWords()])


def found(store: SqliteStore, text: str, limit: int = 1000) -> list[str | None]:
    wanted = Search((Talk(ROOM),), (), text, None, Window(limit))
    return [message.text for message in store.history.search(wanted)]


def test_a_word_is_found_by_its_beginning_and_no_other_part(store) -> None:
    keep(store, "testing", "a contest", "Tests are", "te st", "text")
    assert found(store, "TEST") == ["testing", "Tests are"]
    assert found(store, "testi") == ["testing"]
    assert found(store, "testz") == []


def test_words_of_three_characters_are_whole_words(store) -> None:
    keep(store, "cat", "cats", "concat")
    assert found(store, "cat") == ["cat"]


@pytest.mark.parametrize("words", [MOST_NAMED, MOST_NAMED + 1, 3 * MOST_NAMED])
def test_all_words_that_begin_alike_are_found_however_many_they_are(store, words: int) -> None:
    keep(store, *(f"common{number}" for number in range(words)), "commerce")
    assert len(found(store, "common")) == words
    assert found(store, "common", limit=1) == [f"common{words - 1}"]


def test_beginnings_are_found_beyond_ascii_and_around_signs(store) -> None:
    keep(store, "Überraschung", "uberrascht", "self-hosted", "self hoster")
    assert found(store, "über") == ["Überraschung", "uberrascht"]
    assert found(store, "uber") == ["Überraschung", "uberrascht"]
    assert found(store, "self-host") == ["self-hosted", "self hoster"]


def test_the_newest_are_found_among_many_conversations(store) -> None:
    rooms = [Conversation("", f"#room{number}") for number in range(40)]
    store.commit(
        [said(n + 1, f"hello {n}", conversation=rooms[n % len(rooms)]) for n in range(2000)]
    )
    store.commit([IndexWords()])
    some = tuple(map(Talk, rooms[:20]))

    def numbers(talks: tuple[Talk, ...], newest: bool) -> list[int]:
        wanted = Search(talks, (), "hello", None, Window(3, newest=newest))
        return [message.id for message in store.history.search(wanted)]

    assert numbers(some, newest=True) == [1978, 1979, 1980]
    assert numbers(some, newest=False) == [1, 2, 3]
    lonely = (*(Talk(Conversation("", f"#none{n}")) for n in range(20)), Talk(rooms[0]))
    assert numbers(lonely, newest=True) == [1881, 1921, 1961]
