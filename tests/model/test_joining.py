from __future__ import annotations

import pytest
from msgspec.structs import replace

from chat.model.entities import ConversationKey, MessageKind, Movement, MovementKind
from chat.model.events import (
    ConversationClosed,
    ConversationOpened,
    ConversationRenamed,
    Invited,
    MembersChanged,
    NickChanged,
)
from chat.model.session import commands, ending
from chat.model.session.session import MAX_CONVERSATIONS
from tests.model.session_rig import REQUEST, Rig

LOBBY = ConversationKey("net", "#lobby")


def test_our_join_opens_the_channel() -> None:
    rig = Rig().register()
    rig.feed(":alice!ali@home JOIN #lobby")
    assert rig.take(ConversationOpened) == [ConversationOpened(LOBBY)]
    assert rig.texts("#lobby") == ["You joined #lobby"]
    assert rig.members("#lobby") == ["alice"]
    assert str(rig.session.source) == "alice!ali@home"


def test_others_come_with_their_real_names() -> None:
    rig = Rig().register("extended-join")
    rig.join()
    rig.feed(":carol!c@h JOIN #lobby account :Carol C.")
    assert rig.members("#lobby") == ["@bob", "alice", "carol"]
    assert rig.conversation("#lobby").members["CAROL"].realname == "Carol C."
    assert rig.last("#lobby").text == "carol joined"
    assert rig.take(MembersChanged) == [MembersChanged(LOBBY)]
    rig.feed(":carol!c@h JOIN #lobby")
    assert rig.texts("#lobby").count("carol joined") == 1


def test_joins_and_parts_elsewhere_are_no_concern() -> None:
    rig = Rig().register()
    rig.join()
    rig.feed("JOIN #lobby")
    assert rig.members("#lobby") == ["@bob", "alice"]
    rig.feed(":bob JOIN #x", ":bob PART #x", ":bob KICK #x carol", ":bob TOPIC #x :t")
    assert len(rig.session.conversations) == 2


def test_leaving_with_a_reason() -> None:
    rig = Rig().register()
    rig.join("#lobby", "alice bob carol")
    rig.feed(":bob!b@h PART #lobby :\x02lunch\x02", ":carol PART #lobby", ":ghost PART #lobby")
    assert rig.texts("#lobby")[-2:] == ["bob left: lunch", "carol left"]
    assert rig.members("#lobby") == ["alice"]


def test_our_own_leaving_closes_the_channel() -> None:
    rig = Rig().register()
    conversation = rig.join()
    commands.part_channel(rig.session, conversation, "bye")
    assert rig.sent() == ["PART #lobby :bye"]
    assert rig.session.find("#lobby")
    rig.feed(":alice PART #lobby")
    assert rig.take(ConversationClosed) == [ConversationClosed(LOBBY)]
    assert rig.session.find("#lobby") is None


def test_kicks() -> None:
    rig = Rig().register()
    lobby = rig.join("#lobby", "alice bob carol dave")
    rig.feed(":bob!b@h KICK #lobby carol :flooding", ":bob KICK #lobby ghost")
    rig.feed(":alice KICK #lobby dave :alice")
    assert rig.texts("#lobby")[-2:] == ["bob put carol out: flooding", "You put dave out"]
    rig.feed(":bob!b@h KICK #lobby ALICE :enough")
    assert rig.last("#lobby").text == "bob put you out of #lobby: enough"
    assert not lobby.joined
    assert rig.members("#lobby") == []


def test_who_was_put_out_does_not_come_back_with_the_next_connection() -> None:
    rig = Rig(replace(REQUEST, channels=("#lobby", "#other"))).register()
    rig.join("#lobby", "alice bob")
    rig.feed(":bob!b@h KICK #LOBBY alice :enough")
    ending.lose(rig.session, "cut")
    rig.request, _key = rig.session.description()
    rig.start().feed(":s.example CAP * LS :", ":s.example 001 alice :Welcome")
    assert "JOIN #other" in rig.sent()


def test_going_offline_is_told_where_one_was_seen() -> None:
    rig = Rig().register()
    rig.join("#one", "alice bob")
    rig.join("#two", "alice bob")
    rig.join("#three", "alice")
    rig.feed(":bob!b@h PRIVMSG alice :hi", ":bob!b@h QUIT :Ping timeout")
    for target in ("#one", "#two", "bob"):
        assert rig.last(target).text == "bob went offline: Ping timeout"
    assert rig.members("#one") == ["alice"]
    assert rig.texts("#three") == ["You joined #three"]
    rig.events.clear()
    rig.feed(":alice QUIT :bye", "QUIT")
    assert rig.take(MembersChanged) == []


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("Quit: lunch", "bob went offline: lunch"),
        ("Quit: ", "bob went offline"),
        ("Quit", "bob went offline"),
        ("Quitting time", "bob went offline: Quitting time"),
    ],
)
def test_a_reason_is_told_without_what_servers_add(reason: str, told: str) -> None:
    rig = Rig().register()
    rig.join("#lobby", "alice bob")
    rig.feed(f":bob!b@h QUIT :{reason}")
    assert rig.last("#lobby").text == told


