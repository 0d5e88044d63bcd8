"""Answers, reactions, deletions and several lines between our clients over our server's core."""

from __future__ import annotations

import pytest

from chat.model.entities import ChatMessage, Deletion, DeliveryState, Reaction
from tests.model.test_session_with_core import Person, Room


@pytest.fixture
def room() -> Room:
    return Room()


def newest(person: Person, target: str = "#lobby") -> ChatMessage:
    return [one for one in person.client.messages(person.key(target)) if one.sender][-1]


def test_an_answer_points_at_what_it_answers_on_every_side(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.say("#lobby", "tea?")
    question = newest(bob)
    bob.client.replies.send(bob.key("#lobby"), "yes\nplease", question.id)
    room.settle()
    for person in (alice, bob):
        answer = newest(person)
        assert (answer.text, answer.reply_to) == ("yes\nplease", question.msgid)
        original = person.client.replies.original(person.key("#lobby"), answer.reply_to)
        assert original is not None
        assert original.text == "tea?"
    assert newest(alice).mention
    assert newest(bob).state is DeliveryState.SENT


def test_reactions_come_and_go_and_are_in_the_history(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.say("#lobby", "tea?")
    for person, text in ((bob, "👍"), (alice, "👍"), (bob, "☕"), (alice, "☕"), (alice, "☕")):
        room.network.clock.advance(1)
        person.client.reactions.react(person.key("#lobby"), newest(person).id, text)
        room.settle()
    assert newest(alice).reactions == (
        Reaction("👍", ("alice", "bob"), own=True),
        Reaction("☕", ("bob",)),
    )
    carol = room.enter("carol")
    room.settle()
    assert newest(carol).text == "tea?"
    assert newest(carol).reactions == (Reaction("👍", ("bob", "alice")), Reaction("☕", ("bob",)))


def test_a_deletion_takes_the_words_away_everywhere(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    bob.say("#lobby", "the password is sesame\nand more")
    message = newest(bob)
    assert bob.client.redaction.obstacle(bob.key("#lobby"), message.id) == ""
    assert "bob" in bob.client.details.raw_line(bob.key("#lobby"), message.id)
    bob.client.redaction.delete(bob.key("#lobby"), message.id, "wrong window")
    room.settle()
    for person in (alice, bob):
        stub = newest(person)
        assert (stub.text, stub.deleted) == ("", Deletion("bob", "wrong window"))
    carol = room.enter("carol")
    room.settle()
    assert "sesame" not in str(carol.client.messages(carol.key("#lobby")))


def test_an_operator_deletes_what_others_said_and_others_do_not(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    bob.say("#lobby", "spam")
    alice.say("#lobby", "no spam here")
    assert "operators" in bob.client.redaction.obstacle(bob.key("#lobby"), newest(bob).id)
    said = alice.client.messages(alice.key("#lobby"))
    spam = next(one for one in said if one.text == "spam")
    alice.client.redaction.delete(alice.key("#lobby"), spam.id)
    room.settle()
    texts = [one.text for one in bob.client.messages(bob.key("#lobby")) if one.sender]
    assert texts == ["", "no spam here"]


def test_a_deleted_message_of_long_ago_says_so_in_words(room: Room) -> None:
    alice = room.enter("alice")
    alice.say("#lobby", "hello")
    message = newest(alice)
    assert alice.transport is not None
    alice.transport.peer.send(f"REDACT #lobby {message.msgid}")
    alice.client.redaction.delete(alice.key("#lobby"), message.id)  # not known to be gone yet
    room.settle()
    [error] = [
        one.text for one in alice.client.messages(alice.key("#lobby")) if "Not deleted" in one.text
    ]
    assert "does not have this message" in error


def test_several_lines_come_as_one_also_from_the_history(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.say("#lobby", "one\n\n  three \x02bold\x02")
    assert alice.client.multiline.parts(alice.key("#lobby"), "a\nb") == 1
    carol = room.enter("carol")
    room.settle()
    for person in (alice, bob, carol):
        message = newest(person)
        assert (message.text, message.formatted) == (
            "one\n\n  three bold",
            "one\n\n  three \x02bold\x02",
        )
        assert message.msgid == newest(alice).msgid


def test_a_tag_that_nobody_knows_changes_nothing(room: Room) -> None:
    """Other programs have their own ways to edit: what is no EDIT is a message as any."""
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.say("#lobby", "teh end")
    assert bob.transport is not None
    bob.transport.peer.send(f"@+draft/edit={newest(bob).msgid} PRIVMSG #lobby :the end")
    room.settle()
    assert alice.lines("#lobby") == [("alice", "teh end"), ("bob", "the end")]


def test_the_parts_of_a_huge_text_are_not_counted_one_by_one(room: Room) -> None:
    alice = room.enter("alice")
    parts = alice.client.multiline.parts
    assert parts(alice.key("#lobby"), "x" * 1_000_000) > 1_000
    assert parts(alice.key("#nowhere"), "x") == 0
