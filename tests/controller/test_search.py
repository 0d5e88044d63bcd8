"""Looking for messages anywhere: what is typed becomes a query, what is found a list."""

from __future__ import annotations

from datetime import datetime

import pytest

from chat.controller.search_terms import read_terms
from chat.model.entities import ConversationKey, Place
from chat.model.events import SearchGrown
from chat.model.ports.search import Hit
from chat.model.store.records import FoundMessage, SearchQuery
from chat.view.ports.search import SearchForm
from tests.controller.harness import NETWORK, Chat
from tests.controller.test_finding import rest

MARCH = datetime(2026, 3, 1).astimezone()


@pytest.mark.parametrize(
    ("form", "query", "words"),
    [
        (SearchForm("two words"), SearchQuery("two words"), ("two", "words")),
        (SearchForm("from:bob  tea in:#lobby"), SearchQuery("tea", "bob", "#lobby"), ("tea",)),
        (SearchForm("since:2026-03-01"), SearchQuery(since=MARCH), ()),
        (SearchForm("tea", "@bob", "#lobby"), SearchQuery("tea", "bob", "#lobby"), ("tea",)),
        (SearchForm(since="1.3.2026"), SearchQuery(since=MARCH), ()),
        (
            SearchForm("http://x from:"),
            SearchQuery("http://x from:"),
            ("http://x", "from:"),
        ),
    ],
)
def test_what_is_typed_becomes_a_query(
    form: SearchForm, query: SearchQuery, words: tuple[str, ...]
) -> None:
    terms = read_terms(form)
    assert (terms.query, terms.words) == (query, words)


def test_the_last_day_is_one_of_those_asked_for() -> None:
    until = read_terms(SearchForm(until="2026/03/01")).query.until
    assert until == datetime(2026, 3, 2).astimezone()


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "0001-01-01x", "31.31.2026"])
def test_what_is_no_date_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_terms(SearchForm(since=text))


def begun(chat: Chat, text: str = "tea") -> ConversationKey:
    lobby = chat.join()
    chat.controller.search.on_open()
    chat.controller.search.on_changed(SearchForm(text))
    rest(chat)
    return lobby


def hit(chat: Chat, key: ConversationKey, text: str, *, here: bool = True) -> Hit:
    return Hit(FoundMessage(key, chat.model.message(text, msgid=f"id-{text}")), here)


def test_the_window_offers_the_conversations_and_says_how(chat: Chat) -> None:
    chat.join()
    chat.model.open(NETWORK, "bob")
    chat.controller.search.on_open()
    assert chat.view.search.places == ["#lobby", "bob"]
    assert "from:name" in chat.view.search.status


def test_what_is_typed_is_asked_once_the_keys_rest(chat: Chat) -> None:
    chat.join()
    chat.controller.search.on_open()
    for text in ("t", "te", "tea"):
        chat.controller.search.on_changed(SearchForm(text))
    rest(chat)
    assert chat.model.search.queries == [SearchQuery("tea")]


def test_what_is_found_is_listed_as_it_comes(chat: Chat) -> None:
    lobby = begun(chat)
    chat.model.search.found = [hit(chat, lobby, "tea"), hit(chat, lobby, "more tea", here=False)]
    chat.model.publish(SearchGrown())
    assert [row.text for row in chat.view.search.rows] == ["tea", "more tea"]
    assert [row.note for row in chat.view.search.rows] == ["", "from the server"]
    assert chat.view.search.rows[0].place == "#lobby on Example"
    assert chat.view.search.rows[0].time.startswith("2026-03-01 ")
    assert (chat.view.search.words, chat.view.search.busy) == (["tea"], True)
    assert chat.view.search.status == "Searching…"
    chat.model.search.going = False
    chat.model.search.troubles = ["Example could not be searched: no."]
    chat.model.publish(SearchGrown())
    assert chat.view.search.status == "2 messages found. Example could not be searched: no."


def test_nothing_and_too_much_are_said(chat: Chat) -> None:
    lobby = begun(chat)
    chat.model.search.going = False
    chat.model.publish(SearchGrown())
    assert chat.view.search.status.startswith("Nothing was found.")
    chat.model.search.found = [hit(chat, lobby, "tea")] * 200
    chat.model.publish(SearchGrown())
    assert "The newest 200" in chat.view.search.status


def test_a_result_is_shown_where_it_was_said(chat: Chat) -> None:
    lobby = begun(chat)
    here, there = hit(chat, lobby, "tea"), hit(chat, lobby, "green tea", here=False)
    chat.model.search.found = [here, there]
    chat.model.publish(SearchGrown())
    for row in chat.view.search.rows:
        chat.controller.search.on_choose(row.key)
    chat.controller.search.on_choose("gone")
    message, other = here.found.message, there.found.message
    assert [call[2] for call in chat.model.places.calls if call[0] == "load_around"] == [
        Place(message.id, "id-tea", message.time),
        Place(0, "id-green tea", other.time),
    ]


def test_a_result_of_a_network_that_is_gone_is_told(chat: Chat) -> None:
    begun(chat)
    chat.model.search.found = [hit(chat, ConversationKey("gone:6667", "#x"), "tea")]
    chat.model.publish(SearchGrown())
    assert chat.view.search.rows[0].place == "#x on gone:6667"
    chat.controller.search.on_choose(chat.view.search.rows[0].key)
    assert chat.view.bar is not None
    assert "not in the list" in chat.view.bar.text


def test_a_date_that_is_none_is_said_and_nothing_asked(chat: Chat) -> None:
    begun(chat)
    chat.controller.search.on_changed(SearchForm("tea", since="soon"))
    rest(chat)
    assert "“soon” is no date" in chat.view.search.status
    assert len(chat.model.search.queries) == 1
    chat.controller.search.on_changed(SearchForm())
    rest(chat)
    assert "Type what you look for" in chat.view.search.status
    assert not chat.model.search.going


def test_it_can_be_stopped_and_closed(chat: Chat) -> None:
    lobby = begun(chat)
    chat.model.search.found = [hit(chat, lobby, "tea")]
    chat.controller.search.on_cancel()
    assert (chat.view.search.busy, len(chat.view.search.rows)) == (False, 1)
    chat.controller.search.on_changed(SearchForm("coffee"))
    chat.controller.search.on_close()
    rest(chat)
    chat.view.search.rows = []
    chat.model.publish(SearchGrown())
    assert (len(chat.model.search.queries), chat.view.search.rows) == (1, [])
