from __future__ import annotations

import pytest

from chat.protocol.message import MalformedMessage, message
from server.core.capabilities import RELAY_MASK, Cap
from server.core.line import Line, Part, server_time

NOON = 1_700_000_000.25


def test_server_time_has_milliseconds_and_a_z():
    assert server_time(NOON) == "2023-11-14T22:13:20.250Z"


def test_a_line_without_capabilities_has_no_tags():
    line = Line(message("PING", "x", tags={"msgid": "1"}), NOON)
    assert line.encode(0) == b"PING x\r\n"


def test_each_capability_adds_its_tags_only():
    line = Line(message("PING", "x", tags={"msgid": "1", "+a": "b"}), NOON)
    assert line.encode(Cap.SERVER_TIME) == b"@time=2023-11-14T22:13:20.250Z PING x\r\n"
    assert line.encode(Cap.MESSAGE_TAGS) == b"@msgid=1;+a=b PING x\r\n"


def test_bytes_are_made_once_for_sessions_that_agree():
    line = Line(message("PING", "x"), NOON)
    assert line.encode(Cap.ECHO_MESSAGE | Cap.SERVER_TIME) is line.encode(Cap.SERVER_TIME)


def test_a_line_that_needs_a_capability_is_empty_without_it():
    line = Line(message("TAGMSG", "#a"), NOON, needs=Cap.MESSAGE_TAGS)
    assert line.encode(Cap.SERVER_TIME) == b""
    assert line.encode(Cap.MESSAGE_TAGS) == b"TAGMSG #a\r\n"


def test_the_first_alternative_that_fits_replaces_the_message():
    longer = message("JOIN", "#a", "*", "Alice")
    line = Line(message("JOIN", "#a"), NOON, alternatives=((Cap.EXTENDED_JOIN, longer),))
    assert line.encode(0) == b"JOIN #a\r\n"
    assert line.encode(Cap.EXTENDED_JOIN) == b"JOIN #a * Alice\r\n"


def test_extra_tags_come_before_those_of_the_message():
    line = Line(message("PING", "x", tags={"msgid": "1"}), NOON)
    assert line.write(Cap.MESSAGE_TAGS, {"label": "7"}) == b"@label=7;msgid=1 PING x\r\n"


def test_what_cannot_be_written_is_refused_where_it_is_made():
    with pytest.raises(MalformedMessage):
        Line(message("PRIVMSG", "two words", "text"), NOON)
    with pytest.raises(MalformedMessage):
        Line(message("JOIN", "#a"), NOON, alternatives=((1, message("JOIN", "", "x")),))


def test_a_line_over_512_bytes_is_cut_between_characters():
    data = Line(message("PRIVMSG", "#a", "é" * 400), NOON).encode(0)
    assert len(data) in (511, 512)
    assert data.decode().endswith("é\r\n")


def test_the_limit_can_be_another():
    data = Line(message("PRIVMSG", "#a", "x" * 2000), NOON, limit=1024).encode(0)
    assert len(data) == 1024


def test_a_line_may_be_for_those_without_a_capability_only():
    line = Line(message("QUIT", "x"), NOON, unless=Cap.SETNAME)
    assert line.encode(0) == b"QUIT :x\r\n"
    assert line.encode(Cap.SETNAME) == b""


def test_an_event_may_take_several_lines():
    parts = (
        Part(message("BATCH", "+1", "t", tags={"msgid": "7"})),
        Part(message("PRIVMSG", "#a", "x"), {"batch": "1"}, timed=False),
        Part(message("BATCH", "-1"), timed=False),
    )
    both = Cap.BATCH | Cap.SETNAME
    line = Line(message("PRIVMSG", "#a", "y"), NOON, alternatives=((both, parts),))
    assert line.encode(Cap.BATCH) == b"PRIVMSG #a :y\r\n"
    assert line.encode(both | Cap.MESSAGE_TAGS) == (
        b"@msgid=7 BATCH +1 t\r\n@batch=1 PRIVMSG #a :x\r\nBATCH -1\r\n"
    )
    assert line.write(both, {"label": "l"}) == (
        b"@label=l BATCH +1 t\r\n@batch=1 PRIVMSG #a :x\r\nBATCH -1\r\n"
    )
    assert line.write(both, {"batch": "o"}) == (
        b"@batch=o BATCH +1 t\r\n@batch=1 PRIVMSG #a :x\r\n@batch=o BATCH -1\r\n"
    )


def test_only_what_a_line_asks_for_makes_more_forms_of_it():
    assert Line(message("PRIVMSG", "#a", "x"), NOON).mask == RELAY_MASK
    assert Line(message("AWAY"), NOON, needs=Cap.AWAY_NOTIFY).mask == RELAY_MASK | Cap.AWAY_NOTIFY
