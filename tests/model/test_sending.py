from __future__ import annotations

import pytest

from chat.model.entities import DeliveryState, MessageKind
from chat.model.events import ConversationClosed, ConversationOpened, MessageChanged
from chat.model.session import commands, sending
from chat.model.session.state import Phase
from tests.model.session_rig import Rig

PENDING, SENT, FAILED = DeliveryState.PENDING, DeliveryState.SENT, DeliveryState.FAILED
LABELS = "message-tags batch echo-message labeled-response"


def talk(caps: str) -> Rig:
    rig = Rig().register(caps)
    rig.join()
    return rig


def say(rig: Rig, text: str, target: str = "#lobby") -> None:
    sending.send_text(rig.session, rig.session.open(target), text)


def test_with_labels_the_labelled_echo_confirms() -> None:
    rig = talk(LABELS)
    say(rig, "one")
    say(rig, "one")
    assert rig.sent() == [
        "@label=m1;+chat-app/id=here-3 PRIVMSG #lobby :one",
        "@label=m2;+chat-app/id=here-4 PRIVMSG #lobby :one",
    ]
    assert rig.states("#lobby") == [PENDING, PENDING]
    rig.events.clear()
    rig.feed("@label=m2;msgid=x :alice!a@h PRIVMSG #lobby :one")
    assert rig.states("#lobby") == [PENDING, SENT]
    assert rig.last("#lobby").msgid == "x"
    assert len(rig.take(MessageChanged)) == 1
    rig.feed("@label=m1 :alice!a@h PRIVMSG #lobby :one")
    assert rig.states("#lobby") == [SENT, SENT]


def test_without_an_echo_an_acknowledgement_confirms() -> None:
    rig = talk("message-tags batch labeled-response")
    say(rig, "one")
    rig.feed("@label=m1 :s ACK")
    assert rig.states("#lobby") == [SENT]


def test_a_labelled_error_fails_the_message_that_it_answers() -> None:
    rig = talk(LABELS)
    say(rig, "first")
    say(rig, "second")
    rig.feed("@label=m1 :s 404 alice #lobby :Cannot send to channel (+m)")
    assert rig.states("#lobby") == [FAILED, PENDING]
    assert rig.last("#lobby").kind is MessageKind.ERROR
    assert rig.last("#lobby").text == (
        "#lobby did not take your message: Cannot send to channel (+m)"
    )
    rig.feed("@label=m2 FAIL PRIVMSG TOO_FAST #lobby :Slow down")
    assert rig.states("#lobby") == [FAILED, FAILED]
    assert rig.last("#lobby").text == "Slow down"


def test_a_batch_answers_as_a_whole() -> None:
    rig = talk(LABELS)
    say(rig, "hi", "bob")
    rig.feed(
        "@label=m1 :s BATCH +b1 labeled-response",
        "@batch=b1 :s 301 alice bob :lunch",
    )
    assert rig.states("bob") == [PENDING]
    rig.feed("@batch=b1 :alice!a@h PRIVMSG bob :hi", ":s BATCH -b1")
    assert rig.states("bob") == [SENT]


def test_batches_in_batches() -> None:
    rig = talk(LABELS)
    say(rig, "hi")
    say(rig, "ho")
    rig.feed(
        "@label=m1 :s BATCH +outer labeled-response",
        "@batch=outer :s BATCH +inner other",
        "@batch=inner :s NOTICE alice :something",
        ":s BATCH -inner",
    )
    assert rig.states("#lobby") == [PENDING, PENDING]
    rig.feed(":s BATCH -outer")
    assert rig.states("#lobby") == [SENT, PENDING]
    rig.feed(
        "@label=m2 :s BATCH +outer labeled-response",
        "@batch=outer :s BATCH +inner other",
        "@batch=inner :s 404 alice #lobby :No",
        ":s BATCH -inner",
        ":s BATCH -outer",
    )
    assert rig.states("#lobby") == [SENT, FAILED]


def test_batches_that_never_end_are_forgotten() -> None:
    rig = talk(LABELS)
    for number in range(1000):
        rig.feed(f"@label=x{number} :s BATCH +{number} labeled-response")
    assert rig.session.batches.label_of({"batch": "0"}) == ""
    assert rig.session.batches.label_of({"batch": "999"}) == "x999"
    rig.feed(":s BATCH -unknown", ":s BATCH +", ":s BATCH")


