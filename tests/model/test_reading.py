"""Read markers (IRCv3 draft/read-marker), local ones, and what they make of the counts."""

from __future__ import annotations

from datetime import timedelta

from chat.model.entities import ConversationKey
from chat.model.events import ReadingChanged, UnreadChanged
from chat.model.session import people, reading
from tests.fakes.direct_store import DirectStore
from tests.fakes.history_server import HistoryServer
from tests.model.session_rig import START, Rig
from tests.model.test_memory import LOBBY, NETWORK, Run, next_run

CAPS = "message-tags server-time draft/read-marker"


def say(rig: Rig, minute: int, text: str = "hi", nick: str = "bob", target: str = "#lobby") -> None:
    rig.feed(f"@time=2024-05-01T11:{minute:02}:00.000Z :{nick}!b@h PRIVMSG {target} :{text}")


def marker(minute: int) -> str:
    return f"timestamp=2024-05-01T11:{minute:02}:00.000Z"


def test_the_server_is_told_how_far_we_read_but_not_too_often() -> None:
    rig = Rig().register(CAPS)
    lobby = rig.join()
    say(rig, 1)
    reading.mark_read(rig.session, lobby)
    assert rig.sent() == [f"MARKREAD #lobby {marker(1)}"]
    reading.mark_read(rig.session, lobby)
    say(rig, 2)
    reading.mark_read(rig.session, lobby)
    say(rig, 3)
    reading.mark_read(rig.session, lobby)
    reading.check_time(rig.session)
    assert rig.sent() == []
    rig.advance(2)
    reading.check_time(rig.session)
    reading.check_time(rig.session)
    assert rig.sent() == [f"MARKREAD #lobby {marker(3)}"]


def test_another_client_of_ours_reads() -> None:
    rig = Rig().register(CAPS)
    lobby = rig.join()
    for minute in (1, 2, 3):
        say(rig, minute, "alice: look")
    assert (lobby.unread, lobby.mentions) == (3, 3)
    rig.feed(f":s MARKREAD #lobby {marker(2)}")
    assert (lobby.unread, lobby.mentions) == (1, 1)
    first = lobby.first_unread()
    assert first is not None
    assert first.time.minute == 3
    assert len(rig.take(UnreadChanged)) >= 1
    rig.feed(f":s MARKREAD #lobby {marker(1)}", f":s MARKREAD #nowhere {marker(9)}")
    rig.feed(":s MARKREAD #lobby nonsense")
    assert lobby.unread == 1


def test_where_we_read_further_the_server_is_told_when_we_come() -> None:
    rig = Rig().register(CAPS)
    lobby = rig.join()
    say(rig, 5)
    reading.mark_read(rig.session, lobby)
    rig.register(CAPS)
    rig.feed(":alice!a@h JOIN #lobby", f":s MARKREAD #lobby {marker(2)}")
    assert [line for line in rig.sent() if "MARK" in line] == [f"MARKREAD #lobby {marker(5)}"]
    rig.advance(5)
    rig.feed(f":s MARKREAD #lobby {marker(4)}")  # it does not take ours: no quarrel
    reading.check_time(rig.session)
    assert rig.sent() == []


def test_without_a_marker_on_the_server_there_is_the_local_one() -> None:
    rig = Rig().register("server-time")
    lobby = rig.join()
    say(rig, 1)
    reading.mark_read(rig.session, lobby)
    assert rig.sent() == []
    assert lobby.unread == 0
    assert rig.take(ReadingChanged)[-1].read.minute == 1


def test_marking_unread_is_not_undone_by_the_server() -> None:
    rig = Rig().register(CAPS)
    lobby = rig.join()
    for minute in (1, 2, 3):
        say(rig, minute)
    reading.mark_read(rig.session, lobby)
    second = rig.messages("#lobby")[-2]
    reading.mark_unread(rig.session, lobby, second.id)
    reading.mark_unread(rig.session, lobby, 999)
    assert lobby.unread == 2
    assert lobby.first_unread() == second
    rig.feed(f":s MARKREAD #lobby {marker(3)}")
    assert lobby.unread == 2
    rig.feed(f":s MARKREAD #lobby {marker(4)}")  # but another client can read on
    assert lobby.unread == 0


def test_a_time_that_lies_ahead_does_not_hide_what_follows() -> None:
    rig = Rig().register("server-time")
    lobby = rig.join()
    rig.feed("@time=2024-05-02T11:00:00.000Z :eve!e@h PRIVMSG #lobby :from tomorrow")
    reading.mark_read(rig.session, lobby)
    assert lobby.read is not None
    assert lobby.read <= START + timedelta(minutes=5)


def test_where_nothing_was_said_all_that_comes_is_new() -> None:
    rig = Rig().register("server-time")
    lobby = rig.join()
    for _ in range(2):
        reading.mark_read(rig.session, lobby)
    assert lobby.read == START
    assert len(rig.take(ReadingChanged)) == 1


def test_of_people_the_marker_is_asked() -> None:
    rig = Rig().register(CAPS)
    rig.session.open("bob")
    people.check(rig.session)
    assert rig.sent() == []  # the server has not told yet what it can do
    rig.feed(":s 422 alice :No MOTD")
    people.check(rig.session)
    people.check(rig.session)
    rig.session.open("carol")
    people.check(rig.session)
    assert [line for line in rig.sent() if "MARK" in line] == ["MARKREAD bob", "MARKREAD carol"]
    say(rig, 1, nick="bob", target="alice")
    rig.feed(f":s MARKREAD bob {marker(1)}")
    assert rig.conversation("bob").unread == 0


def test_a_refusal_is_nobodys_concern() -> None:
    rig = Rig().register(CAPS)
    before = len(rig.texts())
    rig.feed(":s FAIL MARKREAD INVALID_PARAMS bob :Invalid target")
    assert len(rig.texts()) == before


def test_unread_is_unread_after_a_restart() -> None:
    server, store = HistoryServer(), DirectStore()
    run = Run(server, store).connect()
    for number in range(4):  # some have the same time
        server.say(f"read {number}")
    run.settle()
    run.client.mark_read(LOBBY)
    server.say("unread")
    server.say("unread too")
    run.settle()
    first = run.client.reading.first_unread(LOBBY)
    run.client.close()
    again = next_run(server, store)
    assert [one.unread for one in again.client.conversations() if one.key == LOBBY] == [2]
    assert again.client.reading.first_unread(LOBBY) == first
    assert first is not None
    again.client.mark_read(LOBBY)
    again.client.reading.mark_unread(LOBBY, first.id)
    again.client.reading.mark_unread(ConversationKey(NETWORK, "nobody"), 1)
    assert again.client.reading.first_unread(ConversationKey(NETWORK, "nobody")) is None
    assert [one.unread for one in again.client.conversations() if one.key == LOBBY] == [2]
