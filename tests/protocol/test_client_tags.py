"""Client-only tags: which message is answered, and which tags a server takes away."""

from __future__ import annotations

import pytest

from chat.protocol.client_tags import REACT, is_denied, reply_target


@pytest.mark.parametrize(
    ("tags", "target"),
    [
        ({}, ""),
        ({"+draft/reply": "m1"}, "m1"),
        ({"+reply": "m1"}, "m1"),
        ({"+draft/reply": "", "+reply": "m1"}, "m1"),
        ({"draft/reply": "m1"}, ""),
    ],
)
def test_which_message_is_answered(tags: dict[str, str], target: str) -> None:
    assert reply_target(tags) == target


@pytest.mark.parametrize(
    ("denied", "is_so"),
    [
        ("", False),
        ("typing", False),
        ("typing,draft/react", True),
        ("*", True),
        ("*,-typing", True),
        ("*,-draft/react", False),
    ],
)
def test_what_a_server_takes_away(denied: str, is_so: bool) -> None:
    assert is_denied(REACT, denied) is is_so
