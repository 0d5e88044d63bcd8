"""Messages edited between our clients, over our server's core and with the local store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chat.model.entities import ChatMessage, ConversationKey, Deletion, MessageKind
from chat.model.events import EditRefused, MentionAdded, Registered
from chat.model.store.records import SearchQuery
from tests.fakes.fake_secrets import FakeSecrets
from tests.model.test_accounts_with_core import HOST, PORT, SESAME, people
from tests.model.test_accounts_with_core import Person as AccountPerson
from tests.model.test_marks_with_core import newest
from tests.model.test_session_with_core import Person, Room

HOUR = 3600


@pytest.fixture
def room() -> Room:
    return Room()


def edit(person: Person, text: str, target: str = "#lobby") -> str:
    """Edit the newest message, and let everybody hear of it."""
    person.room.network.clock.advance(60)
    key = person.key(target)
    why = person.client.editing.edit(key, newest(person, target).id, text)
    person.room.settle()
    return why


def earlier(message: ChatMessage) -> list[str]:
    return [one.text for one in message.edited.earlier] if message.edited else []


def test_the_new_text_is_there_for_everybody_and_for_who_comes_later(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.say("#lobby", "teh \x02end\x02")
    said = newest(bob)
    assert bob.client.editing.obstacle(bob.key("#lobby"), said.id)
    assert alice.client.editing.obstacle(alice.key("#lobby"), newest(alice).id) == ""
    assert edit(alice, "the \x02end\x02; so, bob") == ""
    for person in (alice, bob):
        message = newest(person)
        assert (message.text, message.msgid) == ("the end; so, bob", said.msgid)
        assert message.formatted == "the \x02end\x02; so, bob"
        assert earlier(message) == ["teh end"]
        assert message.edited is not None
        assert message.edited.by == "alice"
    assert newest(bob).mention
    assert bob.heard(MentionAdded)
    carol = room.enter("carol")
    room.settle()
    late = newest(carol)
    assert (late.text, late.time) == ("the end; so, bob", said.time)
    assert late.edited is not None
    assert late.edited.time == newest(bob).edited.time  # type: ignore[union-attr]


def test_several_lines_and_actions(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.say("#lobby", "one")
    assert edit(alice, "one\n\n  three") == ""
    assert newest(bob).text == "one\n\n  three"
    alice.client.send_action(alice.key("#lobby"), "wavse")
    room.settle()
    assert edit(alice, "waves") == ""
    for person in (alice, bob):
        assert (newest(person).kind, newest(person).text) == (MessageKind.ACTION, "waves")
    longest = alice.client.editing.room(alice.key("#lobby"), newest(alice).id, "")
    assert longest > 300
    alice.say("#lobby", "short")
    longest = alice.client.editing.room(alice.key("#lobby"), newest(alice).id, "x") + 1
    assert edit(alice, "x" * longest) == ""
    assert newest(bob).text == "x" * longest
    assert "too long" in edit(alice, "x" * (longest + 1))


def test_in_a_talk_of_two(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.client.open_conversation(alice.network, "bob")
    alice.say("bob", "pst")
    assert edit(alice, "psst", "bob") == ""
    assert newest(bob, "alice").text == newest(alice, "bob").text == "psst"


def test_what_is_too_old_is_refused_and_the_text_given_back(room: Room) -> None:
    alice = room.enter("alice")
    alice.say("#lobby", "teh end")
    room.network.clock.advance(25 * HOUR)
    assert edit(alice, "the end") == ""
    assert newest(alice).text == "teh end"
    last = alice.client.messages(alice.key("#lobby"))[-1]
    assert last.text == "Not edited: here messages can be edited for 24 hours."
    [refused] = [event for event in alice.events if isinstance(event, EditRefused)]
    assert refused.text == "the end"


def test_who_may_not_speak_is_told_in_the_servers_words(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    bob.say("#lobby", "teh end")
    alice.client.change_mode(alice.key("#lobby"), "+m")
    room.settle()
    assert edit(bob, "the end") == ""
    last = bob.client.messages(bob.key("#lobby"))[-1]
    assert last.text.startswith("Not edited: the server does not let you (You cannot speak there")


def test_a_deletion_takes_the_earlier_texts_away(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.say("#lobby", "the password is sesame")
    edit(alice, "never mind")
    alice.client.redaction.delete(alice.key("#lobby"), newest(alice).id)
    room.settle()
    for person in (alice, bob):
        assert (newest(person).deleted, newest(person).edited) == (Deletion("alice"), None)
        assert "sesame" not in str(person.client.messages(person.key("#lobby")))


def test_who_was_away_sees_the_edits_of_what_was_there_before(room: Room) -> None:
    alice, bob = room.enter("alice"), room.enter("bob")
    alice.say("#lobby", "teh end")
    room.network.clock.advance(60)
    assert bob.transport is not None
    bob.client.disconnect(bob.network)
    room.settle()
    edit(alice, "the end")
    alice.say("#lobby", "and more")
    edit(alice, "and nothing more")
    bob.client.reconnect(bob.network)
    room.settle()
    texts = [one.text for one in bob.client.messages(bob.key("#lobby")) if one.sender]
    assert texts == ["the end", "and nothing more"]
    first = next(one for one in bob.client.messages(bob.key("#lobby")) if one.sender)
    assert earlier(first) == ["teh end"]


def said(person: AccountPerson) -> list[ChatMessage]:
    key = ConversationKey(person.network, "#lobby")
    return [one for one in person.client.messages(key) if one.sender]


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[AccountPerson]:
    """Somebody with an account and a local store, who has said two things."""
    network, person = people(tmp_path, FakeSecrets())
    network.add_account("ann", SESAME)
    person.client.accounts.use(HOST, PORT, "ann", SESAME)
    person.connect()
    person.settle(Registered)
    for text in ("teh end", "and more"):
        network.clock.advance(60)
        person.client.send_message(ConversationKey(person.network, "#lobby"), text)
        person.settle()
    network.clock.advance(60)
    yield person
    person.client.close()


def ask(ann: AccountPerson, text: str) -> None:
    """The first thing is to be said otherwise."""
    key = ConversationKey(ann.network, "#lobby")
    assert ann.client.editing.edit(key, said(ann)[0].id, text) == ""


def come_back(ann: AccountPerson) -> None:
    ann.transports[-1].peer.drop()
    ann.client.disconnect(ann.network)
    ann.settle()
    ann.events.clear()
    ann.client.reconnect(ann.network)
    ann.settle(Registered)


def edits_of(ann: AccountPerson) -> int:
    return sum(" EDIT " in line for transport in ann.transports for line in transport.sent)


@pytest.mark.parametrize("arrived", [False, True])
def test_an_edit_whose_echo_the_connection_lost_is_made_once(
    ann: AccountPerson, arrived: bool
) -> None:
    transport = ann.transports[-1]
    if not arrived:
        transport.peer.drop()
    ask(ann, "the end")
    transport.peer.read_bytes()  # the echo is read by nobody
    come_back(ann)
    assert said(ann)[0].text == "the end"
    edited = said(ann)[0].edited
    assert edited is not None
    assert [one.text for one in edited.earlier] == ["teh end"]
    assert edits_of(ann) == (1 if arrived else 2)
    come_back(ann)
    assert edits_of(ann) == (1 if arrived else 2)


def test_the_next_run_has_the_new_text_and_the_one_before(ann: AccountPerson) -> None:
    ask(ann, "the finale")
    ann.settle()
    ann.client.close()
    ann.start()
    ann.client.pump()
    [first, _second] = said(ann)
    assert first.text == "the finale"
    assert first.edited is not None
    assert [one.text for one in first.edited.earlier] == ["teh end"]
    found = ann.store.archive.search(SearchQuery("finale"))
    assert [one.message.id for one in found] == [first.id]
    assert ann.store.archive.search(SearchQuery("teh")) == ()


def test_answers_to_a_message_that_is_not_here_are_quoted_anew(room: Room) -> None:
    """What was looked up in the local store follows its edits."""
    alice = room.enter("alice")
    alice.say("#lobby", "teh end")
    message = newest(alice)
    edit(alice, "the end")
    original = alice.client.replies.original(alice.key("#lobby"), message.msgid)
    assert original is not None
    assert original.text == "the end"


def test_of_what_is_gone_nothing_can_be_asked(room: Room) -> None:
    alice = room.enter("alice")
    editing, key = alice.client.editing, alice.key("#lobby")
    assert editing.edit(key, 99_999, "x") == "This message is not here any more."
    assert editing.problem(key, 99_999, "x") == "This message is not here any more."
    assert editing.room(key, 99_999, "x") == 0
