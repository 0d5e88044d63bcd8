"""Messages edited: the newest text counts, what was said before stays known, nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from chat.model.entities import ChatMessage, Deletion, DeliveryState, Edit, Edited, MessageKind
from chat.model.events import (
    EditRefused,
    MentionAdded,
    MessageChanged,
    MessageEdited,
    TypingChanged,
    UnreadChanged,
)
from chat.model.session import history, ignoring, joining, merging, own_edits
from chat.model.session.edit_log import MOST, MOST_EARLIER, EditLog, rewritten
from chat.protocol.message import parse_message
from tests.model.session_rig import ALL_CAPS, START, Rig

CAPS = f"{ALL_CAPS} draft/message-edit"
HISTORY = f"{CAPS} draft/chathistory draft/event-playback"


@pytest.fixture
def rig() -> Rig:
    rig = Rig().register(CAPS)
    rig.join()
    rig.feed("@msgid=m1;time=2024-05-01T12:00:00Z :bob!b@h PRIVMSG #lobby :teh \x02end\x02")
    rig.events.clear()
    return rig


def edit(text: str, msgid: str = "m1", second: int = 5, who: str = "bob", more: str = "") -> str:
    said = text.replace("\\", "\\\\").replace(" ", "\\s").replace("\n", "\\n")
    tags = f"time=2024-05-01T12:00:{second:02}Z;draft/target-msgid={msgid};draft/edit-text={said}"
    return f"@{tags}{more} :{who}!x@h EDIT #lobby"


def own(rig: Rig, text: str = "helo", msgid: str = "m2") -> int:
    """Something of ours that has arrived."""
    rig.feed(f"@msgid={msgid};time=2024-05-01T12:00:01Z :alice!a@h PRIVMSG #lobby :{text}")
    rig.events.clear()
    rig.sent()
    return rig.last("#lobby").id


def said(rig: Rig) -> ChatMessage:
    """The newest message of a person."""
    return [one for one in rig.messages("#lobby") if one.sender][-1]


def ask(rig: Rig, text: str, number: int | None = None) -> str:
    lobby = rig.conversation("#lobby")
    message = lobby.message(number) if number is not None else lobby.messages[-1]
    assert message is not None
    return own_edits.edit(rig.session, lobby, message, text)


# What comes


def test_a_message_has_its_new_text_and_remembers_the_one_before(rig: Rig) -> None:
    before = rig.last("#lobby")
    rig.feed(edit("the \x1dend\x1d"))
    after = rig.last("#lobby")
    assert (after.id, after.time, after.msgid) == (before.id, before.time, "m1")
    assert (after.text, after.formatted) == ("the end", "the \x1dend\x1d")
    assert after.edited is not None
    assert (after.edited.time, after.edited.by) == (START + timedelta(seconds=5), "bob")
    assert [(one.text, one.time) for one in after.edited.earlier] == [("teh end", START)]
    assert "EDIT" in rig.session.lines.text(after.id)
    told, changed = rig.events
    assert isinstance(told, MessageEdited)
    assert isinstance(changed, MessageChanged)


def test_the_newest_text_counts_in_whatever_order_they_come(rig: Rig) -> None:
    rig.feed(edit("third", second=9), edit("second", second=7), edit("third", second=9))
    message = rig.last("#lobby")
    assert message.text == "third"
    assert message.edited is not None
    assert len(message.edited.earlier) == 1
    assert len(rig.take(MessageChanged)) == 1


def test_of_a_message_edited_for_ever_the_first_and_the_last_texts_are_kept(rig: Rig) -> None:
    for number in range(MOST_EARLIER + 5):
        rig.feed(edit(f"text {number}", second=number + 1))
    edited = rig.last("#lobby").edited
    assert edited is not None
    assert len(edited.earlier) == MOST_EARLIER
    assert edited.earlier[0].text == "teh end"
    assert edited.earlier[-1].text == f"text {MOST_EARLIER + 3}"


@pytest.mark.parametrize(
    "line",
    [
        edit(""),
        edit("\x02 \x02"),
        edit("x", msgid=""),
        edit("\x01VERSION\x01"),
        "EDIT #lobby",
        ":bob!b@h EDIT #closed",
        edit("gone", second=1).replace("12:00:01", "11:00:00"),
    ],
)
def test_what_is_no_edit_changes_nothing(rig: Rig, line: str) -> None:
    rig.feed(edit("once", second=2), line)
    assert rig.last("#lobby").text == "once"


def test_an_action_stays_one(rig: Rig) -> None:
    rig.feed("@msgid=m2 :bob!b@h PRIVMSG #lobby :\x01ACTION wavse\x01")
    rig.feed(edit("\x01ACTION waves\x01", msgid="m2", second=50))
    assert rig.lines("#lobby")[-1] == (MessageKind.ACTION, "waves")


def test_in_a_talk_with_one_person() -> None:
    rig = Rig().register(CAPS)
    rig.feed("@msgid=p1 :bob!b@h PRIVMSG alice :pst")
    rig.feed(edit("psst", msgid="p1").replace("#lobby", "alice"))
    rig.feed("@msgid=p2 :alice!a@h PRIVMSG bob :ys")
    rig.feed(edit("yes", msgid="p2", who="alice").replace("#lobby", "bob"))
    assert rig.texts("bob") == ["psst", "yes"]


def test_whom_the_server_lets_edit_is_trusted_and_named(rig: Rig) -> None:
    rig.feed(edit("censored", who="eve"))
    edited = rig.last("#lobby").edited
    assert edited is not None
    assert edited.by == "eve"


def test_one_that_is_not_here_is_told_to_the_store_and_known_when_it_comes(rig: Rig) -> None:
    rig.feed(edit("known", msgid="m0"))
    [event] = rig.take(MessageEdited)
    assert (event.msgid, event.edit.text) == ("m0", "known")
    lobby = rig.conversation("#lobby")
    late = replace(rig.last("#lobby"), id=99, msgid="m0", text="knwon", formatted="")
    assert lobby.edits.applied(late).text == "known"
    rig.feed(":bob!b@h REDACT #lobby m0")
    assert lobby.edits.applied(late) is late


def test_the_log_of_edits_is_bounded() -> None:
    log, known = EditLog(), Rig().register(CAPS)
    known.join()
    known.feed(edit("x"))
    [event] = known.take(MessageEdited)
    for number in range(MOST + 1):
        log.note(f"m{number}", event.edit)
    assert log.newest("m0") is None
    assert log.newest(f"m{MOST}") is event.edit
    log.clear()
    assert log.newest(f"m{MOST}") is None


def test_a_deleted_message_is_edited_no_more_and_loses_its_earlier_texts(rig: Rig) -> None:
    rig.feed(edit("the end"), ":bob!b@h REDACT #lobby m1", edit("again", second=9))
    stub = rig.last("#lobby")
    assert (stub.text, stub.edited, stub.deleted) == ("", None, Deletion("bob"))


def test_who_edits_types_no_more(rig: Rig) -> None:
    rig.feed("@+typing=active :bob!b@h TAGMSG #lobby")
    rig.events.clear()
    rig.feed(edit("the end"))
    assert isinstance(rig.events[0], TypingChanged)


def test_whom_one_ignores_edits_unseen(rig: Rig) -> None:
    ignoring.ignore(rig.session, "bob")
    rig.feed(edit("look here"))
    assert rig.last("#lobby").text == "teh end"


# Mentions


def test_naming_us_anew_is_a_mention_and_changes_no_other_count(rig: Rig) -> None:
    lobby = rig.conversation("#lobby")
    assert (lobby.unread, lobby.mentions) == (1, 0)
    rig.feed(edit("the end, alice"))
    assert (lobby.unread, lobby.mentions) == (1, 1)
    assert rig.last("#lobby").mention
    assert [type(event) for event in rig.events[2:]] == [MentionAdded, UnreadChanged]
    rig.feed(edit("really the end, alice", second=6))
    assert len(rig.take(MentionAdded)) == 1
    rig.feed(edit("the end", second=7))
    assert (lobby.unread, lobby.mentions) == (1, 0)
    assert not rig.take(MentionAdded)


def test_one_that_was_read_counts_no_more_but_is_a_mention(rig: Rig) -> None:
    lobby = rig.conversation("#lobby")
    lobby.read, lobby.unread = START + timedelta(seconds=1), 0
    rig.feed(edit("the end, alice"))
    assert lobby.mentions == 0
    assert len(rig.take(MentionAdded)) == 1


def test_an_answer_to_us_is_one_whatever_it_says(rig: Rig) -> None:
    own(rig)
    rig.feed("@msgid=m3;+draft/reply=m2 :bob!b@h PRIVMSG #lobby :hm")
    rig.events.clear()
    rig.feed(edit("hmm", msgid="m3", second=50))
    assert rig.last("#lobby").mention
    assert not rig.take(MentionAdded)


def test_our_own_name_in_our_own_text_is_none(rig: Rig) -> None:
    own(rig)
    rig.feed(edit("i am alice", msgid="m2", who="alice"))
    assert not rig.last("#lobby").mention


# The past


def batch(rig: Rig, *lines: str) -> None:
    """The history's answer to the question that waits for one, which is the last that was sent."""
    label = rig.sent()[-1]
    assert "CHATHISTORY" in label
    label = label.partition("label=")[2].split(" ")[0]
    rig.feed(f"@label={label} BATCH +h chathistory #lobby")
    rig.feed(*(f"@batch=h;{line.removeprefix('@')}" for line in lines), "BATCH -h")