def test_with_an_echo_alone_order_and_text_confirm() -> None:
    rig = talk("echo-message")
    for text in ("one", "two", "two"):
        say(rig, text)
    assert rig.sent() == ["PRIVMSG #lobby :one", "PRIVMSG #lobby :two", "PRIVMSG #lobby :two"]
    rig.feed(":alice!a@h PRIVMSG #lobby :two")
    assert rig.states("#lobby") == [PENDING, SENT, PENDING]
    rig.feed(":alice!a@h PRIVMSG #lobby :one", ":alice!a@h PRIVMSG #lobby :two")
    assert rig.states("#lobby") == [SENT, SENT, SENT]
    rig.feed(":alice!a@h PRIVMSG #lobby :from my phone")
    assert rig.texts("#lobby")[-1] == "from my phone"
    assert rig.last("#lobby").own


def test_an_echo_that_the_server_cut_is_shown_as_others_see_it() -> None:
    rig = talk("echo-message")
    say(rig, "a very long word")
    rig.feed(":alice!a@h NOTICE #lobby :a very")
    rig.feed(":alice!a@h PRIVMSG #lobby :a very")
    assert rig.states("#lobby")[0] is SENT
    assert rig.messages("#lobby")[1].text == "a very"


def test_with_an_echo_alone_errors_fail_the_oldest() -> None:
    rig = talk("echo-message")
    say(rig, "one")
    say(rig, "two")
    rig.feed(":s 404 alice #lobby :No", ":alice PRIVMSG #lobby :two")
    assert rig.states("#lobby") == [FAILED, SENT]


def test_a_standard_reply_can_refuse_a_message() -> None:
    rig = talk("echo-message")
    say(rig, "one")
    rig.feed("FAIL JOIN CODE #lobby :No")
    assert rig.states("#lobby") == [PENDING]
    rig.feed("FAIL PRIVMSG CODE #lobby :No")
    assert rig.states("#lobby") == [FAILED]


def test_with_neither_the_system_confirms() -> None:
    rig = talk("")
    say(rig, "one")
    first = rig.session.lines_sent
    say(rig, "two")
    sending.confirm_written(rig.session, first - 1)
    assert rig.states("#lobby") == [PENDING, PENDING]
    sending.confirm_written(rig.session, first)
    assert rig.states("#lobby") == [SENT, PENDING]
    sending.confirm_written(rig.session, first + 1)
    assert rig.states("#lobby") == [SENT, SENT]


def test_with_neither_a_late_error_fails_the_last() -> None:
    rig = talk("")
    say(rig, "hello", "nobody")
    say(rig, "hello", "bob")
    sending.confirm_written(rig.session, 1000)
    rig.feed(":s 401 alice nobody :No such nick")
    assert rig.states("nobody") == [FAILED]
    assert rig.states("bob") == [SENT]
    assert rig.last("nobody").text.startswith("There is nobody called nobody here")
    rig.feed(":s 401 alice nobody :No such nick", ":s 401 alice stranger :No such nick")
    assert rig.last().kind is MessageKind.ERROR


def test_a_text_of_several_lines_is_several_messages() -> None:
    rig = talk("")
    say(rig, "one\r\n\n  \ntwo\0\x01")
    assert rig.sent() == ["PRIVMSG #lobby :one", "PRIVMSG #lobby :two"]


@pytest.mark.parametrize("text", ["word " * 300, "é" * 1000, "👩‍👩‍👧‍👦" * 100, "x" * 2000])
@pytest.mark.parametrize("kind", [MessageKind.MESSAGE, MessageKind.ACTION])
def test_pieces_fit_the_line_with_our_source_before_it(text: str, kind: MessageKind) -> None:
    rig = talk("echo-message")
    rig.feed(":alice!ali@a.very.long.host.name.example CHGHOST ali a.much.longer.host.name.example")
    sending.send_text(rig.session, rig.conversation("#lobby"), text, kind)
    sent = rig.sent()
    for line in sent:
        seen = f":{rig.session.source} {line}\r\n".encode()
        assert len(seen) <= 512
    assert len(f":{rig.session.source} {sent[0]}\r\n".encode()) > 450
    said = "".join(rig.texts("#lobby")[1:])
    assert said.replace(" ", "") == text.replace(" ", "")


