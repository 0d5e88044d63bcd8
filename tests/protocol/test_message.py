"""Messages to lines and back: the public vectors, the round trip, and any text at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from parser_tests import data as vectors

from chat.protocol.message import (
    MalformedMessage,
    Message,
    format_message,
    message,
    parse_message,
)
from chat.protocol.numerics import Numeric


def _from_atoms(atoms: dict[str, Any]) -> Message:
    return Message(
        atoms.get("tags", {}),
        atoms.get("source"),
        atoms["verb"],
        tuple(atoms.get("params", ())),
    )


@pytest.mark.parametrize("vector", vectors.msg_split["tests"], ids=lambda v: v["input"])
def test_parses_the_public_vectors(vector: dict[str, Any]) -> None:
    assert parse_message(vector["input"]) == _from_atoms(vector["atoms"])


@pytest.mark.parametrize("vector", vectors.msg_join["tests"], ids=lambda v: v["desc"])
def test_formats_the_public_vectors(vector: dict[str, Any]) -> None:
    assert format_message(_from_atoms(vector["atoms"])) in vector["matches"]


def _text(forbidden: str) -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_characters=forbidden, exclude_categories=()))


_keys = _text(";= \r\n\0").filter(bool)
_words = _text(" \r\n\0").filter(bool)
_commands = _words.filter(lambda word: word[0] not in ":@")
_middles = _words.filter(lambda word: word[0] != ":")
_valid_messages = st.builds(
    lambda tags, source, command, middles, last: Message(tags, source, command, (*middles, *last)),
    st.dictionaries(_keys, _text("\0")),
    st.none() | _words,
    _commands,
    st.lists(_middles),
    st.lists(_text("\r\n\0"), max_size=1),
)
_any_text = st.text(st.characters(exclude_categories=())) | st.text(" :@;=\\\r\n\0ab#")
_any_messages = st.builds(
    lambda tags, source, command, params: Message(tags, source, command, tuple(params)),
    st.dictionaries(_any_text, _any_text, max_size=2),
    st.none() | _any_text,
    _any_text,
    st.lists(_any_text, max_size=3),
)


@given(_valid_messages)
def test_a_valid_message_comes_back_as_it_was(original: Message) -> None:
    assert parse_message(format_message(original)) == original


@given(_any_messages)
@example(Message({}, "", "PING"))
@example(Message({}, "a b", "PING"))
@example(Message({}, None, ":x"))
@example(Message({}, None, "@x"))
@example(Message({"": "x"}, None, "PING"))
def test_whatever_format_accepts_comes_back_as_it_was(original: Message) -> None:
    try:
        line = format_message(original)
    except MalformedMessage:
        return
    assert parse_message(line) == original


@given(_any_text | st.binary().map(lambda raw: raw.decode("utf-8", "replace")))
@example("@")
@example(":")
@example("@a :b")
@example(":a :b")
@example("@a @b")
@example("  @a=b  :c   d  ")
def test_any_text_parses_or_is_malformed(line: str) -> None:
    try:
        parsed = parse_message(line)
    except MalformedMessage:
        return
    assert parse_message(format_message(parsed)) == parsed


@pytest.mark.parametrize(
    "line",
    ["", " ", "@a", "@a=b ", ":src", ":src ", "@a :src", ":src :text", "a\0b", "a\rb", "a\n"],
)
def test_a_line_without_a_command_is_malformed(line: str) -> None:
    with pytest.raises(MalformedMessage):
        parse_message(line)


@pytest.mark.parametrize(
    "bad",
    [
        message(""),
        message("TWO WORDS"),
        message(":PING"),
        message("@PING"),
        message("PING", source=""),
        message("PING", source="a b"),
        message("JOIN", "", "x"),
        message("JOIN", "a b", "x"),
        message("JOIN", ":a", "x"),
        message("PRIVMSG", "#a", "one\r\nQUIT"),
        message("PRIVMSG", "#a", "nul\0"),
        message("PING", tags={"": "x"}),
        message("PING", tags={"a b": "x"}),
        message("PING", tags={"a": "\0"}),
    ],
    ids=repr,
)
def test_what_no_line_can_say_is_refused(bad: Message) -> None:
    with pytest.raises(MalformedMessage):
        format_message(bad)


def test_leading_spaces_are_passed_over() -> None:
    assert parse_message("  :src  PING  x ") == message("PING", "x", source="src")


def test_an_empty_source_is_none() -> None:
    assert parse_message(": PING").source is None


def test_more_than_fifteen_parameters_are_read() -> None:
    words = [str(number) for number in range(40)]
    assert parse_message(" ".join(["FOO", *words])).params == tuple(words)


@pytest.mark.parametrize(
    ("given_message", "line"),
    [
        (message("PRIVMSG", "#a", "hi"), "PRIVMSG #a :hi"),
        (message("PART", "#a"), "PART #a"),
        (message("PART", "#a", "bye"), "PART #a :bye"),
        (message("KICK", "#a", "bob"), "KICK #a bob"),
        (message("QUIT", "bye"), "QUIT :bye"),
        (message("JOIN", "#a"), "JOIN #a"),
        (message("MODE", "#a", "+i"), "MODE #a +i"),
        (message("CAP", "LS", "302"), "CAP LS 302"),
        (message("CAP", "*", "LS", "batch"), "CAP * LS :batch"),
        (message(Numeric.RPL_NAMREPLY, "me", "=", "#a", "me"), "353 me = #a :me"),
    ],
)
def test_free_text_keeps_its_colon_for_plain_readers(given_message: Message, line: str) -> None:
    assert format_message(given_message) == line


def test_verb_is_the_command_in_upper_case() -> None:
    assert parse_message("privmsg #a :hi").verb == "PRIVMSG"


def test_with_tags_changes_nothing_else() -> None:
    original = message("PING", "x", source="s", tags={"a": "b"})
    assert original.with_tags({"c": ""}) == message("PING", "x", source="s", tags={"c": ""})
