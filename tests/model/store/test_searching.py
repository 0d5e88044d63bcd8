"""Searches find just what looking at every message would find, in whatever order messages came."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from chat.model.entities import ChatMessage, ConversationKey, Deletion, MessageKind
from chat.model.store import horizons, searching, words
from chat.model.store.archive import Archive
from chat.model.store.records import DeletionKept, MessagesKept, SearchQuery
from tests.model.store.test_archive import BOB, LOBBY, NOON, message

ELSEWHERE = ConversationKey("other", "#lobby")
SAID = ("apple", "apply", "applied", "banana", "band", "cherry", "date", "Überall", "x1", "x2")
NICKS = ("ann", "Bob", "carol[away]", "zoë")
ASKED = ("apple", "app", "a", "b", "ban cherry", "cherry ban", "x", "uber", "nothing", "date a", "")

Said = list[tuple[ConversationKey, ChatMessage]]


@pytest.fixture
def archive() -> Iterator[Archive]:
    opened = Archive(":memory:")
    yield opened
    opened.close()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few are looked at first that some hundred messages are a million."""
    monkeypatch.setattr(searching, "NUMBERS", 20)
    monkeypatch.setattr(searching, "TEXTS", 10)
    monkeypatch.setattr(words, "_MOST_NAMED", 2)
    monkeypatch.setattr(horizons, "APART", 10)


def expected(said: Said, query: SearchQuery) -> list[int]:
    def fits(key: ConversationKey, one: ChatMessage) -> bool:
        there = re.findall(r"\w+", one.text.casefold().replace("ü", "u"))
        *whole, last = query.text.casefold().split() or [""]
        return (
            all(word in there for word in whole)
            and any(word.startswith(last) for word in there)
            and query.sender.lower() in ("", one.sender.lower())
            and query.target.casefold() in ("", key.target.casefold())
            and (query.since is None or one.time >= query.since)
            and (query.until is None or one.time < query.until)
        )

    found = sorted(((one.time, one.id) for key, one in said if fits(key, one)), reverse=True)
    return [number for _time, number in found[: query.limit]]


def in_order(_chance: random.Random, number: int) -> int:
    return number


def nearly_in_order(chance: random.Random, number: int) -> int:
    return number + chance.randrange(-4, 4)


def often_of_the_past(chance: random.Random, number: int) -> int:
    return number if chance.random() < 0.7 else chance.randrange(400)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("second", [in_order, nearly_in_order, often_of_the_past])
@pytest.mark.parametrize("seed", range(3))
def test_what_is_found_is_what_is_there(
    archive: Archive, second: Callable[[random.Random, int], int], seed: int
) -> None:
    chance = random.Random(seed)
    said: Said = []
    numbers = list(range(1, 400))
    for _ in range(20):  # clocks go back: some come under a lower number than those before
        numbers.append(numbers.pop(chance.randrange(300)))
    for number in numbers:
        text = " ".join(chance.choices(SAID, k=chance.randrange(1, 4)))
        time = NOON + timedelta(seconds=second(chance, number))
        one = message(number, text, sender=chance.choice(NICKS), time=time)
        said.append((chance.choice((LOBBY, BOB, ELSEWHERE)), one))
    while said_next := said[len(said) - len(numbers) :][:7]:
        numbers = numbers[7:]
        archive.write([MessagesKept(key, (one,)) for key, one in said_next])
    for _ in range(300):
        query = SearchQuery(
            chance.choice(ASKED),
            chance.choice(("", "", "ANN", "carol[away]", "zoë", "nobody")),
            chance.choice(("", "", "#Lobby", "bob", "#nowhere")),
            chance.choice((None, None, NOON + timedelta(seconds=chance.randrange(400)))),
            chance.choice((None, None, NOON + timedelta(seconds=chance.randrange(400)))),
            chance.choice((1, 5, 50)),
        )
        found = [one.message.id for one in archive.search(query)]
        assert found == expected(said, query), query


def test_words_without_spaces_between_them_are_found(archive: Archive) -> None:
    archive.write(
        [
            MessagesKept(LOBBY, (message(1, "我们明天去学校"), message(2, "天明"))),
        ]
    )
    archive.write([MessagesKept(LOBBY, (message(3, "สวัสดีครับ"), message(4, "한국어를 배워요")))])

    def found(text: str) -> list[int]:
        return [one.message.id for one in archive.search(SearchQuery(text))]

    assert found("明天") == [1]
    assert found("天") == [2, 1]
    assert found("ครับ") == [3]
    assert found("한국") == [4]


def test_signs_alone_are_found_as_they_stand(archive: Archive) -> None:
    said = (message(1, "well :-)"), message(2, "100%"), message(3, ":-) again", sender="ann"))
    archive.write([MessagesKept(LOBBY, said), MessagesKept(BOB, (message(4, ":-)"),))])

    def found(text: str, **more: str) -> list[int]:
        return [one.message.id for one in archive.search(SearchQuery(text, **more))]  # type: ignore[arg-type]

    assert found(":-)") == [4, 3, 1]
    assert found("%") == [2]
    assert found(":-)", sender="ann") == [3]
    assert found(":-)", target="#lobby") == [3, 1]


def test_a_search_that_nobody_waits_for_ends(archive: Archive) -> None:
    many = tuple(message(number, "word " * 5) for number in range(1, 5_000))
    archive.write([MessagesKept(LOBBY, many)])
    assert archive.search(SearchQuery(":-)"), lambda: False) == ()
    assert archive.matches(LOBBY, "nothing", 10, lambda: False).found == ()
    assert len(archive.search(SearchQuery("wor"))) == 200


def test_a_text_is_found_anywhere_in_a_conversation(archive: Archive) -> None:
    said = (
        message(1, "Grüße aus KÖLN"),
        message(2, "koeln"),
        message(3, "köln", kind=MessageKind.EVENT),
        message(4, "die Strasse"),
        message(5, "die Straße 100%", msgid="m5"),
    )
    archive.write([MessagesKept(LOBBY, said), MessagesKept(BOB, (message(6, "köln"),))])

    def found(text: str, limit: int = 10) -> list[int]:
        return [number for _time, number in archive.matches(LOBBY, text, limit).found]

    assert found("köln") == [1]
    assert found("OEL") == [2]
    assert found("straße") == [5, 4]
    assert found("die") == [5, 4]
    assert found("0%") == [5]
    assert archive.matches(LOBBY, "e", 1).more
    archive.write([DeletionKept(LOBBY, "m5", Deletion("bob"))])
    assert found("straße") == [4]


def test_an_equal_time_is_ordered_by_number(archive: Archive) -> None:
    said = tuple(replace(message(number, "same"), time=NOON) for number in range(1, 30))
    archive.write([MessagesKept(LOBBY, said)])
    found = archive.search(SearchQuery("same", limit=3))
    assert [one.message.id for one in found] == [29, 28, 27]
