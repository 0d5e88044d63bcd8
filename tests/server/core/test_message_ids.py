from __future__ import annotations

import pytest

from server.core.message_ids import MessageIds, first_id_at, msgid_of, parse_msgid, time_of

NOW = 1_700_000_000.123


def test_ids_rise_within_a_moment_and_tell_it() -> None:
    ids = MessageIds()
    first, second = ids.next(NOW), ids.next(NOW)
    assert first < second
    assert time_of(first) == time_of(second) == NOW


def test_ids_go_on_behind_the_last_one_after_a_restart() -> None:
    last = MessageIds().next(NOW)
    assert MessageIds(last).next(NOW) == last + 1


def test_a_clock_that_was_set_back_does_not_repeat_ids() -> None:
    ids = MessageIds()
    last = ids.next(NOW)
    assert ids.next(NOW - 3600) == last + 1
    assert ids.next(NOW + 1) == first_id_at(1_700_000_001_123)


def test_a_msgid_is_read_back() -> None:
    number = MessageIds().next(NOW)
    assert parse_msgid(msgid_of(number)) == number


@pytest.mark.parametrize("text", ["", "x", "-1", "0", "0x1f", "1_0", " 1", "1F", "01", "f" * 16])
def test_what_we_never_gave_out_is_no_msgid(text: str) -> None:
    assert parse_msgid(text) is None
