"""Tag sections and the escaping of values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.protocol.message import MalformedMessage
from chat.protocol.tags import escape_value, format_tags, parse_tags, unescape_value


@given(st.text())
def test_a_value_comes_back_as_it_was(value: str) -> None:
    assert unescape_value(escape_value(value)) == value


@given(st.text())
def test_an_escaped_value_holds_nothing_that_parts_tags(value: str) -> None:
    assert not set(escape_value(value)) & set("; \r\n")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("plain", "plain"),
        (r"raw+:=,escaped\:\s\\", "raw+:=,escaped; \\"),
        (r"\r\n", "\r\n"),
        (r"\\n", "\\n"),
        (r"\b", "b"),
        ("test\\", "test"),
        ("\\", ""),
        ("a\\\\\\", "a\\"),
    ],
)
def test_unescapes_as_the_text_says(raw: str, value: str) -> None:
    assert unescape_value(raw) == value


def test_the_last_of_a_key_counts() -> None:
    assert parse_tags("a=1;b=2;a=3") == {"a": "3", "b": "2"}


def test_a_value_without_a_key_is_dropped() -> None:
    assert parse_tags(";=x;;a;") == {"a": ""}


def test_keys_are_opaque() -> None:
    assert parse_tags("+example.com/foo=bar=baz") == {"+example.com/foo": "bar=baz"}


def test_no_tags_are_no_text() -> None:
    assert format_tags({}) == ""


@pytest.mark.parametrize("key", ["", "a;b", "a=b", "a b", "a\rb", "a\nb", "a\0b"])
def test_a_key_that_would_not_come_back_is_refused(key: str) -> None:
    with pytest.raises(MalformedMessage):
        format_tags({key: "x"})


def test_a_value_with_nul_is_refused() -> None:
    with pytest.raises(MalformedMessage):
        format_tags({"a": "\0"})
