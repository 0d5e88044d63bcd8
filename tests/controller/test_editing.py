"""Editing own messages: in the entry, with nothing lost that was typed, whatever comes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from chat.controller.rows import details_text, message_row
from chat.model.entities import (
    ChatMessage,
    ConversationKey,
    Deletion,
    Earlier,
    Edit,
    Edited,
    MessageKind,
)
from chat.model.events import (
    EditRefused,
    MatchesFound,
    MentionAdded,
    MessageChanged,
    MessageDeleted,
    MessageEdited,
)
from chat.view.ports.marks import Quote
from tests.controller.harness import Chat
from tests.fakes.fake_model import NOON


@pytest.fixture
def lobby(chat: Chat) -> ConversationKey:
    return chat.join()


def say(chat: Chat, key: ConversationKey, text: str = "helo", **more: object) -> ChatMessage:
    """Something of ours that has arrived."""
    said = chat.model.message(text, sender="ann", own=True)
    message = replace(said, **{"msgid": f"m{said.id}", **more})
    chat.model.add(key, message)
    chat.model.end_turn()
    return message


def begin(chat: Chat, message: ChatMessage) -> None:
    chat.controller.editing.on_edit(str(message.id))


def asked(chat: Chat) -> list[tuple[object, ...]]:
    return chat.model.called("editing.edit")


def delete(chat: Chat, key: ConversationKey, message: ChatMessage) -> None:
    deletion = Deletion("eve")
    chat.model.publish(
        MessageDeleted(key, message.msgid, deletion),
        MessageChanged(key, replace(message, text="", deleted=deletion)),
    )
    chat.model.end_turn()


# In the entry


def test_a_message_is_edited_in_the_entry_and_the_draft_comes_back(
    chat: Chat, lobby: ConversationKey
) -> None:
    message = say(chat, lobby, "helo", formatted="\x02helo\x02")
    chat.view.entry = "something begun"
    begin(chat, message)
    assert chat.view.entry == "\x02helo\x02"
    assert chat.view.editing.shown == ("helo", "")
    assert chat.view.calls[-1] == "focus_entry"
    chat.send("\x02hello\x02")
    assert asked(chat) == [(lobby, message.id, "\x02hello\x02")]
    assert (chat.view.entry, chat.view.editing.shown) == ("something begun", None)
    assert not chat.model.called("send_message")


def test_the_last_own_message_is_found_by_a_key(chat: Chat, lobby: ConversationKey) -> None:
    first = say(chat, lobby, "one")
    say(chat, lobby, "", deleted=Deletion("ann"))
    say(chat, lobby, "you joined", kind=MessageKind.EVENT)
    chat.model.receive(lobby, "two")
    chat.controller.editing.on_edit_last()
    chat.send("first")
    assert asked(chat) == [(lobby, first.id, "first")]


def test_where_nothing_was_said_it_says_so(chat: Chat, lobby: ConversationKey) -> None:
    editing = chat.controller.editing
    assert editing.obstacle_to_last() == "You have said nothing here yet."
    editing.on_edit_last()
    assert chat.view.bar is not None
    assert chat.view.bar.text == "You have said nothing here yet."


def test_what_is_in_the_way_is_told(chat: Chat, lobby: ConversationKey) -> None:
    message = say(chat, lobby)
    chat.model.editing.obstacles[message.id] = "No edits here."
    editing = chat.controller.editing
    assert editing.obstacle(str(message.id)) == "No edits here."
    assert editing.obstacle_to_last() == "No edits here."
    begin(chat, message)
    assert chat.view.bar is not None
    assert chat.view.bar.text == "No edits here."
    assert chat.view.editing.shown is None


def test_what_is_unchanged_is_not_sent(chat: Chat, lobby: ConversationKey) -> None:
    begin(chat, say(chat, lobby))
    chat.send("helo")
    assert not asked(chat)
    assert (chat.view.entry, chat.view.editing.shown) == ("", None)


def test_escape_leaves_it_and_what_was_typed_can_be_recalled(
    chat: Chat, lobby: ConversationKey
) -> None:
    chat.view.entry = "a draft"
    begin(chat, say(chat, lobby))
    chat.view.entry = "hello there"
    chat.controller.editing.on_cancel_edit()
    assert (chat.view.entry, chat.view.editing.shown) == ("a draft", None)
    chat.controller.on_recall(-1)
    assert chat.view.entry == "hello there"
    chat.controller.on_recall(1)
    assert chat.view.entry == "a draft"
    chat.controller.editing.on_cancel_edit()
    assert chat.view.entry == "a draft"


def test_another_message_takes_its_place_and_the_draft_waits_on(
    chat: Chat, lobby: ConversationKey
) -> None:
    one, two = say(chat, lobby, "one"), say(chat, lobby, "two")
    chat.view.entry = "a draft"
    begin(chat, one)
    chat.view.entry = "oen"
    begin(chat, one)
    assert chat.view.entry == "oen"
    begin(chat, two)
    chat.send("2")
    assert asked(chat) == [(lobby, two.id, "2")]
    assert chat.view.entry == "a draft"


def test_what_looks_like_a_command_is_none(chat: Chat, lobby: ConversationKey) -> None:
    begin(chat, say(chat, lobby, "/join is a command"))
    assert chat.view.entry == "//join is a command"
    chat.send("/join #secret")
    assert chat.view.editing.shown is not None
    assert "begin its text with //" in chat.view.editing.shown[1]
    assert chat.view.entry == "/join #secret"
    chat.send("//join was a command")
    assert asked(chat)[0][2] == "/join was a command"
    assert not chat.model.called("join_channel")


@pytest.mark.parametrize("typed", ["", "\x02 \x02"])
def test_an_emptied_one_may_be_deleted(chat: Chat, lobby: ConversationKey, typed: str) -> None:
    message = say(chat, lobby)
    begin(chat, message)
    chat.view.entry = typed
    if typed:
        chat.controller.on_send(typed)
    else:
        assert chat.controller.editing.on_emptied()
    [(question, answer)] = chat.view.lines_asked
    assert "helo" in question
    assert not asked(chat)
    answer("")
    assert chat.model.called("redaction.delete") == [(lobby, message.id, "")]
    delete(chat, lobby, message)
    assert (chat.view.entry, chat.view.editing.shown) == ("", None)
    assert "gone" not in str(chat.model.texts(lobby))


def test_where_nothing_can_be_deleted_it_stays(chat: Chat, lobby: ConversationKey) -> None:
    message = say(chat, lobby)
    assert not chat.controller.editing.on_emptied()
    chat.model.redaction.obstacles[message.id] = "No."
    begin(chat, message)
    chat.view.entry = ""
    assert chat.controller.editing.on_emptied()
    assert chat.view.editing.shown is not None
    assert "type a text" in chat.view.editing.shown[1]
    assert not chat.view.lines_asked


def test_what_cannot_be_sent_waits_in_the_entry(chat: Chat, lobby: ConversationKey) -> None:
    begin(chat, say(chat, lobby))
    chat.model.editing.refuses = "There is no connection."
    chat.send("hello")
    assert (chat.view.entry, chat.view.editing.shown) == (
        "hello",
        ("helo", "There is no connection."),
    )
    chat.controller.on_typed("hello!")
    assert chat.view.editing.shown == ("helo", "")
    chat.send("hello!")
    assert chat.view.editing.shown == ("helo", "There is no connection.")
    chat.model.register(lobby.network)
    assert chat.view.editing.shown == ("helo", "")
    assert chat.view.entry == "hello!"
    chat.model.editing.refuses = ""
    chat.send("hello!")
    assert chat.view.editing.shown is None
    assert [call[2] for call in asked(chat)] == ["hello", "hello!", "hello!"]


def test_the_room_that_is_left_is_told_while_one_types(chat: Chat, lobby: ConversationKey) -> None:
    begin(chat, say(chat, lobby))
    chat.controller.on_typed("x" * 3_990)
    assert chat.view.room == ("10 bytes left", False)
    chat.controller.on_typed("x" * 600)  # more than a line, and no matter for an edit
    assert chat.view.room == ("", False)
    chat.model.editing.problems["long"] = "Too long."
    chat.controller.on_typed("long")
    assert chat.view.room == ("Too long.", True)
    chat.controller.on_typed("/joi")
    assert not chat.view.hints
    chat.controller.editing.on_cancel_edit()
    chat.controller.on_typed("/joi")
    assert chat.view.hints


# Among other things


def test_each_conversation_has_its_own(chat: Chat, lobby: ConversationKey) -> None:
    message = say(chat, lobby)
    chat.view.entry = "a draft"
    begin(chat, message)
    chat.view.entry = "hello th"
    bob = chat.model.open(lobby.network, "bob")
    chat.model.end_turn()
    chat.select("bob")
    assert (chat.view.entry, chat.view.editing.shown) == ("", None)
    assert chat.model.drafts.of(lobby) == "a draft"
    psst = say(chat, bob, "pst")
    begin(chat, psst)
    rob = chat.model.rename(bob, "rob")
    chat.model.end_turn()
    chat.select("#lobby")
    assert (chat.view.entry, chat.view.editing.shown) == ("hello th", ("helo", ""))
    chat.send("hello there")
    assert chat.view.entry == "a draft"
    chat.select("rob")
    chat.send("psst")
    assert asked(chat) == [(lobby, message.id, "hello there"), (rob, psst.id, "psst")]


@pytest.mark.parametrize(
    ("draft", "typed", "kept"),
    [
        ("a draft", "half an edit", "a draft"),
        ("", "half an edit", "half an edit"),
        ("", "helo", ""),  # what the message says already
    ],
)
def test_however_the_program_ends_what_was_typed_is_kept(
    chat: Chat, lobby: ConversationKey, draft: str, typed: str, kept: str
) -> None:
    chat.view.entry = draft
    begin(chat, say(chat, lobby))
    chat.view.entry = typed
    chat.controller.on_typed(typed)
    while chat.view.scheduled:
        chat.view.run_scheduled()
    assert chat.model.drafts.of(lobby) == kept
    chat.send("hello")
    assert chat.model.drafts.of(lobby) == draft


def test_a_closed_conversation_forgets_it(chat: Chat, lobby: ConversationKey) -> None:
    begin(chat, say(chat, lobby))
    chat.model.close_quietly(lobby)
    chat.model.end_turn()
    assert chat.view.editing.shown is None
    chat.model.open(lobby.network, "#lobby")
    chat.model.end_turn()
    chat.select("#lobby")
    assert chat.view.editing.shown is None


def test_an_answer_waits_while_one_edits_and_ends_the_edit_when_begun(
    chat: Chat, lobby: ConversationKey
) -> None:
    theirs = chat.model.receive(lobby, "tea?")
    ours = say(chat, lobby)
    marks = chat.controller.marks
    marks.on_reply(str(theirs.id))
    begin(chat, ours)
    assert chat.view.marks.answered is None
    chat.send("hello")
    assert not chat.model.called("replies.send")
    assert chat.view.marks.answered == Quote("tea?", "bob")
    begin(chat, ours)
    chat.view.entry = "hello!"
    marks.on_reply(str(theirs.id))
    assert (chat.view.entry, chat.view.editing.shown) == ("", None)
    chat.controller.on_recall(-1)
    assert chat.view.entry == "hello!"


def test_with_nothing_shown_nothing_happens(chat: Chat) -> None:
    chat.start()
    editing = chat.controller.editing
    editing.on_edit("1")
    editing.on_cancel_edit()
    editing.show_conversation()
    assert (editing.obstacle("1"), editing.on_emptied(), editing.room("x")) == ("", False, None)


# What comes of it


@pytest.mark.parametrize("draft", ["", "a draft"])
def test_one_that_is_deleted_meanwhile_leaves_what_was_typed(
    chat: Chat, lobby: ConversationKey, draft: str
) -> None:
    message = say(chat, lobby)
    chat.view.entry = draft
    begin(chat, message)
    chat.view.entry = "hello there"
    delete(chat, lobby, message)
    assert (chat.view.entry, chat.view.editing.shown) == ("hello there", None)
    assert "is a new message now" in chat.model.texts(lobby)[-1]
    assert chat.model.drafts.of(lobby) == "hello there"
    chat.controller.on_recall(-1)
    assert chat.view.entry == (draft or "hello there")


def test_deleted_before_anything_was_typed_only_the_draft_comes_back(
    chat: Chat, lobby: ConversationKey
) -> None:
    message, other = say(chat, lobby), say(chat, lobby, "other")
    chat.view.entry = "a draft"
    begin(chat, message)
    delete(chat, lobby, other)
    assert chat.view.editing.shown is not None
    delete(chat, lobby, message)
    assert (chat.view.entry, chat.view.editing.shown) == ("a draft", None)


def test_deleted_while_another_conversation_is_shown(chat: Chat, lobby: ConversationKey) -> None:
    message = say(chat, lobby)
    begin(chat, message)
    chat.view.entry = "hello"
    chat.model.open(lobby.network, "bob")
    chat.model.end_turn()
    chat.select("bob")
    delete(chat, lobby, message)
    assert chat.view.entry == ""
    chat.select("#lobby")
    assert (chat.view.entry, chat.view.editing.shown) == ("hello", None)


def test_forgetting_what_was_said_ends_it(chat: Chat, lobby: ConversationKey) -> None:
    begin(chat, say(chat, lobby))
    chat.model.forget_conversation(lobby)
    assert chat.view.editing.shown is None


def test_an_edit_from_elsewhere_is_seen_in_the_bar(chat: Chat, lobby: ConversationKey) -> None:
    message = say(chat, lobby)
    begin(chat, message)
    chat.model.publish(MessageChanged(lobby, replace(message, text="hello")))
    assert chat.view.editing.shown == ("hello", "")


def refuse(chat: Chat, key: ConversationKey, message: ChatMessage, text: str = "hello") -> None:
    chat.model.publish(EditRefused(key, message, text))
    chat.model.end_turn()


def test_what_the_server_refuses_is_in_the_entry_again(chat: Chat, lobby: ConversationKey) -> None:
    message = say(chat, lobby)
    begin(chat, message)
    chat.send("hello")
    refuse(chat, lobby, message)
    assert (chat.view.entry, chat.view.editing.shown) == ("hello", ("helo", ""))
    chat.send("helo")  # which it says already
    assert chat.view.editing.shown is None
    assert len(asked(chat)) == 1


def test_who_types_already_is_not_disturbed_by_it(chat: Chat, lobby: ConversationKey) -> None:
    message = say(chat, lobby)
    chat.view.entry = "something else"
    refuse(chat, lobby, message)
    assert (chat.view.entry, chat.view.editing.shown) == ("something else", None)
    assert "Press Up" in chat.model.texts(lobby)[-1]
    chat.controller.on_recall(-1)
    assert chat.view.entry == "hello"


def test_refused_while_another_conversation_is_shown(chat: Chat, lobby: ConversationKey) -> None:
    message = say(chat, lobby)
    chat.model.open(lobby.network, "bob")
    chat.model.end_turn()
    chat.select("bob")
    refuse(chat, lobby, message)
    assert chat.view.editing.shown is None
    chat.select("#lobby")
    assert (chat.view.entry, chat.view.editing.shown) == ("hello", ("helo", ""))
    refuse(chat, lobby, message, "hullo")
    assert chat.view.entry == "hello"


# What is shown


def test_an_edited_message_says_so_apart_from_its_text(chat: Chat, lobby: ConversationKey) -> None:
    message = chat.model.message("the end", sender="bob")
    row = message_row(replace(message, edited=Edited(message.time + timedelta(minutes=2))))
    local = (message.time + timedelta(minutes=2)).astimezone()
    assert (row.text, row.edited) == ("the end", f"edited {local:%H:%M}")
    later = replace(message, edited=Edited(message.time + timedelta(days=3)))
    assert "March 2026" in message_row(later).edited
    assert message_row(message).edited == ""


def test_details_tell_what_it_said_before(chat: Chat) -> None:
    message = replace(
        chat.model.message("the end", sender="bob"),
        edited=Edited(NOON, "bob", (Earlier("teh end", NOON), Earlier("the edn", NOON))),
    )
    text = details_text(message)
    assert "What it said before:" in text
    assert text.index("teh end") < text.index("the edn")
    assert "Edited: " in text
    assert ", by" not in text
    by_another = replace(message, edited=Edited(NOON, "eve"))
    assert ", by eve" in details_text(by_another)
    assert "before" not in details_text(by_another)


def test_answers_quote_the_new_text(chat: Chat, lobby: ConversationKey) -> None:
    question = chat.model.add(lobby, chat.model.message("tea or cofee?", msgid="m1"))
    chat.model.add(lobby, replace(chat.model.message("yes"), reply_to="m1"))
    chat.model.end_turn()
    changed = replace(question, text="tea or coffee?", edited=Edited(NOON))
    chat.model.kept[lobby][chat.model.kept[lobby].index(question)] = changed
    chat.model.publish(
        MessageEdited(lobby, "m1", Edit("tea or coffee?", NOON)), MessageChanged(lobby, changed)
    )
    chat.model.end_turn()
    assert chat.view.messages[0].text == "tea or coffee?"
    assert chat.view.messages[1].quote == Quote("tea or coffee?", "bob")


def test_matches_are_counted_again(chat: Chat, lobby: ConversationKey) -> None:
    finding = chat.controller.finding
    finding.on_open()
    finding.on_typed("tea")
    while chat.view.scheduled:
        chat.view.run_scheduled()
    chat.model.publish(MatchesFound(lobby, "tea", (1, 2), False))
    before = len(chat.model.finding.asked)
    chat.model.publish(MessageEdited(lobby, "m1", Edit("coffee", NOON)))
    chat.model.publish(MessageEdited(lobby, "m2", Edit("coffee", NOON)))
    while chat.view.scheduled:
        chat.view.run_scheduled()
    assert len(chat.model.finding.asked) == before + 1


def test_only_a_new_mention_is_told_of(chat: Chat, lobby: ConversationKey) -> None:
    chat.view.notices.watched = False
    old = chat.now - timedelta(days=1)
    message = replace(chat.model.message("ann?", mention=True), time=old)
    told = chat.model.notices.desktop.shown
    chat.model.publish(MessageEdited(lobby, "m1", Edit("tea", chat.now)))
    chat.model.end_turn()
    assert not told
    chat.model.publish(MentionAdded(lobby, message, old))  # played back from the past
    chat.model.end_turn()
    assert not told
    chat.model.publish(MentionAdded(lobby, message, chat.now))
    chat.model.end_turn()
    assert len(told) == 1
