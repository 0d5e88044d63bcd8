"""Spoilers: found by bars or by colour, covered until they are wanted."""

from __future__ import annotations

import pytest

from chat.protocol.spoilers import BEGIN, END, cover, covered, find_spoilers


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the butler ||did it||!", "the butler ▒▒▒ ▒▒!"),
        ("||a|| and ||b c||", "▒ and ▒ ▒"),
        (f"the butler {BEGIN}did it{END}!", "the butler ▒▒▒ ▒▒!"),
        ("\x0304,04red\x03 \x0304,01seen\x03", "▒▒▒ seen"),
        ("\x04ff0000,ff0000red\x04", "▒▒▒"),
        ("\x02bold\x02 ||\x02x\x02||", "bold ▒"),
        ("if a || b || c", "if a || b || c"),
        ("a||b", "a||b"),
        ("||||", "||||"),
        ("|| x||", "|| x||"),
        ("||two\nlines||", "▒▒▒\n▒▒▒▒▒"),
        ("nothing", "nothing"),
    ],
)
def test_what_is_covered(text: str, shown: str) -> None:
    assert covered(text) == shown


def test_the_text_is_all_there_without_its_bars() -> None:
    text, places = find_spoilers("the ||butler|| did")
    assert text == "the butler did"
    assert [text[first:last] for first, last in places] == ["butler"]
    assert cover(text, ()) == text