@pytest.fixture
def past() -> Rig:
    """In a channel whose history is being asked."""
    rig = Rig().register(HISTORY)
    rig.feed(":alice!ali@home JOIN #lobby", ":s 353 alice = #lobby :alice", ":s 366 alice #lobby x")
    return rig


TAGGED = "msgid=m1;time=2024-05-01T11:00:00Z;chat-app/edited=2024-05-01T11:30:00Z"


def test_a_message_of_the_past_says_that_it_was_edited(past: Rig) -> None:
    batch(past, f"@{TAGGED} :bob!b@h PRIVMSG #lobby :the end")
    assert said(past).edited == Edited(START - timedelta(minutes=30))
    past.feed(edit("even later", second=1))
    edited = said(past).edited
    assert edited is not None
    assert [one.text for one in edited.earlier] == ["the end"]


def test_a_copy_with_a_newer_text_renews_ours_and_an_older_one_does_not(past: Rig) -> None:
    past.feed("@msgid=m1;time=2024-05-01T11:00:00Z :bob!b@h PRIVMSG #lobby :teh end")
    old = "@msgid=m1;time=2024-05-01T11:00:00Z :bob!b@h PRIVMSG #lobby :teh end"
    new = f"@{TAGGED} :bob!b@h PRIVMSG #lobby :the end"
    past.events.clear()
    batch(past, new, old)
    assert said(past).text == "the end"
    assert len(past.take(MessageChanged)) == 1
    edited = said(past).edited
    assert edited is not None
    assert [one.text for one in edited.earlier] == ["teh end"]


