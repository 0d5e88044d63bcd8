"""Edited messages in the local store: the newest text is found, the earlier ones stay beside it."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from chat.model.entities import ChatMessage, ConversationKey, Deletion, Earlier, Edit, Edited
from chat.model.store.archive import Archive
from chat.model.store.edits import MOST_EARLIER
from chat.model.store.records import (
    ConversationKept,
    ConversationMoved,
    DeletionKept,
    EditKept,
    MessagesKept,
    MessageUpdated,
    NetworkForgotten,
    NetworkKept,
    SearchQuery,
)
from tests.model.store.test_archive import (
    LOBBY,
    NOON,
    REQUEST,
    message,
)

SAID = message(1, "teh sesame", formatted="teh \x02sesame\x02", msgid="m1")


def edit(text: str, second: int = 60, *, by: str = "bob", mention: bool = False) -> EditKept:
    said = Edit(text, NOON + timedelta(seconds=second), by, f"\x02{text}\x02", mention)
    return EditKept(LOBBY, "m1", said)


def kept(archive: Archive, key: ConversationKey = LOBBY) -> ChatMessage:
    return archive.older(key, None, 10)[0]


def found(archive: Archive, words: str) -> list[int]:
    return [one.message.id for one in archive.search(SearchQuery(words))]


def earlier(archive: Archive) -> list[str]:
    edited = kept(archive).edited
    return [] if edited is None else [one.text for one in edited.earlier]


def test_the_new_words_are_found_and_the_old_ones_remembered(archive: Archive) -> None:
    archive.write([MessagesKept(LOBBY, (SAID, message(2)))])
    archive.write([edit("the poppy", mention=True)])
    assert kept(archive) == replace(
        SAID,
        text="the poppy",
        formatted="\x02the poppy\x02",
        mention=True,
        edited=Edited(NOON + timedelta(seconds=60), "bob", (Earlier("teh sesame", SAID.time),)),
    )
    assert (found(archive, "sesame"), found(archive, "poppy")) == ([], [1])
    assert not archive.matches(LOBBY, "sesame", 10).found
    assert archive.matches(LOBBY, "poppy", 10).found
    [hit] = archive.search(SearchQuery("poppy"))
    assert hit.message.edited is not None


def test_the_newest_counts_in_whatever_order_they_come(archive: Archive) -> None:
    archive.write([MessagesKept(LOBBY, (SAID,)), edit("third", 90), edit("second", 70)])
    assert kept(archive).text == "third"
    archive.write([edit("third", 95), edit("fourth", 99)])
    assert (kept(archive).text, earlier(archive)) == ("fourth", ["teh sesame", "third"])


def test_who_edited_is_not_forgotten_for_a_copy_that_does_not_say_it(archive: Archive) -> None:
    archive.write([MessagesKept(LOBBY, (SAID,)), edit("x", by="eve"), edit("x", by="")])
    edited = kept(archive).edited
    assert edited is not None
    assert edited.by == "eve"


def test_of_many_texts_the_first_and_the_last_stay(archive: Archive) -> None:
    archive.write([MessagesKept(LOBBY, (SAID,))])
    archive.write([edit(f"text {number}", 60 + number) for number in range(MOST_EARLIER + 5)])
    texts = earlier(archive)
    assert len(texts) == MOST_EARLIER
    assert (texts[0], texts[-1]) == ("teh sesame", f"text {MOST_EARLIER + 3}")


def test_what_is_not_kept_or_deleted_is_not_edited(archive: Archive) -> None:
    archive.write([edit("nothing")])
    assert archive.older(LOBBY, None, 10) == ()
    archive.write([MessagesKept(LOBBY, (SAID,)), DeletionKept(LOBBY, "m1", Deletion("bob"))])
    archive.write([edit("back")])
    assert (kept(archive).text, kept(archive).edited) == ("", None)


def test_a_copy_told_again_renews_and_an_older_one_does_not(archive: Archive) -> None:
    archive.write([MessagesKept(LOBBY, (SAID,))])
    newer = replace(SAID, id=9, text="the end", formatted="", edited=Edited(NOON))
    archive.write([MessagesKept(LOBBY, (newer,))])
    assert (kept(archive).id, kept(archive).text) == (1, "the end")
    archive.write([MessagesKept(LOBBY, (replace(SAID, id=0),)), MessageUpdated(SAID)])
    assert (kept(archive).text, earlier(archive)) == ("the end", ["teh sesame"])
    assert found(archive, "end") == [1]
    archive.write([MessageUpdated(replace(kept(archive), account="bobs"))])
    assert (kept(archive).account, earlier(archive)) == ("bobs", ["teh sesame"])


def test_an_edited_one_is_kept_as_it_is(archive: Archive) -> None:
    said = replace(SAID, edited=Edited(NOON, "eve"))
    archive.write([MessagesKept(LOBBY, (said,))])
    assert kept(archive) == said


def test_what_it_said_before_it_came_is_kept_with_it(archive: Archive) -> None:
    said = replace(SAID, edited=Edited(NOON, "bob", (Earlier("the first", NOON),)))
    archive.write([MessagesKept(LOBBY, (said,))])
    assert kept(archive) == said


def test_an_answer_to_us_names_us_whatever_it_says(archive: Archive) -> None:
    ours = message(0, own=True, msgid="m0")
    said = replace(SAID, mention=True, reply_to="m0")
    archive.write([MessagesKept(LOBBY, (said,)), edit("x")])
    assert not kept(archive).mention
    archive.write([MessagesKept(LOBBY, (ours,)), edit("y", 70)])
    assert archive.older(LOBBY, None, 1)[0].mention
    own = replace(SAID, id=5, msgid="m5", own=True)
    archive.write([MessagesKept(LOBBY, (own,)), replace(edit("me", mention=True), msgid="m5")])
    assert not archive.older(LOBBY, None, 1)[0].mention


@pytest.mark.parametrize("how", ["delete", "conversation", "network", "everything", "prune"])
def test_the_earlier_texts_go_with_the_message(archive: Archive, path: Path, how: str) -> None:
    archive.write(
        [NetworkKept("net", REQUEST, "x"), MessagesKept(LOBBY, (SAID,)), edit("the poppy")]
    )
    if how == "delete":
        archive.write([DeletionKept(LOBBY, "m1", Deletion("bob"))])
    elif how == "conversation":
        archive.forget(LOBBY)
    elif how == "network":
        archive.write([NetworkForgotten("net")])
    elif how == "everything":
        archive.forget_everything()
    else:
        archive.limit(1)
    archive.close()
    for file in path.parent.iterdir():
        assert b"sesame" not in file.read_bytes()
        assert b"poppy" not in file.read_bytes()
    database = sqlite3.connect(path)
    assert database.execute("SELECT count(*) FROM earlier").fetchone() == (0,)
    database.close()


def test_they_follow_a_person_to_another_nick(archive: Archive) -> None:
    bob, rob = (ConversationKey("net", nick) for nick in ("bob", "rob"))
    archive.write([MessagesKept(rob, (SAID,)), replace(edit("x"), key=rob)])
    archive.write([ConversationKept(bob, False, True), ConversationMoved(bob, rob)])
    edited = kept(archive, rob).edited
    assert edited is not None
    assert [one.text for one in edited.earlier] == ["teh sesame"]
