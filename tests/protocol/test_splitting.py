"""Splitting and cutting by bytes without breaking what a person sees as one."""

from __future__ import annotations

from itertools import accumulate

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from chat.protocol import splitting
from chat.protocol.splitting import graphemes, split_text, truncate

FAMILY = "👩\u200d👩\u200d👧\u200d👧"
FLAG = "🇫🇷"
_atoms = st.sampled_from(
    ["a", "b", " ", "  ", "é", "e\u0301", "漢", "\u0301", "\u200d", "\r\n", FAMILY, FLAG, "🇦",
     "👍🏽", "\u0600", "\u1100", "\u1161", "\u0915\u094d\u0937", "\ud800", "❤\ufe0f"]
)  # fmt: skip
_texts = st.lists(_atoms).map("".join) | st.text()
_limits = st.integers(4, 40)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _boundaries(text: str) -> set[int]:
    return {0, *accumulate(len(grapheme) for grapheme in graphemes(text))}


@given(_texts)
@example("🇦🇧🇨")
@example("\u0600🇦🇧🇨🇩")
@example("🇦\u0301🇧🇨\u200d🇩")
@example("a\r\nb")
@example("\r\r\n\n")
def test_graphemes_are_those_of_the_unicode_rule(text: str) -> None:
    assert list(graphemes(text)) == regex.findall(r"\X", text)


@given(_texts, _limits)
@example("ab cd", 4)
@example("abcd ", 4)
@example("     ", 4)
@example(" abcdefgh", 4)
def test_nothing_is_lost_but_the_space_at_a_break(text: str, limit: int) -> None:
    ends = {0}  # where in the text the pieces so far may end
    for piece in split_text(text, limit):
        assert piece
        assert _size(piece) <= limit
        starts = ends | {end + 1 for end in ends if end and text[end : end + 1] == " "}
        ends = {start + len(piece) for start in starts if text.startswith(piece, start)}
    assert len(text) in ends | {end + 1 for end in ends if text[end : end + 1] == " "}


@given(_texts, _limits)
def test_no_grapheme_that_fits_is_broken(text: str, limit: int) -> None:
    if any(_size(grapheme) > limit for grapheme in graphemes(text)):
        return
    allowed = _boundaries(text)
    ends = {0}
    for piece in split_text(text, limit):
        starts = ends | {end + 1 for end in ends if text[end : end + 1] == " "}
        ends = {start + len(piece) for start in starts if text.startswith(piece, start)} & allowed
        assert ends


@given(st.lists(st.text("abcé", min_size=1, max_size=5), min_size=1), st.integers(10, 30))
def test_no_word_that_fits_is_broken(words: list[str], limit: int) -> None:
    text = " ".join(words)
    assert " ".join(split_text(text, limit)) == text
    for piece, following in zip(split_text(text, limit), split_text(text, limit)[1:], strict=False):
        # As much as fits: the next word would have been too much.
        assert _size(piece + " " + following.split(" ")[0]) > limit


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("", 10, []),
        ("short", 10, ["short"]),
        ("hello world foo", 11, ["hello world", "foo"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("a bcdefghij", 4, ["a", "bcde", "fghi", "j"]),
        ("漢字漢字", 7, ["漢字", "漢字"]),
        (FAMILY * 2, 30, [FAMILY, FAMILY]),
        (FLAG * 3, 9, [FLAG, FLAG, FLAG]),
        ("x " + FAMILY, 26, ["x", FAMILY]),
        ("a" + "\u0301" * 4, 5, ["a\u0301\u0301", "\u0301\u0301"]),
        ("a b ", 4, ["a b "]),
        ("ab c ", 4, ["ab c"]),
    ],
)
def test_examples(text: str, limit: int, pieces: list[str]) -> None:
    assert split_text(text, limit) == pieces


@given(_texts, _limits)
def test_truncate_is_the_longest_beginning_that_fits(text: str, limit: int) -> None:
    cut = truncate(text, limit)
    assert text.startswith(cut)
    assert _size(cut) <= limit
    if len(cut) not in _boundaries(text):
        assert any(_size(grapheme) > limit for grapheme in graphemes(text))
    elif cut != text:
        following = next(graphemes(text[len(cut) :]))
        if _size(following) > limit:
            following = following[0]
        assert _size(cut + following) > limit


@pytest.mark.parametrize("function", [split_text, truncate])
@pytest.mark.parametrize("text", ["", "a", "é" * 10])
def test_a_limit_that_cannot_hold_a_character_is_refused(function: object, text: str) -> None:
    assert callable(function)
    with pytest.raises(ValueError, match="bytes"):
        function(text, 3)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "a" + "\u0301" * n,
        lambda n: "a" * n,
        lambda n: "a " * n,
        lambda n: " " * n,
        lambda n: "a " + "b" * n,
        lambda n: ("a " + "b" * 399) * (n // 400),
        lambda n: FAMILY * n,
    ],
)
def test_hostile_texts_take_linear_work(make: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts the characters measured: twice the text is twice the work."""
    assert callable(make)
    measured = 0
    measure = splitting._width

    def counting(text: str) -> int:
        nonlocal measured
        measured += len(text)
        return measure(text)

    monkeypatch.setattr(splitting, "_width", counting)
    text = make(10_000)
    pieces = split_text(text, 400)
    assert measured <= 4 * len(text)
    assert len(pieces) <= 2 * _size(text) / 200 + 2


def test_a_run_of_flags_does_not_count_back_through_itself() -> None:
    """Quadratic here means minutes, which the suite's own limit for one test would end."""
    text = "🇦" * 400_000
    assert split_text(text, 400)[0] == "🇦" * 100
    assert truncate(text, 400) == "🇦" * 100