def test_a_copy_that_was_found_far_away_renews_what_is_kept(past: Rig) -> None:
    batch(past)
    copy = past.session.incoming(parse_message(f"@{TAGGED} :bob!b@h PRIVMSG #lobby :the end"))
    [found] = merging.messages_of(past.session, past.conversation("#lobby"), [copy])
    [event] = past.take(MessageEdited)
    assert (found.text, event.msgid, event.edit.text) == ("the end", "m1", "the end")
    plain = past.session.incoming(parse_message("@msgid=m2 :bob!b@h PRIVMSG #lobby :hello"))
    merging.messages_of(past.session, past.conversation("#lobby"), [plain])
    assert not past.take(MessageEdited)


def test_said_again_it_is_only_marked(rig: Rig) -> None:
    rig.feed(edit("teh \x02end\x02"))
    edited = rig.last("#lobby").edited
    assert edited == Edited(START + timedelta(seconds=5), "bob")
    log = EditLog()
    log.note("m1", Edit("new", START))
    log.note("m1", Edit("old", START - timedelta(seconds=1)))
    assert log.applied(rig.last("#lobby")).text == "teh end"  # which is newer
    assert log.newest("m1") == Edit("new", START)


def test_edits_that_are_played_back_reach_what_is_told_after_them(past: Rig) -> None:
    """A server that tells messages as they were said, and then what was done to them."""
    batch(past, edit("the end", msgid="m0"))
    history.ask_older(past.session, past.conversation("#lobby"))
    batch(past, "@msgid=m0;time=2024-05-01T11:00:00Z :bob!b@h PRIVMSG #lobby :teh end")
    assert said(past).text == "the end"


