"""Lines out of bytes in any cut."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chat.protocol.line_buffer import LineBuffer, OverlongLine

LIMIT = 12  # ten bytes of line
TAGS = 8
_streams = st.lists(
    st.sampled_from([b"\r", b"\n", b"\r\n", b"@", b" ", b"a", b"bcdefgh", b"@a=b ", b"\xff\x00"])
).map(b"".join)


def _buffer() -> LineBuffer:
    return LineBuffer(LIMIT, TAGS)


@given(_streams, st.lists(st.integers(0, 200)))
@example(b"a\r\nb\r\n", [2])
@example(b"@aaaaaaaaaaaaa b\nok\n", [9, 10])
def test_any_cut_gives_what_one_feed_gives(stream: bytes, cuts: list[int]) -> None:
    whole, parts = _buffer(), _buffer()
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    lines = []
    for start, end in itertools.pairwise(edges):
        lines += parts.feed(stream[start:end])
    assert lines == whole.feed(stream)
    assert parts.pending == whole.pending


@given(_streams)
def test_lines_are_those_of_a_plain_split(stream: bytes) -> None:
    """Against the simplest statement of the rule."""
    expected: list[bytes | OverlongLine] = []
    for line in stream.replace(b"\r", b"\n").split(b"\n")[:-1]:
        tags = len(line.split(b" ")[0]) + (b" " in line) if line.startswith(b"@") else 0
        if tags > TAGS:
            expected.append(OverlongLine(len(line), tags_overlong=True))
        elif len(line) - tags > LIMIT - 2:
            expected.append(OverlongLine(len(line), tags_overlong=False))
        elif line:
            expected.append(line)
    assert _buffer().feed(stream) == expected


@given(st.lists(st.binary()))
def test_any_bytes_are_taken_and_memory_is_bounded(chunks: list[bytes]) -> None:
    buffer = _buffer()
    for chunk in chunks:
        buffer.feed(chunk)
        assert len(buffer.pending) <= LIMIT + TAGS


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_every_terminator_ends_a_line(end: bytes) -> None:
    assert _buffer().feed(b"a" + end + b"b" + end) == [b"a", b"b"]


def test_empty_lines_are_dropped() -> None:
    assert _buffer().feed(b"\r\n\r\n\n\ra\r\n") == [b"a"]


def test_the_limits_count_as_the_documents_do() -> None:
    buffer = LineBuffer(512, 4096)
    longest = b"@" + b"t" * 4094 + b" " + b"x" * 510
    assert buffer.feed(longest + b"\r\n") == [longest]
    assert buffer.feed(longest + b"x\r\n") == [OverlongLine(4607, tags_overlong=False)]
    assert buffer.feed(b"@t" + longest[1:] + b"\r\n") == [OverlongLine(4607, tags_overlong=True)]


def test_an_overlong_line_is_reported_once_and_the_next_is_whole() -> None:
    buffer = _buffer()
    assert buffer.feed(b"x" * 100) == []
    assert buffer.pending == b""
    assert buffer.feed(b"x" * 100) == []
    assert buffer.feed(b"x\r\nnext\r\n") == [OverlongLine(201, tags_overlong=False), b"next"]


def test_what_is_skipped_takes_no_room() -> None:
    buffer = _buffer()
    for _ in range(1000):
        buffer.feed(b"x" * 1000)
        assert buffer.pending == b""
    assert buffer.feed(b"\n") == [OverlongLine(1_000_000, tags_overlong=False)]


def test_an_unended_line_can_be_seen() -> None:
    buffer = _buffer()
    assert buffer.feed(b"one\ntwo") == [b"one"]
    assert buffer.pending == b"two"
    assert buffer.feed(b"\nthree\n") == [b"two", b"three"]
    assert buffer.pending == b""


def test_tags_limit_below_the_line_limit() -> None:
    assert LineBuffer(512, 4).feed(b"@abc d\n@ab d\n") == [
        OverlongLine(6, tags_overlong=True),
        b"@ab d",
    ]


def test_what_is_skipped_of_a_line_without_an_end_is_counted() -> None:
    buffer = LineBuffer(16, 4)
    buffer.feed(b"x" * 14)
    assert buffer.skipped == 0
    buffer.feed(b"x" * 100)
    assert buffer.skipped == 114
    assert buffer.feed(b"\nnext\n") == [OverlongLine(114, tags_overlong=False), b"next"]
    assert buffer.skipped == 0
