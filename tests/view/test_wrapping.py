from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.view import wrapping
from chat.view.wrapping import CharacterWidths, elide, wrap

NARROW, WIDE = 1, 2


def widths() -> CharacterWidths:
    return CharacterWidths(lambda character: WIDE if character > "\u2e80" else NARROW)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("to be or not to be", 8, ["to be or", "not to", "be"]),
        ("a  wide   gap", 6, ["a", "wide", "gap"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("see abcdefgh", 4, ["see", "abcd", "efgh"]),
        ("path/to/it", 7, ["path/", "to/it"]),
        ("a-bcdefgh", 6, ["a-bcde", "fgh"]),
        ("two\nlines", 10, ["two", "lines"]),
        ("\n\n", 10, ["", "", ""]),
        ("你好世界", 4, ["你好", "世界"]),
        ("好好好，好", 6, ["好好", "好，好"]),
        ("好好（好）", 6, ["好好", "（好）"]),
        ("say 你好 now", 7, ["say 你", "好 now"]),
    ],
)
def test_lines_end_where_they_may(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width, widths()) == lines


def test_a_letter_is_not_cut_from_its_marks() -> None:
    assert wrap("e\u0301" * 4, 4, widths()) == ["e\u0301e\u0301", "e\u0301e\u0301"]


def test_an_emoji_sequence_is_not_cut() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert wrap(family * 2, 9, widths()) == [family, family]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.integers(2, 40))
def test_nothing_but_spaces_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    measured = widths()
    lines = wrap(text, width, measured)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    one_character = [line for line in lines if measured.of(line) > width]
    assert all(len(wrap(line, width, measured)) == 1 for line in one_character)


def test_a_width_is_measured_once() -> None:
    asked: list[str] = []

    def measure(character: str) -> int:
        asked.append(character)
        return 1

    measured = CharacterWidths(measure)
    wrap("aaa bbb aaa" * 10, 5, measured)
    assert sorted(asked) == [" ", "a", "b"]


def test_a_cache_of_words_does_not_grow_without_end() -> None:
    measured = widths()
    for number in range(60_000):
        assert measured.of_word(str(number)) == len(str(number))
    assert len(measured._words) <= 50_000


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 5, "short"),
        ("too long", 5, "too…"),
        ("abcdef", 3, "ab…"),
        ("你好世界", 6, "你好…"),
    ],
)
def test_elide_keeps_the_beginning(text: str, width: int, shown: str) -> None:
    assert elide(text, width, widths()) == shown


@given(st.text("ab  c-", max_size=60), st.integers(1, 20))
def test_the_quick_way_makes_the_same_lines(text: str, width: int) -> None:
    measured = CharacterWidths(lambda character: 2 if character == "c" else 1)
    if measured.of(text) > width:
        quick = wrapping._wrap_plain(text, width, measured)
        assert quick in (None, wrapping._wrap_paragraph(text, width, measured))


def test_words_and_spaces_go_the_quick_way() -> None:
    assert wrapping._wrap_plain("to be or not to be", 8, widths()) is not None
    assert wrapping._wrap_plain("abcdefghij", 4, widths()) is None