# What we ask for


def test_an_edit_is_asked_for_and_shown_when_it_comes_back(rig: Rig) -> None:
    number = own(rig)
    assert ask(rig, "hello \x02there\x02; ok") == ""
    [line] = rig.sent()
    assert line == (
        "@label=e1;draft/target-msgid=m2;draft/edit-text=hello\\s\x02there\x02\\:\\sok EDIT #lobby"
    )
    assert rig.last("#lobby").text == "helo"
    rig.feed(edit("hello there", msgid="m2", who="alice", more=";label=e1"))
    assert (rig.last("#lobby").id, rig.last("#lobby").text) == (number, "hello there")
    assert not rig.session.edits_sent.take_all(rig.conversation("#lobby"))


def test_actions_and_several_lines_go_as_they_are() -> None:
    rig = Rig().register(f"{CAPS} draft/multiline=max-bytes=4096,max-lines=24")
    rig.join()
    own(rig)
    ask(rig, "one\n\ntwo")
    assert "draft/edit-text=one\\n\\ntwo " in rig.sent()[0]
    own(rig, "\x01ACTION wavse\x01", "m3")
    assert ask(rig, "waves\nand waves").startswith("Only one line")
    ask(rig, "waves")
    assert "draft/edit-text=\x01ACTION\\swaves\x01 " in rig.sent()[0]


def test_what_says_the_same_is_not_sent(rig: Rig) -> None:
    own(rig)
    assert ask(rig, "helo") == ""
    assert rig.sent() == []


def test_without_an_echo_it_is_done_at_once() -> None:
    rig = Rig().register("message-tags draft/message-edit")
    rig.join()
    own(rig)
    ask(rig, "hello")
    assert rig.sent() == ["@draft/target-msgid=m2;draft/edit-text=hello EDIT #lobby"]
    assert rig.last("#lobby").text == "hello"


def test_why_one_cannot() -> None:
    rig = Rig().register(ALL_CAPS)
    lobby = rig.join()
    rig.feed("@msgid=m1 :bob!b@h PRIVMSG #lobby :hello")
    theirs = rig.last("#lobby")
    own(rig)
    mine = rig.last("#lobby")

    def why(message: object) -> str:
        return own_edits.obstacle(rig.session, message)  # type: ignore[arg-type]

    assert "said yourself" in why(theirs)
    assert "said yourself" in why(replace(mine, kind=MessageKind.EVENT))
    assert "deleted" in why(replace(mine, deleted=Deletion("alice")))
    assert "not arrived" in why(replace(mine, state=DeliveryState.PENDING))
    assert "does not let" in why(mine)
    rig.feed(":s CAP alice NEW :draft/message-edit", ":s CAP alice ACK :draft/message-edit")
    assert "no id" in why(replace(mine, msgid=""))
    assert why(mine) == ""
    rig.session.prepare(rig.request)
    assert "no connection" in why(mine)
    assert "no connection" in own_edits.edit(rig.session, lobby, mine, "x")


