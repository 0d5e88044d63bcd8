from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.view.text_safety import (
    MAX_CHARACTERS,
    MAX_LINE,
    MAX_NAME,
    safe_line,
    safe_name,
    safe_text,
    spell_emoji,
)
from tests.view.hostile import KINDS, dangers

ANY_TEXT = st.text(st.characters())  # surrogates too


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("emoji", [True, False])
def test_no_kind_of_hostile_text_gets_through(kind: str, emoji: bool) -> None:
    text = KINDS[kind]
    assert dangers(safe_text(text, emoji=emoji), lines=True) == []
    assert dangers(safe_line(text, emoji=emoji)) == []
    assert dangers(safe_name(text, emoji=emoji)) == []


@given(ANY_TEXT)
def test_no_text_at_all_gets_through_unsafe(text: str) -> None:
    assert dangers(safe_text(text), lines=True) == []
    assert dangers(safe_line(text, emoji=False)) == []
    assert safe_name(text).strip()


@given(ANY_TEXT)
def test_safe_text_is_safe_once(text: str) -> None:
    assert safe_text(safe_text(text)) == safe_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hello, world!",
        "Grüße, señor, Ærø",
        "你好，世界",
        "שָׁלוֹם עוֹלָם",
        "مرحبا بالعالم",
        "می‌خواهم",  # Persian, with a zero-width non-joiner
        "क्षत्रिय",
        "ภาษาไทย",
        "Tiếng Việt",
        "👨‍👩‍👧 👍🏽 🇩🇪 ❤️ ☕",
        'C:\\> {x} [y] $z "q"',
        "© ® ™ → ∀ €",
    ],
)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert safe_text(text) == text


def test_what_counts_as_plain_is_what_would_be_left_alone() -> None:
    """A character that is taken out, behind each, has it looked at by all the rules."""
    characters = map(chr, range(0x3100))
    wrong = [one for one in characters if safe_text(one, emoji=False) != _looked_at(one)]
    assert wrong == []


def _looked_at(text: str) -> str:
    return safe_text(text + "\u200b", emoji=False)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("a\tb", "a    b"),
        ("a\r\nb\x85c", "a\nb\nc"),
        ("a\x00\x07b", "ab"),
        ("\x02bold\x02 \x0304,12red\x0f", "bold red"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("z" + "\u0301" * 10_000 + "!", "z" + "\u0301" * 5 + "!"),
        ("\ud83d", "\ufffd"),
        ("a\ufffe", "a\ufffd"),
        ("ad\u200bmin", "admin"),
        ("a\u200d\u200d\u200db", "ab"),
    ],
)
def test_what_hostile_text_becomes(hostile: str, shown: str) -> None:
    assert safe_text(hostile) == shown


def test_a_line_has_no_line_ends() -> None:
    assert safe_line("a\nb") == "a b"


@pytest.mark.parametrize("name", ["", " ", "\u3164", "\u200d", "\u2800\u00a0", "\x00"])
def test_a_name_is_never_blank(name: str) -> None:
    assert safe_name(name) == "(blank)"


def test_what_is_cut_says_so() -> None:
    for shorten, limit in (
        (safe_text, MAX_CHARACTERS),
        (safe_line, MAX_LINE),
        (safe_name, MAX_NAME),
    ):
        shown = shorten("x" * 1_000_000)
        assert shown == "x" * limit + "…"
        assert shorten("x" * limit) == "x" * limit


@pytest.mark.parametrize(
    ("emoji", "words"),
    [
        ("\U0001f600", "[grinning face]"),
        ("👍🏽", "[thumbs up sign]"),
        ("🇩🇪", "DE"),
        ("❤️", "[heavy black heart]"),
        ("no emoji ©", "no emoji ©"),
    ],
)
def test_emoji_can_be_spelled(emoji: str, words: str) -> None:
    assert spell_emoji(emoji) == words
    assert safe_text(emoji, emoji=False) == words
