"""CTCP inside texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.protocol.ctcp import Ctcp, format_action, format_ctcp, parse_ctcp
from chat.protocol.message import MalformedMessage


@pytest.mark.parametrize(
    ("text", "ctcp"),
    [
        ("\x01VERSION\x01", Ctcp("VERSION")),
        ("\x01PING 1473523796 918320\x01", Ctcp("PING", "1473523796 918320")),
        ("\x01ACTION waves", Ctcp("ACTION", "waves")),
        ("\x01action  waves \x01", Ctcp("ACTION", " waves ")),
        ("plain", None),
        ("", None),
        ("\x01", None),
        ("\x01\x01", None),
        ("\x01 ACTION\x01", None),
        ("\x01ACTION a\x01 b\x01", None),
        ("said \x01ACTION waves\x01", None),
    ],
)
def test_parses(text: str, ctcp: Ctcp | None) -> None:
    assert parse_ctcp(text) == ctcp


@given(st.text(), st.text())
def test_what_is_formatted_comes_back(command: str, params: str) -> None:
    try:
        text = format_ctcp(command, params)
    except MalformedMessage:
        return
    assert parse_ctcp(text) == Ctcp(command.upper(), params)


@given(st.text("\x01 Aa\r\n\0"))
def test_any_text_is_a_ctcp_or_plain(text: str) -> None:
    ctcp = parse_ctcp(text)
    if ctcp is not None:
        assert parse_ctcp(format_ctcp(ctcp.command, ctcp.params)) == ctcp


def test_an_action() -> None:
    assert format_action("waves") == "\x01ACTION waves\x01"


@pytest.mark.parametrize(
    ("command", "params"),
    [("", ""), ("A B", ""), ("A", "x\x01"), ("A", "x\r"), ("A", "x\n"), ("A", "\0"), ("\x01", "")],
)
def test_what_cannot_be_quoted_is_refused(command: str, params: str) -> None:
    with pytest.raises(MalformedMessage):
        format_ctcp(command, params)
