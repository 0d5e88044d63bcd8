"""Whether those we write with are there: MONITOR, AWAY, and what else shows it."""

from __future__ import annotations

import pytest

from chat.model.entities import Presence
from chat.model.events import PresenceChanged
from chat.model.session import monitoring, people
from chat.model.session.state import Phase
from tests.model.session_rig import Rig


def turn(rig: Rig) -> list[str]:
    people.check(rig.session)
    return rig.sent()


def presence(rig: Rig, nick: str = "bob") -> Presence | None:
    return monitoring.presence_of(rig.session, nick)


@pytest.fixture
def rig() -> Rig:
    rig = Rig().register("away-notify extended-monitor", "MONITOR=3")
    rig.feed(":s 422 alice :No MOTD")
    rig.sent()
    return rig


def test_those_we_write_with_are_watched_and_nobody_else(rig: Rig) -> None:
    assert turn(rig) == []
    for nick in ("bob", "carol"):
        rig.session.open(nick)
    assert turn(rig) == ["MONITOR + bob,carol"]
    assert turn(rig) == []
    rig.feed(":carol!c@h NICK caz")
    assert turn(rig) == ["MONITOR - carol", "MONITOR + caz"]
    rig.session.conversations.pop("bob")
    assert turn(rig) == ["MONITOR - bob"]


def test_no_more_are_watched_than_the_server_takes(rig: Rig) -> None:
    for number in range(5):
        rig.session.open(f"n{number}")
    assert turn(rig) == ["MONITOR + n2,n3,n4"]
    rig.feed(":s 734 alice 3 n9 :list is full")
    assert rig.texts()[-1] != "list is full"


def test_who_comes_goes_away_and_back(rig: Rig) -> None:
    rig.session.open("bob")
    turn(rig)
    rig.events.clear()
    assert presence(rig) is None
    rig.feed(":s 731 alice :bob,")
    assert presence(rig) is Presence.OFFLINE
    rig.feed(":s 730 alice :Bob!b@h")
    assert presence(rig) is Presence.ONLINE
    assert rig.sent() == ["WHO Bob"]
    before = len(rig.texts())
    rig.feed(":s 352 alice * b h s bob G :0 Bob", ":s 315 alice Bob :End")
    assert presence(rig) is Presence.AWAY
    assert len(rig.texts()) == before
    rig.feed(":bob!b@h AWAY")
    assert presence(rig) is Presence.ONLINE
    assert len(rig.take(PresenceChanged)) == 4


def test_where_we_share_a_channel_that_says_it(rig: Rig) -> None:
    rig.session.open("bob")
    rig.join("#lobby", "alice bob")
    assert presence(rig) is Presence.ONLINE
    rig.feed(":s 730 alice :bob!b@h", ":bob!b@h AWAY :lunch")
    assert presence(rig) is Presence.AWAY
    assert rig.sent() == []
    rig.feed(":bob!b@h QUIT :bye")
    assert presence(rig) is Presence.OFFLINE
    rig.feed(":bob!b@h PRIVMSG alice :back")
    assert presence(rig) is Presence.ONLINE


def test_without_monitor_there_is_what_we_see() -> None:
    rig = Rig().register()
    rig.feed(":s 422 alice :No MOTD")
    rig.session.open("bob")
    assert [line for line in turn(rig) if "MONITOR" in line] == []
    rig.feed(":s 401 alice bob :No such nick")
    assert presence(rig) is Presence.OFFLINE
    assert "nobody called bob" in rig.last("bob").text
    rig.feed(":s 301 alice bob :at lunch")
    assert presence(rig) is Presence.AWAY
    rig.feed(":s 401 alice #nowhere :No such nick")
    assert presence(rig, "#nowhere") is None


def test_nothing_is_known_without_a_connection(rig: Rig) -> None:
    rig.feed(":s 730 alice :bob!b@h")
    rig.session.phase = Phase.OFFLINE
    assert presence(rig) is None
    assert turn(rig) == []


def test_no_crowd_is_kept(rig: Rig) -> None:
    names = [f"n{number}" for number in range(monitoring.MOST_KNOWN + 5)]
    for start in range(0, len(names), 50):
        rig.feed(f":s 731 alice :{','.join(names[start : start + 50])}")
    assert len(rig.session.presences) == monitoring.MOST_KNOWN
