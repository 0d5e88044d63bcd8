"""The store's file: what is written is read again, searched, pruned, forgotten, and migrated."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from chat.model.entities import (
    ChatMessage,
    ConnectionRequest,
    ConversationKey,
    ConversationPreferences,
    Deletion,
    DeliveryState,
    Edit,
    MessageKind,
    Reaction,
)
from chat.model.store.archive import Archive
from chat.model.store.records import (
    ConversationKept,
    ConversationMoved,
    DeletionKept,
    DraftKept,
    EditKept,
    MessagesKept,
    MessageUpdated,
    NetworkForgotten,
    NetworkKept,
    NetworkWanted,
    PreferencesKept,
    ReactionKept,
    ReadingKept,
    SearchQuery,
)
from chat.model.store.schema import MIGRATIONS, NewerStore, migrate
from chat.model.store.words import quoted

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
REQUEST = ConnectionRequest("ann", "chat.example", 6667, True, "secret", ("#lobby",), "Ann")
LOBBY = ConversationKey("net", "#lobby")
BOB = ConversationKey("net", "bob")


def message(number: int, text: str = "", **more: object) -> ChatMessage:
    said = ChatMessage(
        number, NOON + timedelta(seconds=number), MessageKind.MESSAGE, "bob", text or f"m{number}"
    )
    return replace(said, **more)


def texts(archive: Archive, key: ConversationKey = LOBBY) -> list[str]:
    return [one.text for one in archive.older(key, None, 1000)]


def test_what_was_open_is_there_again_without_the_password(archive: Archive, path: Path) -> None:
    said = [message(1, msgid="a", mention=True), message(2, own=True, state=DeliveryState.PENDING)]
    archive.write(
        [
            NetworkKept("net", REQUEST, "Example"),
            ConversationKept(LOBBY, True, True),
            ConversationKept(BOB, False, False),
            MessagesKept(LOBBY, tuple(said)),
            MessagesKept(BOB, (message(3),)),
        ]
    )
    archive.close()
    again = Archive(path)
    [network] = again.load(10)
    again.close()
    assert network.request == replace(REQUEST, password="", channels=())
    assert (network.network, network.name) == ("net", "Example")
    [lobby] = network.conversations
    assert (lobby.key, lobby.is_channel, lobby.messages) == (LOBBY, True, tuple(said))
    assert b"secret" not in path.read_bytes()


def test_the_newest_messages_are_loaded_and_older_ones_page_by_page(archive: Archive) -> None:
    archive.write([MessagesKept(LOBBY, tuple(message(number) for number in range(1, 11)))])
    newest = archive.older(LOBBY, None, 4)
    assert [one.id for one in newest] == [7, 8, 9, 10]
    assert [one.id for one in archive.older(LOBBY, newest[0], 4)] == [3, 4, 5, 6]
    assert archive.older(LOBBY, message(1), 4) == ()
    assert archive.older(BOB, None, 4) == ()


def test_what_comes_twice_is_kept_once(archive: Archive) -> None:
    archive.write([MessagesKept(LOBBY, (message(1, msgid="a"), message(2, msgid="a")))])
    archive.write([MessagesKept(LOBBY, (message(1), message(3)))])
    assert texts(archive) == ["m1", "m3"]


def test_a_message_that_changed_is_kept_as_it_is_now(archive: Archive) -> None:
    archive.write([MessagesKept(LOBBY, (message(1, state=DeliveryState.PENDING),))])
    changed = message(1, "as echoed", msgid="x")
    archive.write([MessageUpdated(changed), MessageUpdated(message(99))])
    assert archive.older(LOBBY, None, 9) == (changed,)
    assert [found.message for found in archive.search(SearchQuery("echoed"))] == [changed]
    assert archive.search(SearchQuery("m1")) == ()


def test_names_are_one_in_any_case_and_follow_a_person(archive: Archive) -> None:
    carol = ConversationKey("net", "carol")
    archive.write([MessagesKept(BOB, (message(1),)), MessagesKept(carol, (message(2),))])
    archive.write([MessagesKept(ConversationKey("net", "BOB"), (message(3),))])
    assert texts(archive, BOB) == ["m1", "m3"]
    archive.write([ConversationMoved(BOB, carol), ConversationMoved(BOB, LOBBY)])
    assert texts(archive, carol) == ["m1", "m2", "m3"]
    assert texts(archive, BOB) == []


def test_what_fails_in_the_middle_is_not_written_at_all(archive: Archive) -> None:
    broken = message(2, sender=b"no text", time=None)
    with pytest.raises(TypeError):
        archive.write([MessagesKept(LOBBY, (message(1),)), MessagesKept(LOBBY, (broken,))])
    assert texts(archive) == []
    archive.write([MessagesKept(LOBBY, (message(1, "a lone \udc80 half"),))])
    assert texts(archive) == ["a lone ? half"]


def test_search_by_words_person_place_and_date(archive: Archive) -> None:
    archive.write(
        [
            MessagesKept(LOBBY, (message(1, "Über den Berg"), message(2, "over", sender="ann"))),
            MessagesKept(BOB, (message(3, "the mountains over there"),)),
            MessagesKept(LOBBY, (message(4, "over", sender="", kind=MessageKind.EVENT),)),
        ]
    )

    def found(**query: object) -> list[int]:
        return [one.message.id for one in archive.search(SearchQuery(**query))]  # type: ignore[arg-type]

    assert found(text="uber berg") == [1]
    assert found(text="over") == [3, 2]
    assert found(text="moun") == [3]
    assert found(text='over "OR" \'') == []
    assert found(text="over", sender="ANN") == [2]
    assert found(text="over", target="Bob") == [3]
    assert found(since=NOON + timedelta(seconds=2)) == [3, 2]
    assert found(until=NOON + timedelta(seconds=2)) == [1]
    assert found(limit=1) == [3]
    assert archive.search(SearchQuery("berg"))[0].key == LOBBY


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", []),
        (" ? ", []),
        ("two words", ['"two"', '"words"']),
        ('say "hi" -', ['"say"', '"hi"']),
        ("NEAR(a OR)", ['"NEAR(a"', '"OR)"']),
    ],
)
def test_what_is_typed_is_never_an_error_of_the_query(
    typed: str, asked: list[str], archive: Archive
) -> None:
    assert quoted(typed) == asked
    assert archive.search(SearchQuery(typed)) == ()
    archive.write([MessagesKept(LOBBY, (message(1, f"{typed} or so"),))])
    assert [one.message.id for one in archive.search(SearchQuery(typed))] == [1]


def test_what_is_forgotten_is_gone_from_the_file(archive: Archive, path: Path) -> None:
    archive.write([NetworkKept("net", REQUEST, "Example"), ConversationKept(LOBBY, True, True)])
    archive.write([MessagesKept(LOBBY, (message(1, "xyzzysecret"),))])
    archive.write([MessagesKept(BOB, (message(2, "plughsecret"),))])
    archive.forget(LOBBY)
    assert texts(archive) == []
    assert archive.search(SearchQuery("xyzzysecret")) == ()
    assert texts(archive, BOB) == ["plughsecret"]
    assert len(archive.load(1)[0].conversations) == 2  # both are still open
    archive.forget_everything()
    assert archive.load(1) == ()
    archive.close()
    for file in path.parent.iterdir():
        assert b"xyzzysecret" not in file.read_bytes()
        assert b"plughsecret" not in file.read_bytes()


def test_what_is_forgotten_gives_back_its_room(archive: Archive, path: Path) -> None:
    long = tuple(message(number, f"word{number} " * 50) for number in range(1, 1_000))
    archive.write([MessagesKept(LOBBY, long), MessagesKept(BOB, (message(2_000),))])
    archive.forget(LOBBY)
    assert path.stat().st_size < 200_000
    assert texts(archive, BOB) == ["m2000"]


def test_over_its_limit_the_oldest_go(path: Path) -> None:
    archive = Archive(path, size_limit=300_000)
    for start in range(0, 6000, 500):
        said = tuple(message(number, "word " * 30) for number in range(start, start + 500))
        archive.write([MessagesKept(LOBBY, said)])
    kept = archive.older(LOBBY, None, 10_000)
    archive.close()
    assert 0 < len(kept) < 4000
    assert kept[-1].id == 5999
    assert path.stat().st_size < 1_500_000


def test_an_earlier_version_is_brought_up_to_date(path: Path) -> None:
    old = sqlite3.connect(path, isolation_level=None)
    migrate(old, upto=1)
    assert old.execute("PRAGMA user_version").fetchone() == (1,)
    old.execute("INSERT INTO conversations VALUES (1, 'net', '#lobby', '#lobby', 1, 1)")
    old.execute(
        "INSERT INTO messages VALUES (7, 1, 0, 'message', 'bob', 'from long ago', 0, 0, 'sent', '')"
    )
    old.close()
    archive = Archive(path)
    assert texts(archive) == ["from long ago"]
    assert [one.message.id for one in archive.search(SearchQuery("ago"))] == [7]
    archive.close()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_every_earlier_version_becomes_the_present_one(path: Path, version: int) -> None:
    old = sqlite3.connect(path)
    migrate(old, upto=version)
    old.execute(
        "INSERT INTO conversations (id, network, target, folded, is_channel, opened)"
        " VALUES (1, 'net', '#lobby', '#lobby', 1, 1)"
    )
    old.execute(
        "INSERT INTO messages (id, conversation, time, kind, sender, text, own, mention, state,"
        " msgid) VALUES (7, 1, 0, 'message', 'bob', 'from long ago', 0, 0, 'sent', 'm7')"
    )
    old.commit()
    old.close()
    archive = Archive(path)
    archive.write([MessageUpdated(message(7, "from long ago", msgid="m7"))])
    archive.write([reaction("m7", "ann"), DeletionKept(LOBBY, "m6", Deletion("bob"))])
    [kept] = archive.older(LOBBY, None, 10)
    assert (kept.text, kept.formatted, kept.deleted) == ("from long ago", "", None)
    assert kept.reactions == (Reaction("👍", ("ann",)),)
    assert kept.edited is None
    assert [one.message.id for one in archive.search(SearchQuery("ago"))] == [7]
    archive.write([EditKept(LOBBY, "m7", Edit("from just now", NOON, "bob"))])
    [kept] = archive.older(LOBBY, None, 10)
    assert kept.edited is not None
    assert [one.text for one in kept.edited.earlier] == ["from long ago"]
    assert archive.search(SearchQuery("ago")) == ()
    archive.close()


def reaction(
    msgid: str, nick: str, text: str = "👍", *, second: int = 0, **more: bool
) -> ReactionKept:
    time = NOON + timedelta(seconds=second)
    own, present = more.get("own", False), more.get("present", True)
    return ReactionKept(LOBBY, msgid, nick, text, own, time, present)


def test_all_that_is_known_of_a_message_is_kept(archive: Archive) -> None:
    said = message(
        1, "bold", formatted="\x02bold\x02", reply_to="m0", account="bobs", msgid="m1",
        deleted=Deletion("eve", "why"),
    )  # fmt: skip
    archive.write([MessagesKept(LOBBY, (said,))])
    assert archive.older(LOBBY, None, 10) == (said,)


def test_reactions_are_kept_the_newest_word_of_each_counting(archive: Archive) -> None:
    archive.write([MessagesKept(LOBBY, (message(1, msgid="m1"), message(2, msgid="m2")))])
    archive.write(
        [
            reaction("m1", "bob"),
            reaction("m1", "me", own=True, second=1),
            reaction("m1", "Carol", "x", second=2),
            reaction("m1", "carol", "x", second=4, present=False),
            reaction("m1", "carol", "x", second=3),
            reaction("m9", "bob"),
        ]
    )
    first, second = archive.older(LOBBY, None, 10)
    assert first.reactions == (Reaction("👍", ("me", "bob"), own=True),)
    assert second.reactions == ()
    archive.forget(LOBBY)
    archive.write([MessagesKept(LOBBY, (message(1, msgid="m1"),))])
    assert archive.older(LOBBY, None, 10)[0].reactions == ()


def test_what_is_deleted_is_found_no_more(archive: Archive, path: Path) -> None:
    said = message(1, "the sesame opens", formatted="the \x02sesame\x02 opens", msgid="m1")
    archive.write([MessagesKept(LOBBY, (said, message(2)))])
    archive.write([reaction("m1", "bob"), DeletionKept(LOBBY, "m1", Deletion("eve", "spam"))])
    stub, _ = archive.older(LOBBY, None, 10)
    assert (stub.text, stub.formatted, stub.reactions) == ("", "", ())
    assert stub.deleted == Deletion("eve", "spam")
    assert archive.search(SearchQuery("sesame")) == ()
    assert [one.message.id for one in archive.search(SearchQuery(sender="bob"))] == [2]
    archive.close()
    assert b"sesame" not in path.read_bytes()


def test_reactions_move_and_go_with_their_messages(path: Path) -> None:
    archive = Archive(path, size_limit=1)
    bob, rob = (ConversationKey("net", nick) for nick in ("bob", "rob"))
    archive.write(
        [MessagesKept(rob, (message(1, msgid="m1"),)), ConversationKept(bob, False, True)]
    )
    archive.write([replace(reaction("m1", "x"), key=rob), ConversationMoved(bob, rob)])
    assert archive.older(rob, None, 10)[0].reactions
    archive.prune()
    archive.close()
    database = sqlite3.connect(path)
    assert database.execute("SELECT count(*) FROM reactions").fetchone() == (0,)
    database.close()


def test_the_second_version_is_brought_up_to_date(path: Path) -> None:
    old = sqlite3.connect(path, isolation_level=None)
    migrate(old, upto=2)
    old.execute("INSERT INTO networks VALUES ('net', 'Example', 'ann', 'h', 1, 0, '')")
    old.execute("INSERT INTO conversations VALUES (1, 'net', '#lobby', '#lobby', 1, 1)")
    old.close()
    archive = Archive(path)
    [network] = archive.load(5)
    assert (network.wanted, network.preferences) == (True, ())
    [lobby] = network.conversations
    assert (lobby.read, lobby.draft) == (None, "")
    archive.close()


def test_what_is_wanted_of_conversations_and_networks_is_kept(archive: Archive) -> None:
    wanted = ConversationPreferences(pinned=True, muted=True, notify="all")
    archive.write(
        [
            NetworkKept("net", REQUEST, "Example"),
            ConversationKept(LOBBY, True, True),
            PreferencesKept(LOBBY, wanted),
            ReadingKept(LOBBY, NOON),
            DraftKept(LOBBY, "half a sen\ud800"),
            NetworkWanted("net", False),
        ]
    )
    [network] = archive.load(5)
    assert not network.wanted
    assert network.preferences == ((LOBBY, wanted),)
    assert (network.conversations[0].read, network.conversations[0].draft) == (NOON, "half a sen?")
    archive.write([NetworkKept("net", REQUEST, "Renamed"), ReadingKept(LOBBY, None)])
    [network] = archive.load(5)
    assert (network.wanted, network.name) == (True, "Renamed")
    assert network.conversations[0].read is None


def test_a_forgotten_network_takes_all_that_was_said_with_it(archive: Archive) -> None:
    other = ConversationKey("other", "#lobby")
    for key in (LOBBY, other):
        archive.write([NetworkKept(key.network, REQUEST, ""), ConversationKept(key, True, True)])
    archive.write(
        [MessagesKept(LOBBY, (message(1, "secret"),)), MessagesKept(other, (message(2),))]
    )
    archive.write([NetworkForgotten("net")])
    assert [network.network for network in archive.load(5)] == ["other"]
    assert archive.search(SearchQuery("secret")) == ()
    assert texts(archive, other) == ["m2"]


def test_a_later_version_is_left_alone(path: Path) -> None:
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    newer.close()
    before = path.read_bytes()
    with pytest.raises(NewerStore):
        Archive(path)
    assert path.read_bytes() == before


def test_a_hundred_thousand_messages_open_at_their_end(path: Path) -> None:
    archive = Archive(path)
    archive.write([MessagesKept(LOBBY, tuple(message(number) for number in range(100_000)))])
    assert [one.id for one in archive.older(LOBBY, None, 2)] == [99_998, 99_999]
    archive.close()


def test_a_message_takes_another_time_and_is_found_in_its_place(archive: Archive) -> None:
    archive.write([MessagesKept(LOBBY, tuple(message(n, f"same {n}") for n in range(1, 5)))])
    for number, hours in ((2, 30), (4, -30)):
        moved = message(number, f"same {number}")
        archive.write([MessageUpdated(replace(moved, time=moved.time + timedelta(hours=hours)))])
    in_order = [4, 1, 3, 2]
    assert [one.id for one in archive.older(LOBBY, None, 9)] == in_order
    found = archive.search(SearchQuery("same", limit=1))
    assert [one.message.id for one in found] == [2]
    assert [one.message.id for one in archive.search(SearchQuery("same"))] == in_order[::-1]
