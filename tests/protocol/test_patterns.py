"""A pattern is compiled when something is asked of it, and is then what `regex` made."""

from __future__ import annotations

import subprocess
import sys

import pytest
import regex

from chat.protocol.patterns import pattern


def test_it_finds_what_regex_finds() -> None:
    letters = pattern(r"(?V1)[\p{L}--e]+")
    assert letters.findall("één zee, 2 bees") == ["één", "z", "b", "s"]
    assert letters.sub("-", "één 2") == "- 2"
    assert letters.search("1 2") is None
    assert letters.pattern == r"(?V1)[\p{L}--e]+"


def test_a_wrong_one_says_so_when_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(regex.error):
        wrong.search("text")


def test_plain_text_is_shown_without_the_library() -> None:
    """Importing it takes too long at the start of the client to do it for nothing."""
    program = (
        "import sys; from chat.protocol.splitting import split_text;"
        "from chat.view.text_safety import safe_line; from chat.view.bidi import visual;"
        "print(safe_line('“Grüße” — von Jürgen…'), visual('Grüße'), split_text('a b', 9));"
        "assert 'regex' not in sys.modules; safe_line('你'); assert 'regex' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