def test_what_is_too_long_is_said_before_it_is_sent() -> None:
    rig = Rig().register(f"{CAPS} draft/multiline=max-bytes=9000,max-lines=24")
    lobby = rig.join()
    own(rig)
    mine = rig.last("#lobby")

    def room(text: str) -> int:
        return own_edits.room(rig.session, lobby, mine, text)

    spare = room("x") + 1
    assert 4000 < spare < 4094
    assert room("x" * spare) == 0
    assert room(" " * spare) == -spare  # a space takes two bytes in a tag
    assert room("é" * 10) == spare - 20
    assert own_edits.problem(rig.session, lobby, mine, "x" * spare) == ""
    assert "1 bytes too long" in own_edits.edit(rig.session, lobby, mine, "x" * (spare + 1))
    assert "at most 24 lines" in own_edits.edit(rig.session, lobby, mine, "x\n" * 24 + "x")
    assert rig.sent() == []
    ask(rig, "x" * spare)
    assert len(rig.sent()[0].partition(" ")[0].encode()) <= 4095


def test_where_only_lines_are_taken_an_edit_is_one() -> None:
    rig = Rig().register(CAPS)
    lobby = rig.join()
    own(rig)
    assert "Only one line" in ask(rig, "one\ntwo")
    assert own_edits.room(rig.session, lobby, rig.last("#lobby"), "") < 500
    assert "too long" in ask(rig, "x" * 500)
    own(rig, "\x01ACTION waves\x01", "m3")
    longest = own_edits.room(rig.session, lobby, rig.last("#lobby"), "x") + 1
    assert "too long" in ask(rig, "x" * (longest + 1))
    assert rig.sent() == []
    assert ask(rig, "x" * longest) == ""
    assert len(rig.sent()) == 1


# Refusals


@pytest.mark.parametrize(
    ("code", "context", "words"),
    [
        ("EDIT_FORBIDDEN", "#lobby m2", "does not let you (the server's own words)."),
        ("EDIT_WINDOW_EXPIRED", "#lobby m2 86400", "for 24 hours"),
        ("EDIT_WINDOW_EXPIRED", "#lobby m2 3600", "for 1 hour."),
        ("EDIT_WINDOW_EXPIRED", "#lobby m2 90", "for 1 minute."),
        ("EDIT_WINDOW_EXPIRED", "#lobby m2 soon", "too long ago"),
        ("INVALID_EDIT", "#lobby m2", "does not take this text"),
        ("UNKNOWN_MSGID", "#lobby m2", "not have this message"),
        ("INVALID_TARGET", "#lobby", "Join the channel"),
        ("SOMETHING_NEW", "#lobby m2", "the server's own words"),
    ],
)
def test_refusals_are_sentences_and_give_the_text_back(
    rig: Rig, code: str, context: str, words: str
) -> None:
    number = own(rig)
    ask(rig, "hello")
    rig.feed(f"@label=e1 :s.example FAIL EDIT {code} {context} :the server's own words")
    error = rig.last("#lobby")
    assert error.kind is MessageKind.ERROR
    assert words in error.text
    [refused] = rig.take(EditRefused)
    assert (refused.message.id, refused.text) == (number, "hello")
    assert not rig.session.edits_sent.take_all(rig.conversation("#lobby"))


