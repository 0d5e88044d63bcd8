"""Which names are valid."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parser_tests import data as vectors

from chat.protocol.names import (
    is_valid_channel,
    is_valid_hostname,
    is_valid_nick,
    is_valid_username,
)
from chat.protocol.source import Source, parse_source


@pytest.mark.parametrize(
    "nick",
    ["alice", "a", "a-b", "[x]", "_9", "`^{|}\\", "José", "Ærøskøbing", "李雷", "Ольга", "محمد",
     "दिल्ली", "שלום", "カナ"],
)  # fmt: skip
def test_people_can_be_called(nick: str) -> None:
    assert is_valid_nick(nick, 32)


@pytest.mark.parametrize(
    "nick",
    ["", "9lives", "-dash", "two words", "a\n", "a\t", "a\x02b", "a,b", "a!b", "a@b", "a*", "a?",
     "a.b", "a:b", "$a", "#a", "&a", "~a", "%a", "+a", "a\u00a0b", "a\u200bb", "a\u200db",
     "a\u202eb", "a\u2066b", "a\ufeff", "a\ufe0f", "a\u034f", "\u115f", "a\u1160", "\u3164",
     "ａlice", "ﬁsh", "e\u0301", "\u0301a", "q\u0301\u0302\u0303\u0304", "😀", "\ud800", "a\ue000"],
)  # fmt: skip
def test_nobody_can_be_called(nick: str) -> None:
    assert not is_valid_nick(nick, 32)


def test_a_nick_is_measured_in_bytes() -> None:
    assert is_valid_nick("é" * 4, 8)
    assert not is_valid_nick("é" * 4, 7)
    assert not is_valid_nick("a" * 9, 8)


@given(st.text(), st.text(), st.text())
def test_valid_names_are_told_apart_in_a_source(nick: str, user: str, host: str) -> None:
    if is_valid_nick(nick, 64) and is_valid_username(user, 64) and is_valid_hostname(host):
        assert parse_source(f"{nick}!{user}@{host}") == Source(nick, user, host)


@given(st.characters(exclude_categories=()))
def test_any_character_gets_an_answer(char: str) -> None:
    is_valid_nick(char, 32)
    is_valid_username(char, 32)
    is_valid_channel(f"#{char}", 32)
    is_valid_hostname(char)


@pytest.mark.parametrize("name", ["#lobby", "#a!b@c", "#Käsekuchen", "#😀", "##c++", "#1", "#a:b"])
def test_channels_can_be_called(name: str) -> None:
    assert is_valid_channel(name, 64)


@pytest.mark.parametrize(
    "name",
    ["", "#", "lobby", "&local", "#a b", "#a,b", "#a\x07", "#\x02bold", "#a\x00", "#a\u202e",
     "#a\u200b", "#a\u00a0b", "#a\u2028", "#e\u0301", "#\ud800", "#a\u3164"],
)  # fmt: skip
def test_channels_cannot_be_called(name: str) -> None:
    assert not is_valid_channel(name, 64)


def test_chantypes_and_length_of_channels() -> None:
    assert is_valid_channel("&local", 6, "#&")
    assert not is_valid_channel("&local", 5, "#&")
    assert not is_valid_channel("#é", 2)
    assert not is_valid_channel("#a", 32, "")


@pytest.mark.parametrize(("username", "valid"), [
    ("al", True), ("~al", True), ("a.l-9", True), ("9", True), ("", False), ("a b", False),
    ("a@b", False), ("a!b", False), ("a*", False), ("a\u3164", False), ("abcdefghi", False),
])  # fmt: skip
def test_usernames(username: str, valid: bool) -> None:
    assert is_valid_username(username, 8) is valid


@pytest.mark.parametrize("vector", vectors.validate_hostname["tests"], ids=lambda v: v["host"])
def test_hostnames_of_the_public_vectors(vector: dict[str, Any]) -> None:
    assert is_valid_hostname(vector["host"]) is vector["valid"]


def test_overlong_hostnames() -> None:
    assert is_valid_hostname(f"{'a' * 63}.com")
    assert not is_valid_hostname(f"{'a' * 64}.com")
    assert not is_valid_hostname(".".join(["a" * 63] * 4))
    assert not is_valid_hostname("irc.example.com\n")
