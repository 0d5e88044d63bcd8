"""The search for servers, as the Tk thread sees it."""

from __future__ import annotations

import pytest

from chat.model.discovery import LocalDiscovery
from chat.model.entities import FoundServer, Looking
from chat.model.events import Event, ServersFound
from chat.model.ports.discovery import Discovery
from tests.fakes.fake_connect import FakeSearches

LAB = FoundServer("Lab", "192.168.1.20", 6667)


@pytest.fixture
def searches() -> FakeSearches:
    return FakeSearches()


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def discovery(searches: FakeSearches, told: list[Event]) -> LocalDiscovery:
    return LocalDiscovery(searches, searches.post, told.append)


def test_what_is_found_is_told_on_the_tk_thread(
    discovery: Discovery, searches: FakeSearches, told: list[Event]
) -> None:
    discovery.start()
    assert told == [ServersFound((), Looking.LOOKING)]
    searches.made[0].report((LAB,), Looking.LISTENING)
    assert len(told) == 1
    searches.deliver()
    assert told[1:] == [ServersFound((LAB,), Looking.LISTENING)]


def test_a_search_that_is_over_tells_nothing(
    discovery: Discovery, searches: FakeSearches, told: list[Event]
) -> None:
    discovery.start()
    searches.made[0].report((LAB,), Looking.LISTENING)
    discovery.stop()
    searches.deliver()
    assert searches.made[0].ended
    assert told == [ServersFound((), Looking.LOOKING)]


def test_looking_again_ends_the_search_before(
    discovery: Discovery, searches: FakeSearches, told: list[Event]
) -> None:
    discovery.start()
    discovery.start()
    assert [one.ended for one in searches.made] == [True, False]
    searches.made[0].report((LAB,), Looking.LISTENING)
    searches.deliver()
    assert len(told) == 2


def test_at_the_end_its_threads_are_waited_for(
    discovery: LocalDiscovery, searches: FakeSearches
) -> None:
    discovery.start()
    discovery.start()
    discovery.close()
    assert [one.joined for one in searches.made] == [True, True]


def test_switched_off_it_looks_for_nothing(searches: FakeSearches, told: list[Event]) -> None:
    discovery = LocalDiscovery(None, searches.post, told.append)
    discovery.start()
    discovery.close()
    assert told == [ServersFound((), Looking.OFF)]
