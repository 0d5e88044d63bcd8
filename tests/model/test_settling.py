"""An own message that has arrived: under the server's time, in the place that this gives it."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from chat.model.entities import DeliveryState
from chat.model.events import MessageChanged, MessageMoved
from chat.model.session import ending, sending
from tests.model.session_rig import START, Rig

CAPS = "message-tags server-time batch echo-message labeled-response"
SECOND = timedelta(seconds=1)


def talk(caps: str = CAPS) -> Rig:
    rig = Rig().register(caps)
    rig.join()
    return rig


def say(rig: Rig, *texts: str) -> None:
    for text in texts:
        sending.send_text(rig.session, rig.conversation("#lobby"), text)


def tag(seconds: float) -> str:
    moment = START + timedelta(seconds=seconds)
    return f"time={moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z"


def echo(rig: Rig, number: int, text: str, seconds: float) -> None:
    rig.feed(f"@label=m{number};msgid=own{number};{tag(seconds)} :alice!a@h PRIVMSG #lobby :{text}")


def said(rig: Rig) -> list[str]:
    return [one.text for one in rig.messages("#lobby") if one.sender]


def test_the_time_is_the_servers() -> None:
    rig = talk()
    say(rig, "hello")
    rig.events.clear()
    echo(rig, 1, "hello", 0.5)
    assert rig.last("#lobby").time == START + timedelta(seconds=0.5)
    assert rig.take(MessageMoved) == []  # it stands where it stood


def test_without_a_time_of_the_servers_it_stays_that_of_writing() -> None:
    rig = talk("message-tags batch echo-message labeled-response")
    say(rig, "hello")
    rig.advance(30)
    rig.feed("@label=m1 :alice!a@h PRIVMSG #lobby :hello")
    assert rig.last("#lobby").time == START


def test_what_the_server_took_in_before_stands_before() -> None:
    rig = talk()
    say(rig, "mine", "mine too")
    rig.feed(f"@{tag(1)} :bob!b@h PRIVMSG #lobby :bobs")
    rig.events.clear()
    echo(rig, 1, "mine", 2)
    changed = [type(one) for one in rig.events if isinstance(one, MessageChanged | MessageMoved)]
    assert changed == [MessageChanged, MessageMoved]
    echo(rig, 2, "mine too", 2)
    assert said(rig) == ["bobs", "mine", "mine too"]
    rig.feed(f"@{tag(3)} :bob!b@h PRIVMSG #lobby :later")
    assert said(rig)[-1] == "later"


def test_it_is_told_from_where_on_the_order_is_another() -> None:
    rig = talk()
    say(rig, "mine")
    rig.feed(f"@{tag(1)} :bob!b@h PRIVMSG #lobby :bobs")
    rig.events.clear()
    echo(rig, 1, "mine", 2)
    bobs, mine = rig.messages("#lobby")[-2:]
    [moved] = rig.take(MessageMoved)
    assert (moved.message, moved.first) == (mine, bobs.id)


@pytest.mark.parametrize("wrong", [timedelta(days=-3), timedelta(days=3), timedelta(hours=-25)])
def test_with_a_wrong_clock_it_comes_under_the_right_day(wrong: timedelta) -> None:
    rig = talk()
    rig.now = START + wrong
    say(rig, "mine")
    assert rig.last("#lobby").time == START + wrong
    before = rig.conversation("#lobby").latest
    rig.events.clear()
    rig.now = START  # so that the server is believed
    echo(rig, 1, "mine", 1)
    mine = rig.last("#lobby")
    assert (mine.time, mine.state) == (START + SECOND, DeliveryState.SENT)
    [moved] = rig.take(MessageMoved)
    assert moved.first == mine.id
    assert before is None or before <= START  # no moment that never was is the latest
    assert rig.conversation("#lobby").latest == START + SECOND


def test_one_that_is_found_in_the_history_takes_its_time_too() -> None:
    rig = talk(f"{CAPS} draft/chathistory")
    rig.feed(f"@{tag(0)};msgid=first :bob!b@h PRIVMSG #lobby :first")
    say(rig, "mine")
    number = rig.last("#lobby").id
    rig.sent()
    ending.lose(rig.session, "")
    assert rig.states("#lobby") == [DeliveryState.UNCERTAIN]
    rig.start()
    caps = f"{CAPS} draft/chathistory"
    rig.feed(f":s CAP * LS :{caps}", f":s CAP * ACK :{caps}", ":s 001 alice :Welcome")
    rig.feed(":alice!a@h JOIN #lobby", ":s 366 alice #lobby :End")
    asked = next(line for line in rig.sent() if "CHATHISTORY" in line)
    label = asked.partition("label=")[2].partition(" ")[0].partition(";")[0]
    rig.feed(
        f"@label={label} BATCH +1 chathistory #lobby" if label else "BATCH +1 chathistory #lobby",
        f"@batch=1;{tag(5)};msgid=x;+chat-app/id=here-{number} :alice!a@h PRIVMSG #lobby :mine",
        "BATCH -1",
    )
    [mine] = [one for one in rig.messages("#lobby") if one.own]
    assert (mine.time, mine.state) == (START + 5 * SECOND, DeliveryState.SENT)


def test_one_that_is_gone_meanwhile_moves_nothing() -> None:
    rig = talk()
    conversation = rig.conversation("#lobby")
    say(rig, "mine")
    mine = rig.last("#lobby")
    conversation.clear()
    assert conversation.move_down(mine) is None
