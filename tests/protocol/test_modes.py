"""Mode changes and their parameters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.protocol.modes import ModeChange, format_mode_changes, parse_mode_changes

KINDS = {
    "list_modes": "beI",
    "param_modes": "k",
    "set_param_modes": "l",
    "flag_modes": "imnst",
    "prefix_modes": "ov",
}


@pytest.mark.parametrize(
    ("modestring", "args", "changes"),
    [
        ("+o-v", ["alice", "bob"], [(True, "o", "alice"), (False, "v", "bob")]),
        ("nt", [], [(True, "n", None), (True, "t", None)]),
        ("+l-l", ["5"], [(True, "l", "5"), (False, "l", None)]),
        ("+k-k", ["secret", "secret"], [(True, "k", "secret"), (False, "k", "secret")]),
        ("b", [], [(True, "b", None)]),
        ("-bl+i", ["*!*@h"], [(False, "b", "*!*@h"), (False, "l", None), (True, "i", None)]),
        ("+Xo", ["alice"], [(True, "X", None), (True, "o", "alice")]),
        ("+oo", ["alice"], [(True, "o", "alice"), (True, "o", None)]),
        ("+i", ["left", "over"], [(True, "i", None)]),
        ("+-+-", [], []),
        ("", ["x"], []),
    ],
)
def test_parses(
    modestring: str, args: list[str], changes: list[tuple[bool, str, str | None]]
) -> None:
    assert parse_mode_changes(modestring, args, **KINDS) == changes


def test_formats() -> None:
    changes = [
        ModeChange(True, "o", "alice"),
        ModeChange(True, "i"),
        ModeChange(False, "v", "bob"),
        ModeChange(True, "l", "5"),
    ]
    assert format_mode_changes(changes) == ["+oi-v+l", "alice", "bob", "5"]
    assert format_mode_changes([]) == []


_changes = st.lists(
    st.builds(ModeChange, st.booleans(), st.sampled_from("beIkov"), st.text())
    | st.builds(ModeChange, st.booleans(), st.sampled_from("imnst"), st.none())
    | st.builds(ModeChange, st.just(True), st.just("l"), st.text())
    | st.builds(ModeChange, st.just(False), st.just("l"), st.none())
)


@given(_changes)
def test_changes_come_back_as_they_were(changes: list[ModeChange]) -> None:
    modestring, *args = format_mode_changes(changes) or [""]
    assert parse_mode_changes(modestring, args, **KINDS) == changes


@given(st.text(), st.lists(st.text()))
def test_any_modestring_is_taken(modestring: str, args: list[str]) -> None:
    parse_mode_changes(modestring, args, **KINDS)
