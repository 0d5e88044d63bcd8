"""Messages taken back: a stub stays, the words go; who may, and what the server says if not."""

from __future__ import annotations

import pytest

from chat.model.entities import Deletion, MessageKind
from chat.model.events import MessageChanged, MessageDeleted
from chat.model.session import reactions, redaction, replies
from tests.model.session_rig import ALL_CAPS, Rig

CAPS = f"{ALL_CAPS} draft/message-redaction"


@pytest.fixture
def rig() -> Rig:
    rig = Rig().register(CAPS)
    rig.join()
    rig.feed(
        "@msgid=m1 :bob!b@h PRIVMSG #lobby :the \x02secret\x02 of alice",
        "@+draft/reply=m1;+draft/react=x :carol!c@h TAGMSG #lobby",
    )
    rig.events.clear()
    return rig


def test_a_deleted_message_leaves_a_stub(rig: Rig) -> None:
    before = rig.last("#lobby")
    assert "secret" in rig.session.lines.text(before.id)
    rig.feed(":bob!b@h REDACT #lobby m1 :\x02wrong\x02 channel")
    stub = rig.last("#lobby")
    assert (stub.id, stub.text, stub.formatted, stub.reactions) == (before.id, "", "", ())
    assert stub.deleted == Deletion("bob", "wrong channel")
    assert not rig.session.lines.text(before.id)
    deleted, changed = rig.events
    assert isinstance(deleted, MessageDeleted)
    assert isinstance(changed, MessageChanged)
    rig.events.clear()
    rig.feed(":dave!d@h REDACT #lobby m1", "@+draft/reply=m1;+draft/react=y :eve!e@h TAGMSG #lobby")
    assert not rig.events
    for obstacle in (replies.obstacle, reactions.obstacle):
        assert obstacle(rig.session, stub) == replies.GONE


def test_one_that_is_not_here_is_told_to_the_store_all_the_same(rig: Rig) -> None:
    rig.feed(":bob!b@h REDACT #lobby m0")
    [event] = rig.take(MessageDeleted)
    assert (event.msgid, event.deletion) == ("m0", Deletion("bob"))
    rig.feed(":bob!b@h REDACT #closed m0", ":bob!b@h REDACT #lobby :")
    assert not rig.events


def test_in_a_talk_with_one_person(rig: Rig) -> None:
    rig.feed("@msgid=p1 :bob!b@h PRIVMSG alice :psst", ":bob!b@h REDACT alice p1")
    assert rig.last("bob").deleted == Deletion("bob")
    rig.feed("@msgid=p2 :alice!a@h PRIVMSG bob :yes?", ":alice!a@h REDACT bob p2 :no")
    assert rig.last("bob").deleted == Deletion("alice", "no")


@pytest.mark.parametrize(
    ("names", "sender", "may"),
    [("alice bob", "alice", True), ("alice bob", "bob", False), ("@alice bob", "bob", True)],
)
def test_own_ones_and_as_an_operator_those_of_others(names: str, sender: str, may: bool) -> None:
    rig = Rig().register(CAPS)
    lobby = rig.join(names=names)
    rig.feed(f"@msgid=m1 :{sender}!x@h PRIVMSG #lobby :hello")
    message = lobby.messages[-1]
    assert (redaction.obstacle(rig.session, lobby, message) == "") is may
    redaction.delete(rig.session, lobby, message, "said  by\nmistake")
    assert rig.sent() == (["REDACT #lobby m1 :said by mistake"] if may else [])


def test_why_one_cannot() -> None:
    rig = Rig().register(ALL_CAPS)
    lobby = rig.join(names="@alice")
    rig.feed("@msgid=m1 :alice!x@h PRIVMSG #lobby :hello", ":alice!x@h PRIVMSG #lobby :no id")
    named, unnamed = [one for one in lobby.messages if one.sender]

    def why(message: object) -> str:
        return redaction.obstacle(rig.session, lobby, message)  # type: ignore[arg-type]

    assert "no id" in why(unnamed)
    assert "deletes no messages" in why(named)
    rig.session.prepare(rig.request)
    assert "no connection" in why(named)
    redaction.delete(rig.session, lobby, named)
    assert not rig.sent()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("REDACT_FORBIDDEN", "only who said it"),
        ("REDACT_WINDOW_EXPIRED", "too long ago"),
        ("UNKNOWN_MSGID", "not have this message"),
        ("INVALID_TARGET", "Join the channel"),
        ("SOMETHING_NEW", "the server's own words"),
    ],
)
def test_refusals_are_sentences_where_it_was_asked(rig: Rig, code: str, words: str) -> None:
    rig.feed(f":s.example FAIL REDACT {code} #lobby m1 :the server's own words")
    error = rig.last("#lobby")
    assert error.kind is MessageKind.ERROR
    assert words in error.text
