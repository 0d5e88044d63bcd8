from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chat.model.entities import ConversationKey, MessageKind
from chat.model.events import MessagesAdded, UnreadChanged
from chat.model.session import reading
from chat.model.session.conversation import MAX_MESSAGES
from chat.model.session.messages import mentions
from chat.model.session.session import MAX_CONVERSATIONS
from tests.model.session_rig import START, Rig


def test_a_channels_message() -> None:
    rig = Rig().register("message-tags server-time")
    rig.join()
    rig.feed("@time=2024-04-30T08:30:00.000Z;msgid=m1 :bob!b@h PRIVMSG #LOBBY :\x02hi\x02 all")
    message = rig.last("#lobby")
    assert (message.sender, message.text, message.kind) == ("bob", "hi all", MessageKind.MESSAGE)
    assert message.time == datetime(2024, 4, 30, 8, 30, tzinfo=UTC)
    assert message.msgid == "m1"
    assert not message.own


@pytest.mark.parametrize(
    "time", ["", "yesterday", "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"]
)
def test_a_time_nobody_can_believe_is_now(time: str) -> None:
    rig = Rig().register("server-time")
    rig.feed(f"@time={time} :bob!b@h PRIVMSG alice :hi")
    assert rig.last("bob").time == START


def test_a_time_without_a_zone_is_utc() -> None:
    rig = Rig().register("server-time")
    rig.feed("@time=2024-04-30T08:30:00 :bob!b@h PRIVMSG alice :hi")
    assert rig.last("bob").time == datetime(2024, 4, 30, 8, 30, tzinfo=UTC)


def test_unread_counts_and_reading() -> None:
    rig = Rig().register()
    lobby = rig.join()
    rig.feed(":bob PRIVMSG #lobby :hi", ":bob PRIVMSG #lobby :Alice?", ":bob JOIN #lobby")
    assert (lobby.unread, lobby.mentions) == (2, 1)
    assert len(rig.take(UnreadChanged)) == 2
    reading.mark_read(rig.session, lobby)
    reading.mark_read(rig.session, lobby)
    assert (lobby.unread, lobby.mentions) == (0, 0)
    assert len(rig.take(UnreadChanged)) == 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("alice", True),
        ("ALICE: hi", True),
        ("hi @alice!", True),
        ("alice's", True),
        ("that is alice- no", True),
        ("malice", False),
        ("alice2", False),
        ("alice_", False),
        ("alice-cooper", False),
        ("", False),
    ],
)
def test_mentions(text: str, named: bool) -> None:
    assert mentions("alice", text) is named


def test_a_nick_of_specials_can_be_mentioned() -> None:
    assert mentions("[a]*", "hey [a]*, come")
    assert not mentions("[a]*", "hey aaa")


def test_private_messages_open_a_conversation() -> None:
    rig = Rig().register()
    rig.feed(":Bob!b@h PRIVMSG alice :psst", ":bob!b@h PRIVMSG alice :again")
    assert rig.conversation("bob").key == ConversationKey("net", "Bob")
    assert rig.texts("bob") == ["psst", "again"]


def test_a_message_to_the_operators_shows_in_their_channel() -> None:
    rig = Rig().register("", "STATUSMSG=@+")
    rig.join()
    rig.feed(":bob PRIVMSG @#lobby :ops only")
    assert rig.last("#lobby").text == "ops only"


def test_a_message_to_a_channel_that_is_not_open_is_not_lost() -> None:
    rig = Rig().register()
    rig.feed(":bob PRIVMSG #other :hello out there")
    assert rig.last().text == "hello out there"


