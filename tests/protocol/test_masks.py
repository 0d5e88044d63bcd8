"""Wildcard masks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from parser_tests import data as vectors

from chat.protocol import masks
from chat.protocol.casemapping import CaseMapping, casefold
from chat.protocol.masks import matches, normalize_mask


@pytest.mark.parametrize("vector", vectors.mask_match["tests"], ids=lambda v: v["mask"])
@pytest.mark.parametrize("mapping", CaseMapping)
def test_matches_the_public_vectors(vector: dict[str, Any], mapping: CaseMapping) -> None:
    for text in vector["matches"]:
        assert matches(vector["mask"], text, mapping), text
    for text in vector["fails"]:
        assert not matches(vector["mask"], text, mapping), text


def _matches_slowly(tokens: list[str], text: str) -> bool:
    """The rule in a table of (tokens, characters) consumed: right by reading it."""
    reachable = {0}
    for token in tokens:
        if token == "*":
            reachable = set(range(min(reachable, default=len(text) + 1), len(text) + 1))
        else:
            reachable = {
                at + 1
                for at in reachable
                if at < len(text) and (token == "?" or token[-1] == text[at])
            }
    return len(text) in reachable


@given(st.text("ab*?\\"), st.text("ab*?\\"))
@example("*a", "a")
@example("a*a", "a")
@example("*ab*ab*", "abab")
@example("*?*a", "a")
def test_agrees_with_the_plain_rule(mask: str, text: str) -> None:
    tokens = re.findall(r"\\[*?]|.", mask)
    assert matches(mask, text, CaseMapping.ASCII) == _matches_slowly(tokens, text)


@given(st.text(), st.text())
def test_any_text_can_be_a_mask(mask: str, text: str) -> None:
    tokens = re.findall(r"\\[*?]|.", casefold(mask, CaseMapping.ASCII), re.DOTALL)
    assert matches(mask, text, CaseMapping.ASCII) == _matches_slowly(
        tokens, casefold(text, CaseMapping.ASCII)
    )


@pytest.mark.parametrize(
    ("mask", "text", "matched"),
    [
        (r"a\*c", "a*c", True),
        (r"a\*c", "abc", False),
        (r"a\?c", "a?c", True),
        (r"a\?c", "abc", False),
        (r"back\slash!*@*", r"back\slash!u@h", True),
        ("nick\\", "nick\\", True),
        ("new\nline*", "new\nlines", True),
        ("?", "😀", True),
        ("", "", True),
        ("", "a", False),
    ],
)
def test_escapes_and_oddities(mask: str, text: str, matched: bool) -> None:
    assert matches(mask, text) is matched


def test_case_is_folded_on_both_sides() -> None:
    assert matches("[A]*", "{a}LICE", CaseMapping.RFC1459)
    assert matches("a\\b", "A|B", CaseMapping.RFC1459)
    assert not matches("[A]*", "{a}lice", CaseMapping.ASCII)


class CountingPattern:
    """A compiled part that counts how often, and over how many characters, it is looked for."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.calls = 0
        self.characters = 0

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        self.calls += 1
        return self.pattern.match(text, at)

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        self.calls += 1
        found = self.pattern.search(text, start, end)
        self.characters += (found.end() if found else end) - start
        return found


@pytest.mark.parametrize("mask", ["*a" * 200 + "b", "*a" * 200 + "b*", "*" * 400 + "b*"])
def test_hostile_masks_are_searched_once_through(mask: str) -> None:
    text = "a" * 10_000
    glob = masks._compile(mask, CaseMapping.ASCII)
    parts = [CountingPattern(part) for part in glob.parts]
    counting = glob._replace(parts=tuple(parts))  # type: ignore[arg-type]
    assert not masks._matches(counting, text)
    assert all(part.calls <= 1 for part in parts)
    assert sum(part.characters for part in parts) <= len(text)


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("", "*!*@*"),
        ("alice", "alice!*@*"),
        ("alice!al", "alice!al@*"),
        ("alice!al@host", "alice!al@host"),
        ("al@host", "*!al@host"),
        ("@host", "*!*@host"),
        ("!al@", "*!al@*"),
        ("192.0.2.*", "*!*@192.0.2.*"),
        ("2001:db8::*", "*!*@2001:db8::*"),
        ("***a**", "*a*!*@*"),
        (r"a\**", r"a\**!*@*"),
    ],
)
def test_a_mask_is_filled_up(text: str, mask: str) -> None:
    assert normalize_mask(text) == mask


@given(st.text("ab*?\\!@.:"))
def test_normalizing_twice_changes_nothing(text: str) -> None:
    once = normalize_mask(text)
    assert normalize_mask(once) == once
