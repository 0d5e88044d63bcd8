"""Messages of several lines: taken apart, put together, and what a server takes as one."""

from __future__ import annotations

import pytest

from chat.protocol.multiline import Limits, combine, joints, parse_limits, separate
from chat.protocol.text_lines import text_lines


@pytest.mark.parametrize(
    ("value", "limits"),
    [
        ("max-bytes=4096,max-lines=24", Limits(4096, 24)),
        ("max-lines=24,max-bytes=4096", Limits(4096, 24)),
        ("max-bytes=4096,something=new,else", Limits(4096)),
        ("max-lines=24", None),
        ("max-bytes=", None),
        ("max-bytes=0", None),
        ("max-bytes=-1", None),
        ("max-bytes=99999999999", None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_server_offers(value: str | None, limits: Limits | None) -> None:
    assert parse_limits(value) == limits


def test_line_feeds_count_but_not_where_a_line_goes_on() -> None:
    assert Limits(7).allow([("abc", False), ("abc", False)])
    assert not Limits(6).allow([("abc", False), ("abc", False)])
    assert Limits(6).allow([("abc", False), ("abc", True)])
    assert not Limits(6).allow([("äöü", False), ("a", True)])
    assert Limits(6, 2).allow([("a", False), ("", False)])
    assert not Limits(6, 1).allow([("a", False), ("", False)])
    assert not Limits(6).allow([("", False), ("", False)])


@pytest.mark.parametrize("text", ["one", "a\n\nb", "word " * 30, "x" * 99 + "\n y", "é" * 50])
def test_what_is_taken_apart_is_the_same_together(text: str) -> None:
    lines = separate(text, 20)
    assert combine(lines) == text
    assert all(len(line.encode()) <= 20 for line, _ in lines)


@pytest.mark.parametrize(
    "lines",
    [
        [("one", False)],
        [("how is ", False), ("everyone?", True)],
        [("a", False), ("b", True), ("", False), ("c", False), ("d", True), ("e", True)],
        [("", False), ("x", True), ("", False)],
    ],
)
def test_where_lines_were_joined_they_part_again(lines: list[tuple[str, bool]]) -> None:
    assert separate(combine(lines), 20, joints(lines)) == lines


def test_what_is_joined_is_broken_where_there_is_less_room() -> None:
    lines = [("one two three", False), ("four", True)]
    parted = separate(combine(lines), 8, joints(lines))
    assert parted == [("one two ", False), ("three", True), ("four", True)]


def test_a_first_line_goes_on_from_nothing() -> None:
    assert joints([("a", True), ("b", True)]) == [1]


def test_lines_end_at_line_ends_and_at_no_formatting_code() -> None:
    assert text_lines("a\r\nb\rc\nd") == ["a", "b", "c", "d"]
    assert text_lines("\x1ditalic\x1d \x1estruck\x1e") == ["\x1ditalic\x1d \x1estruck\x1e"]
