"""A nick that is taken after a loss: another for now, and the old one when it is free."""

from __future__ import annotations

from chat.model.entities import ConnectionRequest
from chat.model.events import ConnectionFailed
from chat.model.session import people, regaining
from tests.model.session_rig import Rig
from tests.model.test_client import Desk

TAKEN = ":s 433 * alice :Nickname is already in use"


def returning(*isupport: str, taken: int = 1) -> Rig:
    """Back after a loss; so many nicks are taken."""
    rig = Rig()
    rig.session.returning = True
    rig.start()
    rig.feed(":s CAP * LS :")
    rig.sent()
    for _ in range(taken):
        rig.feed(TAKEN)
    if rig.session.transport is not None:
        rig.feed(f":s 001 {rig.session.nick} :Welcome")
        if isupport:
            rig.feed(f":s 005 alice {' '.join(isupport)} :are supported")
        rig.feed(":s 422 alice :No MOTD")
    return rig


def turn(rig: Rig) -> list[str]:
    people.check(rig.session)
    regaining.check_time(rig.session)
    return rig.sent()


def test_another_nick_is_taken_for_now_and_the_old_one_remembered() -> None:
    rig = returning()
    assert rig.sent()[0] == "NICK alice_"
    assert rig.session.nick == "alice_"
    assert rig.session.description()[0].nick == "alice"
    assert any("you are called alice_ until it is free" in text for text in rig.texts())


def test_who_connects_for_the_first_time_is_asked_instead() -> None:
    rig = Rig().start()
    rig.feed(TAKEN)
    assert [event.reason.value for event in rig.take(ConnectionFailed)] == ["nick-in-use"]


def test_there_is_an_end_to_trying() -> None:
    rig = returning(taken=regaining.MOST_TRIES + 1)
    assert rig.session.transport is None
    assert len(rig.take(ConnectionFailed)) == 1


def test_monitor_tells_when_it_is_free() -> None:
    rig = returning("MONITOR=10")
    rig.sent()
    assert turn(rig) == ["MONITOR + alice"]
    rig.feed(":s 730 alice_ :alice!a@h")
    assert turn(rig) == []
    rig.feed(":s 731 alice_ :alice")
    assert turn(rig) == ["NICK alice"]
    before = len(rig.texts())
    rig.feed(":s 433 alice_ alice :in use")  # somebody was faster
    assert len(rig.texts()) == before
    rig.feed(":s 731 alice_ :alice", ":alice_!a@h NICK alice")
    assert turn(rig) == ["NICK alice", "MONITOR - alice"]
    assert rig.session.nick == "alice"
    assert rig.session.wanted_nick == ""


def test_without_monitor_it_is_asked_now_and_then() -> None:
    rig = returning()
    rig.sent()
    assert turn(rig) == ["ISON alice"]
    rig.feed(":s 303 alice_ :Alice")
    rig.advance(20)
    assert turn(rig) == []
    rig.advance(10)
    assert turn(rig) == ["ISON alice"]
    rig.feed(":s 303 alice_ :")
    assert rig.sent() == ["NICK alice"]


def test_whoever_takes_another_name_wants_the_old_one_no_more() -> None:
    rig = returning()
    rig.feed(":alice_!a@h NICK anna")
    rig.sent()
    assert turn(rig) == []
    assert rig.session.description()[0].nick == "anna"


def test_an_answer_that_nobody_asked_for_is_shown() -> None:
    rig = Rig().register()
    rig.feed(":s 303 alice :bob carol")
    assert rig.last().text == "bob carol"


def test_the_networks_come_back_under_another_nick() -> None:
    desk = Desk()
    network = desk.register()
    desk.dialler.last.report_ended("gone")
    desk.client.pump()
    desk.client.reconnect(network)
    desk.dialler.last.report_opened()
    desk.feed(":s CAP * LS :", TAKEN)
    assert "NICK alice_" in desk.dialler.last.sent
    desk.client.connect(ConnectionRequest("alice", "chat.example", 6667))
    desk.dialler.last.report_opened()
    desk.feed(":s CAP * LS :", TAKEN)
    assert "NICK alice_" not in desk.dialler.last.sent
