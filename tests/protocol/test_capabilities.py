"""Lists of capabilities, and words packed into lines."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.protocol.capabilities import pack_words, parse_capabilities


@pytest.mark.parametrize(
    ("text", "capabilities"),
    [
        ("", {}),
        ("batch", {"batch": None}),
        ("sasl=PLAIN,EXTERNAL batch", {"sasl": "PLAIN,EXTERNAL", "batch": None}),
        ("  a=  b=c=d ", {"a": "", "b": "c=d"}),
        ("-batch draft/x", {"-batch": None, "draft/x": None}),
        ("=x a a=1", {"a": "1"}),
    ],
)
def test_parses_capabilities(text: str, capabilities: dict[str, str | None]) -> None:
    assert parse_capabilities(text) == capabilities


@given(st.text())
def test_any_text_is_a_list(text: str) -> None:
    assert "" not in parse_capabilities(text)


_words = st.text(st.characters(exclude_characters=" ", exclude_categories=()), min_size=1)


@given(st.lists(_words), st.integers(1, 40))
def test_packing_keeps_every_word_in_order(words: list[str], room: int) -> None:
    lines = pack_words(words, room)
    assert [word for line in lines for word in line.split(" ")] == words
    for line in lines:
        assert len(line.encode("utf-8", "surrogatepass")) <= room or " " not in line


@given(st.lists(_words), st.integers(1, 40))
def test_packing_leaves_no_room_unused(words: list[str], room: int) -> None:
    lines = pack_words(words, room)
    for line, following in itertools.pairwise(lines):
        joined = f"{line} {following.split(' ')[0]}"
        assert len(joined.encode("utf-8", "surrogatepass")) > room


def test_a_word_that_fits_exactly() -> None:
    assert pack_words(["aa", "bb", "c", "dddddd", "e"], 5) == ["aa bb", "c", "dddddd", "e"]