def test_pieces_fit_while_our_host_is_unknown_and_lines_may_be_longer() -> None:
    rig = Rig().register("", "LINELEN=2048")
    say(rig, "x" * 3000, "bob")
    long, short = rig.sent()
    assert 1900 < len(long) < 2048
    assert len(short) < 1300


def test_actions_are_sent_as_such() -> None:
    rig = talk("echo-message")
    sending.send_text(rig.session, rig.conversation("#lobby"), "waves", MessageKind.ACTION)
    assert rig.sent() == ["PRIVMSG #lobby :\x01ACTION waves\x01"]
    rig.feed(":alice!a@h PRIVMSG #lobby :\x01ACTION waves\x01")
    assert rig.states("#lobby") == [SENT]
    assert rig.last("#lobby").kind is MessageKind.ACTION


def test_what_cannot_be_sent_has_failed_and_is_kept() -> None:
    rig = talk("")
    say(rig, "to nobody", "")
    assert rig.states("") == [FAILED]
    say(rig, "odd name", "two words")
    assert rig.states("two words") == [FAILED]
    rig.session.phase = Phase.OFFLINE
    say(rig, "offline")
    assert rig.states("#lobby") == [DeliveryState.WAITING]
    assert rig.sent() == []


def test_a_failed_message_can_be_sent_again_in_its_place() -> None:
    rig = talk(LABELS)
    say(rig, "hello")
    rig.feed("@label=m1 :s 404 alice #lobby :No")
    number = rig.messages("#lobby")[1].id
    rig.sent()
    lobby = rig.conversation("#lobby")
    sending.retry(rig.session, lobby, number)
    assert rig.sent() == ["@label=m2;+chat-app/id=here-3 PRIVMSG #lobby :hello"]
    assert rig.states("#lobby") == [PENDING]
    sending.retry(rig.session, lobby, number)
    sending.retry(rig.session, lobby, 9999)
    assert rig.sent() == []
    rig.feed("@label=m2 :alice PRIVMSG #lobby :hello")
    assert rig.states("#lobby") == [SENT]


def test_an_answer_to_a_message_that_is_forgotten() -> None:
    rig = talk(LABELS)
    say(rig, "hello")
    rig.conversation("#lobby").messages.clear()
    rig.events.clear()
    rig.feed("@label=m1 :alice PRIVMSG #lobby :hello")
    say(rig, "hello")
    rig.conversation("#lobby").messages.clear()
    rig.feed("@label=m2 :s 404 alice #lobby :No")
    assert rig.take(MessageChanged) == []


def test_joining_and_what_cannot_be_joined() -> None:
    rig = Rig().register()
    commands.join_channel(rig.session, "#new")
    commands.join_channel(rig.session, "#locked", "key")
    assert rig.sent() == ["JOIN #new", "JOIN #locked key"]
    commands.join_channel(rig.session, "#two words", "key")
    assert rig.last().text == "“#two words key” cannot be sent: a name is one word"
    commands.change_nick(rig.session, "alicia")
    assert rig.sent() == ["NICK alicia"]
    rig.session.phase = Phase.OFFLINE
    commands.change_nick(rig.session, "al")
    assert rig.last().text.startswith("There is no connection")


def test_closing_conversations() -> None:
    rig = talk("")
    rig.feed(":bob PRIVMSG alice :hi")
    for target in ("", "bob", "#lobby"):
        commands.close_conversation(rig.session, rig.conversation(target))
    assert rig.sent() == ["PART #lobby"]
    assert rig.session.find("bob") is None
    assert rig.session.find("#lobby")
    rig.feed(":bob KICK #lobby alice")
    rig.events.clear()
    commands.close_conversation(rig.session, rig.conversation("#lobby"))
    assert len(rig.take(ConversationClosed)) == 1
    assert rig.sent() == []
    rig.session.open("carol")
    assert len(rig.take(ConversationOpened)) == 1


def test_room_is_left_for_the_longest_names_that_the_server_gives() -> None:
    rig = Rig().register("")
    before = sending.room(rig.session, "#lobby")
    rig.feed(":s 005 alice USERLEN=10 HOSTLEN=100 :are supported by this server")
    assert sending.room(rig.session, "#lobby") == before + (11 - 10) - (100 - 63)
