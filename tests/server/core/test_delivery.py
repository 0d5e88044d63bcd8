"""Tick logs: what reaches whom, in which order, and that nothing is told twice or lost."""

from __future__ import annotations

from itertools import count

import pytest

from chat.protocol.message import Message, message
from server.core.capabilities import Cap
from server.core.delivery import Delivery, TickLog
from server.core.entities import Session
from tests.fakes.fake_sink import FakeSink

_ids = count(1)


class Ticks:
    """A delivery with a clock that stands, and what each session got of the last tick."""

    def __init__(self) -> None:
        self.wakes = 0
        self.delivery = Delivery(lambda: 0.0, self._wake)

    def _wake(self) -> None:
        self.wakes += 1

    def session(self, *logs: TickLog, caps: int = 0) -> Session:
        session = Session(next(_ids), FakeSink(), "192.0.2.1", 0.0, caps=caps)
        for log in logs:
            self.delivery.attach(session, log)
        return session

    def say(self, log: TickLog | list[TickLog], text: str, origin: Session | None = None) -> None:
        self.delivery.broadcast(log, self.delivery.line(message(text)), origin)

    def tick(self) -> dict[Session, list[str]]:
        deliveries = list(self.delivery.take().deliveries())
        assert len({session for session, _ in deliveries}) == len(deliveries)
        return {session: data.decode().split() for session, data in deliveries}


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


def test_an_empty_tick_delivers_nothing(ticks: Ticks):
    assert ticks.tick() == {}


def test_s2_broadcast_reaches_every_reader_but_the_sender(ticks: Ticks):
    log = TickLog()
    one, two, three = ticks.session(log), ticks.session(log), ticks.session(log)
    ticks.say(log, "HELLO", origin=one)
    assert ticks.tick() == {two: ["HELLO"], three: ["HELLO"]}


def test_broadcast_is_one_entry_and_wakes_the_broadcaster(ticks: Ticks):
    log = TickLog()
    for _ in range(100):
        ticks.session(log)
    ticks.say(log, "HELLO")
    assert len(log.entries) == 1
    assert ticks.wakes == 1


def test_readers_who_agree_get_the_same_bytes_object(ticks: Ticks):
    log = TickLog()
    one, two = ticks.session(log), ticks.session(log, caps=Cap.ECHO_MESSAGE)
    ticks.say(log, "A")
    ticks.say(log, "B")
    deliveries = dict(ticks.delivery.take().deliveries())
    assert deliveries[one] == b"A\r\nB\r\n"
    assert deliveries[one] is deliveries[two]


def test_a_tick_takes_everything_and_the_next_starts_afresh(ticks: Ticks):
    log = TickLog()
    one = ticks.session(log)
    ticks.say(log, "A")
    assert ticks.tick() == {one: ["A"]}
    assert ticks.tick() == {}
    ticks.say(log, "B")
    assert ticks.tick() == {one: ["B"]}


def test_replies_and_broadcasts_keep_their_order(ticks: Ticks):
    log = TickLog()
    one, two = ticks.session(log), ticks.session(log)
    ticks.say(log, "A")
    ticks.delivery.reply(one, message("B"))
    ticks.say(log, "C", origin=two)
    ticks.delivery.reply(one, message("D"))
    ticks.say(log, "E")
    assert ticks.tick() == {one: ["A", "B", "C", "D", "E"], two: ["A", "E"]}


def test_lines_of_several_logs_come_in_the_order_in_which_they_were_said(ticks: Ticks):
    first, second = TickLog(), TickLog()
    both, one = ticks.session(first, second), ticks.session(second)
    ticks.say(first, "A")
    ticks.say(second, "B")
    ticks.say(first, "C")
    assert ticks.tick() == {both: ["A", "B", "C"], one: ["B"]}


def test_a_line_in_several_logs_is_told_once(ticks: Ticks):
    first, second = TickLog(), TickLog()
    both, one = ticks.session(first, second), ticks.session(second)
    ticks.say([first, second], "QUIT")
    assert ticks.tick() == {both: ["QUIT"], one: ["QUIT"]}


def test_a_line_in_several_logs_is_told_once_also_around_a_detach(ticks: Ticks):
    first, second = TickLog(), TickLog()
    both = ticks.session(first, second)
    ticks.say([first, second], "QUIT")
    ticks.delivery.detach(both, first)
    assert ticks.tick() == {both: ["QUIT"]}
    ticks.delivery.attach(both, first)
    ticks.say([first, second], "QUIT")
    ticks.delivery.detach(both, first)
    ticks.delivery.detach(both, second)
    assert ticks.tick() == {both: ["QUIT"]}


