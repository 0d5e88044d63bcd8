"""Finding a text in a conversation: among what is loaded and what is kept, each once."""

from __future__ import annotations

import pytest

from chat.model.events import MatchesFound
from tests.fakes.direct_store import DirectStore
from tests.fakes.history_server import HistoryServer
from tests.model.test_memory import LOBBY, Run
from tests.model.test_places import COUNT, long_store


@pytest.fixture
def server() -> HistoryServer:
    return HistoryServer()


@pytest.fixture
def store() -> DirectStore:
    return long_store()


def find(run: Run, text: str) -> MatchesFound:
    run.client.finding.find(LOBBY, text)
    run.settle()
    return [event for event in run.events if isinstance(event, MatchesFound)][-1]


def test_it_finds_beyond_what_is_loaded(server: HistoryServer, store: DirectStore) -> None:
    run = Run(server, store).connect()
    server.say("M299 again")
    run.settle()
    event = find(run, "m299")
    assert event.numbers[1:] == (*range(2999, 2989, -1), 299)
    assert len(event.numbers) == 12
    assert not event.more
    assert find(run, "").numbers == ()
    assert find(run, "100%").numbers == ()
    assert len(find(run, "m").numbers) == COUNT + 1


def test_any_case_of_any_script_and_no_joins(server: HistoryServer) -> None:
    run = Run(server, DirectStore()).connect()
    server.say("ÄRGER mit 100%")
    server.say("no_thing")
    run.settle()
    for text in ("ärger", "100%", "o_t"):
        assert len(find(run, text).numbers) == 1
    assert find(run, "joined").numbers == ()
    assert find(run, "0_0").numbers == ()


def test_without_a_store_what_is_loaded_is_searched(server: HistoryServer) -> None:
    run = Run(server, None).connect()
    server.say("hello")
    run.settle()
    assert len(find(run, "HELL").numbers) == 1


def test_a_later_question_takes_the_place_of_an_earlier_one(
    server: HistoryServer, store: DirectStore
) -> None:
    run = Run(server, store)
    run.client.finding.find(LOBBY, "m1")
    assert find(run, "m2").text == "m2"
    assert run.took(MatchesFound) == 1