@pytest.mark.parametrize("caps", [CAPS, "message-tags draft/message-edit echo-message"])
def test_what_came_too_fast_is_given_back(caps: str) -> None:
    rig = Rig().register(caps)
    rig.join()
    own(rig)
    ask(rig, "hello")
    rig.feed(("@label=e1 " if caps is CAPS else "") + ":s 263 alice EDIT :Wait a moment")
    assert "Try again in a moment" in rig.last("#lobby").text
    assert [one.text for one in rig.take(EditRefused)] == ["hello"]
    rig.feed(":s 263 alice EDIT :Wait a moment", ":s 263 alice PART :Wait a moment")
    assert not rig.take(EditRefused)
    assert len(rig.messages("")) == 1 + 2  # after the welcome


def test_any_error_that_answers_it_gives_the_text_back(rig: Rig) -> None:
    own(rig)
    ask(rig, "hello")
    rig.feed("@label=e1 :s.example 404 alice #lobby :Cannot send to channel")
    assert [one.text for one in rig.take(EditRefused)] == ["hello"]


def test_a_refusal_of_nothing_of_ours_is_told_all_the_same(rig: Rig) -> None:
    rig.feed(":s.example FAIL EDIT UNKNOWN_MSGID #lobby m9 :gone")
    assert rig.last("#lobby").kind is MessageKind.ERROR
    assert not rig.take(EditRefused)


def test_an_echo_of_another_window_settles_nothing_of_ours(rig: Rig) -> None:
    own(rig)
    ask(rig, "hello")
    rig.feed(edit("hullo", msgid="m2", who="alice"))
    [waiting] = rig.session.edits_sent.take_all(rig.conversation("#lobby"))
    assert waiting.text == "hello"


# A connection that ends in between


def reconnect(rig: Rig) -> Rig:
    rig.session.prepare(rig.request)
    rig.register(HISTORY)
    rig.feed(":alice!ali@home JOIN #lobby", ":s 353 alice = #lobby :alice", ":s 366 alice #lobby x")
    return rig


@pytest.fixture
def cut(past: Rig) -> Rig:
    """An edit was sent, and the connection lost before its echo."""
    batch(past)
    own(past)
    ask(past, "hello", said(past).id)
    assert any("EDIT" in line for line in past.sent())
    return reconnect(past)


def test_what_did_not_arrive_is_sent_again_once(cut: Rig) -> None:
    batch(cut)
    [line] = [line for line in cut.sent() if " EDIT " in line]
    assert "draft/edit-text=hello" in line
    label = line.partition("label=")[2].split(";")[0]
    cut.feed(edit("hello", msgid="m2", who="alice", more=f";label={label}"))
    reconnect(cut)
    batch(cut)
    assert not any(" EDIT " in line for line in cut.sent())


def test_what_had_arrived_is_not(cut: Rig) -> None:
    batch(cut, edit("hello", msgid="m2", who="alice"))
    batch(cut)
    assert said(cut).text == "hello"
    assert not any(" EDIT " in line for line in cut.sent())


def test_what_cannot_be_edited_any_more_is_given_back(cut: Rig) -> None:
    batch(cut, ":alice!a@h REDACT #lobby m2")
    batch(cut)
    assert [one.text for one in cut.take(EditRefused)] == ["hello"]
    assert cut.last("#lobby").text == "Not edited: This message was deleted."


def test_what_was_to_be_edited_in_a_closed_conversation_is_forgotten(rig: Rig) -> None:
    own(rig)
    ask(rig, "hello")
    lobby = rig.conversation("#lobby")
    joining.close(rig.session, lobby)
    assert not rig.session.edits_sent.take_all(lobby)


def test_the_one_who_edited_is_learnt_later(rig: Rig) -> None:
    message = rig.last("#lobby")
    rig.feed(edit("the end"))
    [event] = rig.take(MessageEdited)
    nameless = rewritten(message, replace(event.edit, by=""))
    named = rewritten(nameless, event.edit)
    assert named.edited is not None
    assert named.edited.by == "bob"
    assert rewritten(named, replace(event.edit, by="")) is named