def test_a_joiner_reads_only_what_comes_after(ticks: Ticks):
    log = TickLog()
    before = ticks.session(log)
    ticks.say(log, "A")
    joiner = ticks.session(log)
    ticks.say(log, "B")
    assert ticks.tick() == {before: ["A", "B"], joiner: ["B"]}


def test_a_joiner_who_has_nothing_to_read_gets_nothing(ticks: Ticks):
    log = TickLog()
    before = ticks.session(log)
    ticks.say(log, "A")
    ticks.session(log)
    assert ticks.tick() == {before: ["A"]}


def test_who_leaves_still_gets_what_was_said_before(ticks: Ticks):
    log = TickLog()
    leaver, stayer = ticks.session(log), ticks.session(log)
    ticks.say(log, "A")
    ticks.delivery.reply(leaver, message("B"))
    ticks.say(log, "C", origin=leaver)
    ticks.say(log, "D")
    ticks.delivery.detach(leaver, log)
    ticks.say(log, "E")
    assert ticks.tick() == {leaver: ["A", "B", "D"], stayer: ["A", "C", "D", "E"]}
    assert log not in leaver.logs


def test_who_comes_back_in_the_same_tick_misses_only_the_time_between(ticks: Ticks):
    log = TickLog()
    session = ticks.session(log)
    ticks.say(log, "A")
    ticks.delivery.detach(session, log)
    ticks.say(log, "B")
    ticks.delivery.attach(session, log)
    ticks.say(log, "C")
    assert ticks.tick() == {session: ["A", "C"]}


def test_detaching_twice_or_from_an_unknown_log_is_no_error(ticks: Ticks):
    log = TickLog()
    session = ticks.session(log)
    ticks.delivery.detach(session, log)
    ticks.delivery.detach(session, log)
    assert ticks.tick() == {}


def test_changed_capabilities_count_from_then_on(ticks: Ticks):
    log = TickLog()
    session = ticks.session(log)
    ticks.say(log, "A")
    session.caps = Cap.SERVER_TIME
    ticks.delivery.caps_changed(session)
    ticks.say(log, "B")
    assert ticks.tick() == {session: ["A", "@time=1970-01-01T00:00:00.000Z", "B"]}


def test_a_reader_lacking_what_a_line_needs_gets_nothing(ticks: Ticks):
    log = TickLog()
    ticks.session(log)
    able = ticks.session(log, caps=Cap.MESSAGE_TAGS)
    line = ticks.delivery.line(message("TAGMSG"), needs=Cap.MESSAGE_TAGS)
    ticks.delivery.broadcast(log, line)
    assert ticks.tick() == {able: ["TAGMSG"]}


def test_a_sender_whose_only_line_is_its_own_gets_nothing(ticks: Ticks):
    log = TickLog()
    sender = ticks.session(log)
    ticks.say(log, "A", origin=sender)
    assert ticks.tick() == {}


def test_a_reply_that_needs_a_capability_is_not_queued_without_it(ticks: Ticks):
    session = ticks.session()
    line = ticks.delivery.line(Message(command="SETNAME"), needs=Cap.SETNAME)
    ticks.delivery.reply(session, line)
    assert ticks.wakes == 0
    assert ticks.tick() == {}


def test_reply_tags_are_written_beside_those_negotiated(ticks: Ticks):
    session = ticks.session(caps=Cap.SERVER_TIME)
    ticks.delivery.reply(session, message("ACK"), {"label": "1"})
    assert ticks.tick() == {session: ["@label=1;time=1970-01-01T00:00:00.000Z", "ACK"]}


def test_closing_comes_with_the_tick_and_once(ticks: Ticks):
    session, other = ticks.session(), ticks.session()
    ticks.delivery.reply(session, message("ERROR"))
    ticks.delivery.close(session)
    ticks.delivery.close(other)
    ticks.delivery.close(session)
    tick = ticks.delivery.take()
    assert tick.closing == [session, other]
    assert [to for to, _ in tick.deliveries()] == [session]
    assert ticks.delivery.take().closing == []


def test_a_taken_tick_does_not_change_with_what_comes_later(ticks: Ticks):
    log = TickLog()
    one = ticks.session(log)
    ticks.say(log, "A")
    tick = ticks.delivery.take()
    ticks.session(log)
    ticks.delivery.detach(one, log)
    ticks.say(log, "B")
    assert dict(tick.deliveries()) == {one: b"A\r\n"}


def test_waiting_counts_the_lines_since_the_last_tick(ticks: Ticks):
    log = TickLog()
    session = ticks.session(log)
    ticks.say(log, "A")
    ticks.delivery.reply(session, message("B"))
    assert ticks.delivery.waiting == 2
    ticks.tick()
    assert ticks.delivery.waiting == 0