def test_notices() -> None:
    rig = Rig().register()
    rig.join()
    rig.feed(":s.example NOTICE * :*** Looking up", "NOTICE alice :bare", ":bob NOTICE alice :beep")
    kinds = [(message.kind, message.sender) for message in rig.messages("")][-3:]
    assert kinds == [(MessageKind.SERVER, "")] * 2 + [(MessageKind.NOTICE, "bob")]
    rig.feed(":bob NOTICE #lobby :to all")
    assert rig.last("#lobby").kind is MessageKind.NOTICE
    rig.feed(":bob PRIVMSG alice :hi", ":bob NOTICE alice :here")
    assert rig.last("bob").text == "here"
    rig.feed(":s.example PRIVMSG alice :from a server")
    assert rig.last().text == "from a server"


def test_actions() -> None:
    rig = Rig().register()
    rig.join()
    rig.feed(":bob PRIVMSG #lobby :\x01ACTION waves\x01", ":bob PRIVMSG #lobby :\x01action nods")
    assert rig.lines("#lobby")[-2:] == [
        (MessageKind.ACTION, "waves"),
        (MessageKind.ACTION, "nods"),
    ]


def test_programs_questions_are_answered_but_never_to_channels() -> None:
    rig = Rig().register()
    rig.join()
    rig.feed(":bob!b@h PRIVMSG #lobby :\x01VERSION\x01", ":bob!b@h PRIVMSG #lobby :\x01PING 1\x01")
    assert rig.sent() == []
    rig.feed(":bob!b@h PRIVMSG alice :\x01VERSION\x01", ":bob!b@h PRIVMSG alice :\x01PING 12 3\x01")
    assert rig.sent() == [
        "NOTICE bob :\x01VERSION CHAT APP\x01",
        "NOTICE bob :\x01PING 12 3\x01",
    ]
    assert rig.last().text == "bob asks this program for PING"
    rig.feed(":bob!b@h PRIVMSG alice :\x01TIME\x01")
    assert rig.sent() == ["NOTICE bob :\x01TIME 2024-05-01T12:00:00+00:00\x01"]


def test_a_flood_of_questions_is_not_answered() -> None:
    rig = Rig().register()
    for _ in range(10):
        rig.feed(":bob!b@h PRIVMSG alice :\x01CLIENTINFO\x01")
    assert len(rig.sent()) == 3
    rig.advance(11)
    rig.feed(":bob!b@h PRIVMSG alice :\x01CLIENTINFO\x01")
    assert len(rig.sent()) == 1


def test_other_questions_and_servers_questions_are_not_answered() -> None:
    rig = Rig().register()
    rig.feed(":bob PRIVMSG alice :\x01DCC SEND x\x01", ":s.example PRIVMSG alice :\x01VERSION\x01")
    assert rig.sent() == []


def test_answers_of_other_programs_are_shown() -> None:
    rig = Rig().register()
    rig.feed(":bob NOTICE alice :\x01VERSION irssi\x01", ":alice NOTICE alice :\x01VERSION x\x01")
    assert rig.last().text == "bob answers VERSION: irssi"


def test_old_messages_are_forgotten() -> None:
    rig = Rig().register()
    lobby = rig.join()
    for number in range(MAX_MESSAGES + 10):
        rig.session.add(lobby, MessageKind.MESSAGE, str(number), sender="bob")
    assert len(lobby.messages) == MAX_MESSAGES
    assert lobby.messages[-1].text == str(MAX_MESSAGES + 9)
    assert lobby.message(1) is None


def test_nobody_can_open_any_number_of_conversations() -> None:
    rig = Rig().register()
    for number in range(MAX_CONVERSATIONS + 5):
        rig.feed(f":spam{number}!s@h PRIVMSG alice :buy")
    assert len(rig.session.conversations) == MAX_CONVERSATIONS
    assert rig.last().sender == f"spam{MAX_CONVERSATIONS + 4}"


def test_ids_are_unique_and_times_are_the_clocks() -> None:
    rig = Rig().register()
    rig.join()
    rig.now += timedelta(minutes=1)
    rig.feed(":bob PRIVMSG #lobby :one", ":bob PRIVMSG #lobby :two")
    added = [one for event in rig.take(MessagesAdded) for one in event.messages]
    assert len({message.id for message in added}) == 2
    assert added[0].time == START + timedelta(minutes=1)