def test_a_new_nick_is_followed() -> None:
    rig = Rig().register()
    rig.join("#lobby", "alice @bob")
    rig.feed(":bob!b@h PRIVMSG alice :hi")
    rig.events.clear()
    rig.feed(":bob!b@h NICK robert")
    assert rig.members("#lobby") == ["@robert", "alice"]
    assert rig.take(ConversationRenamed) == [
        ConversationRenamed(ConversationKey("net", "bob"), ConversationKey("net", "robert"))
    ]
    assert rig.session.find("bob") is None
    assert rig.last("robert").text == "bob is now known as robert"
    rig.feed(":robert!b@h NICK Robert")
    assert rig.conversation("robert").key.target == "Robert"


def test_a_new_nick_does_not_take_over_anothers_conversation() -> None:
    rig = Rig().register()
    rig.feed(":bob PRIVMSG alice :hi", ":robert PRIVMSG alice :hello", ":bob NICK robert")
    assert rig.texts("robert") == ["hello"]
    assert rig.last("bob").text == "bob is now known as robert"


def test_our_own_new_nick() -> None:
    rig = Rig().register()
    rig.feed(":alice!a@h NICK :")
    assert rig.session.nick == "alice"
    rig.feed(":alice!a@h NICK alicia")
    assert rig.take(NickChanged) == [NickChanged("net", "alice", "alicia")]
    assert rig.last().text == "You are now known as alicia"
    rig.feed(":alicia!a@h JOIN #lobby", ":ALICIA!a@h NICK al")
    assert rig.last("#lobby").text == "You are now known as al"
    assert rig.members("#lobby") == ["al"]


def test_invitations() -> None:
    rig = Rig().register()
    rig.join()
    rig.feed(":bob!b@h INVITE alice #secret")
    assert rig.take(Invited) == [Invited("net", "bob", "#secret")]
    assert rig.last().text == "bob invites you to #secret: type /join #secret to go there"
    rig.feed(":bob!b@h INVITE carol #lobby", ":s 341 alice dave #lobby")
    assert rig.texts("#lobby")[-2:] == ["bob invited carol to #lobby", "You invited dave to #lobby"]
    rig.feed(":bob!b@h PRIVMSG alice :hi", ":bob!b@h INVITE alice #secret")
    assert rig.last("bob").kind is MessageKind.EVENT


def test_an_invitation_is_confirmed_where_it_was_typed_too() -> None:
    rig = Rig().register()
    art, lobby = rig.join("#art"), rig.join()
    commands.invite(rig.session, art, "Dave", "#LOBBY")
    rig.feed(":s 341 alice dave #ART")
    told = "You invited dave to #ART"
    assert (rig.last("#art").text, rig.last("#lobby").text) == (told, told)
    commands.invite(rig.session, lobby, "eve", "#lobby")
    rig.feed(":s 341 alice eve #lobby", ":s 341 alice dave #art")
    assert rig.texts("#lobby")[-1] == "You invited eve to #lobby"  # once
    assert rig.texts("#lobby").count(told) == 1
    rig.feed(":s 341 alice dave #elsewhere")
    assert rig.last().text == "You invited dave to #elsewhere"


def test_what_can_be_done_to_channels_is_not_done_to_people_or_the_network() -> None:
    rig = Rig().register()
    rig.feed(":bob!b@h PRIVMSG alice :hi")
    for target in ("bob", ":"):
        rig.feed(f":alice JOIN {target}", f":alice PART {target}", f":bob TOPIC {target} x")
    rig.feed(":bob KICK bob alice", ":s 353 alice = bob :alice", ":s 332 alice bob :x")
    assert rig.session.find("") is rig.session.home
    bob = rig.conversation("bob")
    assert (bob.is_channel, bob.topic, len(bob.members)) == (False, "", 0)


def test_comings_and_goings_say_who_moved() -> None:
    rig = Rig().register()
    rig.join("#lobby", "alice bob")
    rig.feed(":carol!c@h JOIN #lobby", ":carol NICK cara", ":bob PART #lobby", ":cara QUIT :bye")
    moved = [message.movement for message in rig.conversation("#lobby").messages]
    assert moved[-4:] == [
        Movement(MovementKind.JOINED, "carol"),
        Movement(MovementKind.RENAMED, "carol", "cara"),
        Movement(MovementKind.LEFT, "bob"),
        Movement(MovementKind.QUIT, "cara"),
    ]
    assert moved[0] is None  # our own coming


def test_a_server_cannot_put_us_into_any_number_of_channels() -> None:
    rig = Rig().register()
    rig.feed(*(f":alice!a@h JOIN #c{number}" for number in range(MAX_CONVERSATIONS + 5)))
    assert len(rig.session.conversations) == MAX_CONVERSATIONS
    assert rig.sent()[-1] == f"PART #c{MAX_CONVERSATIONS + 4}"
    rig.feed(":alice!a@h JOIN #c0")
    assert len(rig.session.conversations) == MAX_CONVERSATIONS
