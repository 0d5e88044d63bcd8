"""Looking for messages everywhere: the store and our own server, merged; refusals and silences."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chat.model.events import SearchGrown
from chat.model.store.records import SearchQuery
from chat.protocol.message import Message
from tests.fakes.direct_store import DirectStore
from tests.fakes.history_server import CAPS, START, HistoryServer
from tests.model.test_memory import NETWORK, Run

SEARCHING = f"{CAPS} soju.im/search"


class SearchServer(HistoryServer):
    """Answers SEARCH by its text, or as `refusal` says; not at all if that is None."""

    refusal: str | None = ""

    def __init__(self) -> None:
        super().__init__(SEARCHING)
        self.searched: list[str] = []

    def _on_search(self, message: Message) -> None:
        self.searched.append(message.params[0])
        label = message.tags["label"]
        if self.refusal is None:
            return
        if self.refusal:
            self.write(f"@label={label} :s FAIL SEARCH INVALID_PARAMS text :{self.refusal}")
            return
        text = message.params[0].rpartition("text=")[2]
        self.write(f"@label={label} :s BATCH +q soju.im/search")
        for kept in self.history:
            if text in kept.text:
                self._send(kept.message("q"))
        self.write(":s BATCH -q")


@pytest.fixture
def server() -> SearchServer:
    return SearchServer()


@pytest.fixture
def run(server: SearchServer) -> Run:
    return Run(server, DirectStore()).connect()


def search(run: Run, query: SearchQuery | str) -> list[tuple[str, str, bool]]:
    run.client.search.begin(SearchQuery(query) if isinstance(query, str) else query)
    run.settle()
    return [
        (hit.found.key.target, hit.found.message.text, hit.here) for hit in run.client.search.hits()
    ]


def test_what_both_have_is_there_once_and_marked_as_here(run: Run, server: SearchServer) -> None:
    for number in range(3):
        server.say(f"apples {number}")
    server.say("apples for you", sender="carol", target="alice")
    run.settle()
    assert search(run, "apples") == [
        ("carol", "apples for you", True),
        ("#lobby", "apples 2", True),
        ("#lobby", "apples 1", True),
        ("#lobby", "apples 0", True),
    ]
    assert not run.client.search.is_going()
    assert run.took(SearchGrown) == 3


def test_what_only_the_server_has_is_marked_so(server: SearchServer) -> None:
    server.say("apples before us")
    server.say("apples for you", sender="carol", target="alice")
    for number in range(60):
        server.say(f"m{number}")
    run = Run(server, DirectStore()).connect()
    assert search(run, "apples") == [
        ("carol", "apples for you", False),
        ("#lobby", "apples before us", False),
    ]


def test_all_that_is_asked_goes_to_the_server(run: Run, server: SearchServer) -> None:
    query = SearchQuery("two words", "bob", "#lobby", START, START + timedelta(days=1))
    search(run, query)
    assert server.searched == [
        "in=#lobby;from=bob;after=2024-05-01T12:00:00.000Z;before=2024-05-02T12:00:00.000Z;"
        "text=two\\swords"
    ]


def test_a_refusal_is_told_beside_what_was_found_here(run: Run, server: SearchServer) -> None:
    server.say("apples")
    run.settle()
    server.refusal = "Not today."
    assert search(run, "apples") == [("#lobby", "apples", True)]
    [words] = run.client.search.problems()
    assert words == "chat.example could not be searched: Not today."


def test_a_server_that_goes_or_says_nothing_holds_nothing_up(
    run: Run, server: SearchServer
) -> None:
    server.refusal = None
    search(run, "apples")
    assert run.client.search.is_going()
    run.client.disconnect(NETWORK)
    assert not run.client.search.is_going()
    assert len(run.client.search.problems()) == 1


def test_cancelled_it_takes_nothing_more(run: Run, server: SearchServer) -> None:
    server.say("apples")
    run.settle()
    run.client.search.begin(SearchQuery("apples"))
    run.client.search.cancel()
    run.settle()
    assert run.client.search.hits() == []
    assert not run.client.search.is_going()


def test_without_a_store_the_server_alone_is_asked(server: SearchServer) -> None:
    run = Run(server, None).connect()
    server.say("apples")
    run.settle()
    assert search(run, "apples") == [("#lobby", "apples", False)]


def test_where_no_server_searches_the_store_does() -> None:
    server = HistoryServer()
    run = Run(server, DirectStore()).connect()
    server.say("apples")
    run.settle()
    assert search(run, "apples") == [("#lobby", "apples", True)]
