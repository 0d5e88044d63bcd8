"""Answers, reactions and deletions: what the person does, and what the window shows of them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chat.controller.quoting import MOST_NAMED, MOST_QUOTED
from chat.controller.rows import details_text, message_row
from chat.model.entities import ChatMessage, ConversationKey, Deletion, Place, Reaction
from chat.model.events import MessageChanged, OriginalFound
from chat.view.ports.marks import Chip, Obstacles, Quote
from tests.controller.harness import Chat


@pytest.fixture
def lobby(chat: Chat) -> ConversationKey:
    return chat.join()


def hear(chat: Chat, key: ConversationKey, text: str, **more: object) -> ChatMessage:
    message = replace(chat.model.message(text), **more)
    chat.model.add(key, message)
    chat.model.end_turn()
    return message


def change(chat: Chat, key: ConversationKey, message: ChatMessage) -> None:
    kept = chat.model.kept[key]
    kept[[one.id for one in kept].index(message.id)] = message
    chat.model.publish(MessageChanged(key, message))
    chat.model.end_turn()


# Answers


def test_what_is_typed_next_answers_the_message(chat: Chat, lobby: ConversationKey) -> None:
    message = hear(chat, lobby, "tea\nor ||coffee||?")
    chat.controller.marks.on_reply(str(message.id))
    assert chat.view.marks.answered == Quote("tea or ▒▒▒▒▒▒?", "bob")
    assert chat.view.calls[-1] == "focus_entry"
    chat.send("tea")
    chat.send("with milk")
    assert chat.model.called("replies.send") == [(lobby, "tea", message.id)]
    assert chat.model.called("send_message") == [(lobby, "with milk")]
    assert chat.view.marks.answered is None


def test_it_can_be_thought_better_of(chat: Chat, lobby: ConversationKey) -> None:
    message = hear(chat, lobby, "tea?")
    chat.controller.marks.on_reply(str(message.id))
    chat.controller.marks.on_cancel_reply()
    assert chat.view.marks.answered is None
    chat.send("hello")
    assert not chat.model.called("replies.send")


def test_a_command_answers_nothing_and_leaves_the_answer_waiting(
    chat: Chat, lobby: ConversationKey
) -> None:
    chat.controller.marks.on_reply(str(hear(chat, lobby, "tea?").id))
    chat.send("/away")
    assert chat.view.marks.answered is not None


def test_each_conversation_has_its_own(chat: Chat, lobby: ConversationKey) -> None:
    message = hear(chat, lobby, "tea?")
    chat.controller.marks.on_reply(str(message.id))
    bob = chat.model.open(lobby.network, "bob")
    chat.model.end_turn()
    chat.select("bob")
    assert chat.view.marks.answered is None
    psst = hear(chat, bob, "psst")
    chat.controller.marks.on_reply(str(psst.id))
    rob = chat.model.rename(bob, "rob")
    chat.model.end_turn()
    chat.select("rob")
    chat.send("yes?")
    assert chat.model.called("replies.send") == [(rob, "yes?", psst.id)]
    chat.select("#lobby")
    assert chat.view.marks.answered == Quote("tea?", "bob")
    chat.model.close_quietly(lobby)
    again = chat.model.open(lobby.network, "#lobby")
    chat.model.end_turn()
    chat.select("#lobby")
    assert chat.view.marks.answered is None
    assert again == lobby


def test_one_that_is_deleted_is_answered_no_more(chat: Chat, lobby: ConversationKey) -> None:
    message = hear(chat, lobby, "tea?")
    chat.controller.marks.on_reply(str(message.id))
    change(chat, lobby, replace(message, text="", deleted=Deletion("bob")))
    assert chat.view.marks.answered is None
    chat.controller.marks.on_reply(str(message.id))
    assert chat.view.marks.answered is None


def test_where_nothing_can_point_at_it_the_sender_is_named(
    chat: Chat, lobby: ConversationKey
) -> None:
    message = hear(chat, lobby, "tea?")
    chat.model.replies.obstacles[message.id] = "No tags here."
    chat.view.entry = "yes"
    for _ in range(2):
        chat.controller.marks.on_reply(str(message.id))
        assert chat.view.entry == "bob: yes"
    assert chat.view.marks.answered is None


def test_what_nobody_said_cannot_be_answered(chat: Chat, lobby: ConversationKey) -> None:
    event = hear(chat, lobby, "bob joined", sender="")
    chat.controller.marks.on_reply(str(event.id))
    chat.controller.marks.on_reply("987654")
    assert chat.view.marks.answered is None


def test_several_lines_are_one_answer_where_they_are_one_message(
    chat: Chat, lobby: ConversationKey
) -> None:
    message = hear(chat, lobby, "tea?")
    chat.controller.marks.on_reply(str(message.id))
    chat.model.multiline.offered = True
    chat.send("yes\nplease")
    assert chat.model.called("replies.send") == [(lobby, "yes\nplease", message.id)]
    assert not chat.view.questions


def test_with_nothing_shown_nothing_happens(chat: Chat) -> None:
    chat.start()
    marks = chat.controller.marks
    assert marks.obstacles("1") == Obstacles()
    for act in (marks.on_reply, marks.on_jump_to_original, marks.on_delete):
        act("1")
    marks.on_cancel_reply()
    marks.on_react("1", "x")
    assert not chat.model.called("reactions.react")


# Quotations


def test_an_answer_stands_under_what_it_answers(chat: Chat, lobby: ConversationKey) -> None:
    original = hear(chat, lobby, "word " * 200, msgid="m1")
    hear(chat, lobby, "yes", reply_to="m1")
    quote = chat.view.messages[-1].quote
    assert quote is not None
    assert (quote.sender, len(quote.text)) == ("bob", MOST_QUOTED)
    change(chat, lobby, replace(original, text="", deleted=Deletion("bob")))
    assert chat.view.messages[-1].quote == Quote("deleted message", "bob")


def test_an_original_that_is_fetched_later_is_quoted_then(
    chat: Chat, lobby: ConversationKey
) -> None:
    hear(chat, lobby, "yes", reply_to="m1")
    assert chat.view.messages[-1].quote == Quote("an earlier message")
    chat.model.add_history(lobby, 0, chat.model.message("tea?", msgid="m1"))
    chat.model.end_turn()
    assert chat.view.messages[-1].quote == Quote("tea?", "bob")


def test_an_original_that_is_looked_up_is_quoted_then(chat: Chat, lobby: ConversationKey) -> None:
    hear(chat, lobby, "yes", reply_to="m1")
    chat.model.replies.far["m1"] = chat.model.message("tea?", msgid="m1")
    chat.model.publish(OriginalFound(lobby, "m1"))
    chat.model.end_turn()
    assert chat.view.messages[-1].quote == Quote("tea?", "bob")


def test_one_jumps_to_the_original_be_it_here_or_not(chat: Chat, lobby: ConversationKey) -> None:
    original = hear(chat, lobby, "tea?", msgid="m1")
    answer = hear(chat, lobby, "yes", reply_to="m1")
    far = hear(chat, lobby, "no", reply_to="m0")
    for message in (answer, far, original):
        chat.controller.marks.on_jump_to_original(str(message.id))
    assert [call for call in chat.model.places.calls if call[0] == "load_around"] == [
        ("load_around", lobby, Place(original.id, "m1", original.time)),
        ("load_around", lobby, Place(0, "m0", far.time)),
    ]


# Reactions


def test_reactions_are_counted_and_named() -> None:
    many = Reaction("x", tuple(f"n{number}" for number in range(MOST_NAMED + 2)))
    own = Reaction("👍", ("ann", "bob"), own=True)
    message = replace(Chat().model.message("tea?"), reactions=(own, many))
    first, second = message_row(message).chips
    assert first == Chip("👍", 2, own=True, who="ann, bob")
    assert second.who.endswith(f"n{MOST_NAMED - 1} and 2 more")


def test_one_reacts(chat: Chat, lobby: ConversationKey) -> None:
    message = hear(chat, lobby, "tea?")
    chat.controller.marks.on_react(str(message.id), "👍")
    assert chat.model.called("reactions.react") == [(lobby, message.id, "👍")]


def test_what_is_in_the_way_is_told(chat: Chat, lobby: ConversationKey) -> None:
    message = hear(chat, lobby, "tea?")
    chat.model.replies.obstacles[message.id] = "a"
    chat.model.reactions.obstacles[message.id] = "b"
    chat.model.redaction.obstacles[message.id] = "c"
    assert chat.controller.marks.obstacles(str(message.id)) == Obstacles("a", "b", "c")


# Deletions


def test_deleting_asks_first_and_takes_a_reason(chat: Chat, lobby: ConversationKey) -> None:
    message = hear(chat, lobby, "the password is sesame")
    chat.controller.marks.on_delete(str(message.id))
    [(question, answer)] = chat.view.lines_asked
    assert "the password is sesame" in question
    assert not chat.model.called("redaction.delete")
    answer("wrong channel")
    assert chat.model.called("redaction.delete") == [(lobby, message.id, "wrong channel")]


@pytest.mark.parametrize(
    ("deletion", "stub"),
    [
        (Deletion("bob"), "Message deleted"),
        (Deletion("bob", "typo"), "Message deleted: typo"),
        (Deletion("eve", "spam"), "Message deleted by eve: spam"),
    ],
)
def test_a_stub_says_who_and_why(deletion: Deletion, stub: str) -> None:
    row = message_row(replace(Chat().model.message(""), deleted=deletion))
    assert (row.text, row.deleted) == (stub, True)


# Details


def test_details_have_all_that_is_known(chat: Chat, lobby: ConversationKey) -> None:
    message = hear(
        chat,
        lobby,
        "tea?",
        msgid="m1",
        account="robert",
        reply_to="m0",
        reactions=(Reaction("👍", ("ann",)),),
    )
    chat.model.details.lines[message.id] = "@msgid=m1 :bob!b@h PRIVMSG #lobby :\x02tea\x02?"
    chat.controller.on_show_details(str(message.id))
    [(_title, text)] = chat.view.texts_shown
    for fact in ("From: bob", "Account: robert", "Message id: m1", "Answers: m0", "👍: ann"):
        assert fact in text
    assert ".000" in text
    assert text.endswith("@msgid=m1 :bob!b@h PRIVMSG #lobby :\\x02tea\\x02?")
    assert "As the server sent it" not in details_text(message)
    assert details_text(replace(message, text="", deleted=Deletion("bob"))).endswith(
        "Message deleted"
    )


def test_spoilers_are_told_to_the_view() -> None:
    row = message_row(Chat().model.message("the ||butler|| did"))
    assert (row.text, row.hidden) == ("the butler did", ((4, 10),))
