"""Sources and their parts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parser_tests import data as vectors

from chat.protocol.source import Source, parse_source


@pytest.mark.parametrize("vector", vectors.userhost_split["tests"], ids=lambda v: v["source"])
def test_parses_the_public_vectors(vector: dict[str, Any]) -> None:
    assert parse_source(vector["source"]) == Source(**vector["atoms"])


@given(
    st.text(st.characters(exclude_characters="!@")),
    st.text(st.characters(exclude_characters="@")),
    st.text(),
)
def test_a_source_comes_back_as_it_was(nick: str, user: str, host: str) -> None:
    source = Source(nick, user, host if user or not host.count("!") else "")
    assert parse_source(str(source)) == source


@given(st.none() | st.text())
def test_any_text_is_taken_apart(text: str | None) -> None:
    parse_source(text)


def test_no_source_is_an_empty_one() -> None:
    assert parse_source(None) == Source("", "", "")


@pytest.mark.parametrize(
    ("text", "is_server"),
    [("irc.example.com", True), ("alice", False), ("a!b@c.d", False), ("", False)],
)
def test_a_dotted_name_alone_is_a_server(text: str, is_server: bool) -> None:
    assert parse_source(text).is_server is is_server
