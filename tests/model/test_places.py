"""Going to a message far from the newest: loaded from the store, or from the server; read on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chat.model import places
from chat.model.entities import (
    ChatMessage,
    ConversationKey,
    Deletion,
    MessageKind,
    Place,
    Reaction,
)
from chat.model.events import (
    ExcerptEnded,
    ExcerptGrown,
    MessageChanged,
    OriginalFound,
    PlaceFound,
    PlaceMissing,
)
from chat.model.excerpt import SPAN
from chat.model.places import AROUND, PAGE
from chat.model.restoring import NEWEST
from chat.model.store.records import ConversationKept, MessagesKept, NetworkKept, ReactionKept
from tests.fakes.direct_store import DirectStore
from tests.fakes.history_server import CAPS, START, HistoryServer
from tests.model.test_memory import LOBBY, NETWORK, REQUEST, Run

COUNT = 3000
LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)


@pytest.fixture
def server() -> HistoryServer:
    return HistoryServer()


def long_store() -> DirectStore:
    """Of an earlier run, in which bob said COUNT things."""
    made = DirectStore()
    messages = tuple(
        ChatMessage(
            number,
            LONG_AGO + timedelta(minutes=number),
            MessageKind.MESSAGE,
            "bob",
            f"m{number}",
            msgid=f"s{number}",
        )
        for number in range(1, COUNT + 1)
    )
    made.archive.write(
        [
            NetworkKept(NETWORK, REQUEST, "Example"),
            ConversationKept(LOBBY, True, True),
            MessagesKept(LOBBY, messages),
        ]
    )
    return made


@pytest.fixture
def store() -> DirectStore:
    return long_store()


@pytest.fixture
def run(server: HistoryServer, store: DirectStore) -> Run:
    return Run(server, store)


def texts(run: Run) -> list[str]:
    return [one.text for one in run.client.places.excerpt(LOBBY) or ()]


def go(run: Run, place: Place) -> None:
    run.client.places.load_around(LOBBY, place)
    run.settle()


def found(run: Run) -> list[int]:
    return [event.message_id for event in run.events if isinstance(event, PlaceFound)]


def missed(run: Run) -> list[str]:
    return [event.words for event in run.events if isinstance(event, PlaceMissing)]


def older(run: Run) -> bool:
    was = run.client.places.load_older(LOBBY)
    run.settle()
    return was


def newer(run: Run) -> None:
    run.client.places.load_newer(LOBBY)
    run.settle()


@pytest.mark.parametrize(
    "place",
    [
        Place(message_id=1000),
        Place(msgid="s1000"),
        Place(time=LONG_AGO + timedelta(minutes=999, seconds=1)),
    ],
)
def test_a_message_is_shown_with_what_was_said_around_it(run: Run, place: Place) -> None:
    go(run, place)
    assert found(run) == [1000]
    assert texts(run) == [f"m{number}" for number in range(900, 1100)]


def test_one_of_the_newest_needs_no_excerpt(run: Run) -> None:
    go(run, Place(message_id=1000))
    for place in (Place(msgid=f"s{COUNT}"), Place(message_id=COUNT)):
        go(run, place)
        assert found(run)[-1] == COUNT
        assert run.client.places.excerpt(LOBBY) is None


def test_a_moment_among_the_newest_is_found_there(run: Run) -> None:
    go(run, Place(time=LONG_AGO + timedelta(minutes=COUNT)))
    assert found(run) == [COUNT]
    assert run.client.places.excerpt(LOBBY) is None


def test_in_the_same_excerpt_nothing_is_loaded(run: Run) -> None:
    go(run, Place(message_id=1000))
    before = texts(run)
    go(run, Place(message_id=950))
    assert (found(run), texts(run)) == ([1000, 950], before)


def test_one_reads_on_in_both_directions_and_no_more_is_held_than_is_near(run: Run) -> None:
    go(run, Place(message_id=1000))
    assert older(run)
    assert texts(run) == [f"m{number}" for number in range(900 - PAGE, 1100)]
    for _ in range(5):
        older(run)
    assert texts(run)[0] == "m1"
    assert len(texts(run)) == SPAN
    grown = run.took(ExcerptGrown)
    assert older(run)
    assert older(run)
    assert run.took(ExcerptGrown) == grown
    newer(run)
    assert texts(run) == [f"m{number}" for number in range(1 + PAGE, 1 + PAGE + SPAN)]
    older(run)
    assert texts(run)[0] == "m1"


def test_read_on_to_the_end_it_is_one_with_the_newest(run: Run) -> None:
    go(run, Place(message_id=2500))
    while run.client.places.excerpt(LOBBY) is not None:
        newer(run)
    assert run.took(ExcerptEnded) == 1
    said = run.said()
    assert said[-1] == f"m{COUNT}"
    assert said == [f"m{number}" for number in range(COUNT - len(said) + 1, COUNT + 1)]
    assert "m2500" in said
    assert len(set(said)) == len(said)


def test_near_the_newest_it_is_one_with_them_at_once(run: Run) -> None:
    go(run, Place(message_id=COUNT - 150))
    assert run.client.places.excerpt(LOBBY) is None
    assert found(run) == [COUNT - 150]
    assert run.said()[0] == f"m{COUNT - 150 - AROUND // 2}"


def test_leaving_lets_go_of_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat.model.session.conversation.MAX_MESSAGES", 50)
    go(run, Place(message_id=1000))
    run.client.places.leave(LOBBY)
    assert run.client.places.excerpt(LOBBY) is None
    assert run.said() == [f"m{number}" for number in range(COUNT - 49, COUNT + 1)]
    newer(run)
    assert not older(run)


def test_who_reads_very_far_up_does_so_in_an_excerpt(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOST_FETCHED", 1000)
    while not older(run):
        run.older()
    assert len(run.said()) == 1000 + NEWEST
    assert texts(run)[0] == f"m{COUNT - 1000 - NEWEST - PAGE + 1}"
    assert len(texts(run)) == SPAN


def test_what_was_said_meanwhile_is_among_the_newest_only(run: Run, server: HistoryServer) -> None:
    run.connect()
    go(run, Place(message_id=1000))
    server.say("news")
    run.settle()
    assert "news" not in texts(run)
    assert run.said()[-1] == "news"


def test_the_server_shows_what_is_around_it_by_its_id(server: HistoryServer) -> None:
    server_with_ids(server)
    run = Run(server, DirectStore()).connect()
    go(run, Place(msgid="id300", time=START))
    assert len(found(run)) == 1
    assert "m300" in texts(run)
    first = texts(run)[0]
    older(run)
    assert int(texts(run)[0][1:]) == int(first[1:]) - 100
    while run.client.places.excerpt(LOBBY) is not None:
        newer(run)
    assert run.took(ExcerptEnded) == 1
    said = run.said()
    assert said[-1] == "m599"
    assert len(set(said)) == len(said)


def server_with_ids(server: HistoryServer) -> None:
    for number in range(600):
        server.say(f"m{number}")


def test_what_nobody_has_is_told(server: HistoryServer, store: DirectStore, run: Run) -> None:
    go(run, Place(msgid="nowhere"))
    assert len(missed(run)) == 1
    run.connect()
    go(run, Place(msgid="nowhere"))
    assert len(missed(run)) == 2
    bare = Run(HistoryServer(CAPS.replace("draft/chathistory ", "")), None).connect()
    go(bare, Place(msgid="x"))
    assert len(missed(bare)) == 1


def test_a_connection_that_ends_answers_nothing_more(server: HistoryServer) -> None:
    server_with_ids(server)
    run = Run(server, DirectStore()).connect()
    run.client.places.load_around(LOBBY, Place(msgid="id300", time=START))
    run.client.pump()
    assert missed(run) == []
    run.client.disconnect(NETWORK)
    assert len(missed(run)) == 1


def test_a_conversation_that_is_not_open_has_no_places(run: Run) -> None:
    run.client.places.load_around(ConversationKey(NETWORK, "#gone"), Place(message_id=1))
    assert len(missed(run)) == 1


def test_what_is_forgotten_is_in_no_excerpt(run: Run) -> None:
    go(run, Place(message_id=1000))
    run.client.forget_conversation(LOBBY)
    assert run.client.places.excerpt(LOBBY) is None


def test_what_happens_to_a_message_there_is_shown_there(
    run: Run, server: HistoryServer, store: DirectStore
) -> None:
    store.archive.write([ReactionKept(LOBBY, "s1000", "ann", "x", False, LONG_AGO, True)])
    run.connect()
    go(run, Place(message_id=1000))
    server.write("@+draft/reply=s1000;+draft/react=x :bob!b@h TAGMSG #lobby")
    server.write("@+draft/reply=s1000;+draft/react=x :eve!e@h TAGMSG #lobby")
    server.write("@+draft/reply=s1;+draft/react=x :bob!b@h TAGMSG #lobby")
    server.write(":bob!b@h REDACT #lobby s1001 :wrong")
    run.settle()
    there = {one.id: one for one in run.client.places.excerpt(LOBBY) or ()}
    assert there[1000].reactions == (Reaction("x", ("ann", "bob", "eve")),)
    assert (there[1001].text, there[1001].deleted) == ("", Deletion("bob", "wrong"))
    assert run.client.replies.original(LOBBY, "s1000") == there[1000]
    assert run.client.reactions.obstacle(LOBBY, 1000) == ""
    assert "deleted" in run.client.replies.obstacle(LOBBY, 1001)


def test_a_message_there_can_be_edited_by_whoever_said_it(run: Run, server: HistoryServer) -> None:
    run.connect()
    go(run, Place(message_id=1000))
    before = next(one for one in run.client.places.excerpt(LOBBY) or () if one.id == 1000)
    for _ in range(2):  # told twice, done once
        server.write(
            "@time=2026-03-01T12:00:00Z;draft/target-msgid=s1000;draft/edit-text=anew"
            " :bob!b@h EDIT #lobby"
        )
    server.write("@draft/target-msgid=s1;draft/edit-text=first :bob!b@h EDIT #lobby")
    run.settle()
    after = next(one for one in run.client.places.excerpt(LOBBY) or () if one.id == 1000)
    assert after.text == "anew"
    assert after.edited is not None
    assert [one.text for one in after.edited.earlier] == [before.text]
    changes = [one for one in run.events if isinstance(one, MessageChanged)]
    assert [one.message.id for one in changes] == [1000]
    assert "said yourself" in run.client.editing.obstacle(LOBBY, 1000)


def test_what_was_answered_and_is_edited_is_quoted_anew(run: Run, server: HistoryServer) -> None:
    run.connect()
    run.client.replies.original(LOBBY, "s7")
    run.settle()
    server.write("@draft/target-msgid=s7;draft/edit-text=anew :bob!b@h EDIT #lobby")
    run.settle()
    original = run.client.replies.original(LOBBY, "s7")
    assert original is not None
    assert original.text == "anew"


def test_what_was_answered_long_ago_is_looked_up_in_the_store(run: Run) -> None:
    look = run.client.replies.original
    assert look(LOBBY, "s7") is None
    run.settle()
    original = look(LOBBY, "s7")
    assert original is not None
    assert original.text == "m7"
    assert OriginalFound(LOBBY, "s7") in run.events
    assert look(LOBBY, "nowhere") is None
    run.settle()
    assert look(LOBBY, "nowhere") is None
    run.client.forget_conversation(LOBBY)
    run.settle()
    assert look(LOBBY, "s7") is None


def test_what_was_answered_and_is_deleted_says_so(run: Run, server: HistoryServer) -> None:
    run.connect()
    run.client.replies.original(LOBBY, "s7")
    run.settle()
    server.write(":bob!b@h REDACT #lobby s7")
    run.settle()
    run.client.replies.original(LOBBY, "s7")
    run.settle()
    stub = run.client.replies.original(LOBBY, "s7")
    assert stub is not None
    assert (stub.text, stub.deleted) == ("", Deletion("bob"))
