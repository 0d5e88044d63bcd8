"""Declarations of options: what follows from one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest

from server.options import Declared, declared_options, expected, from_toml, from_word
from server.options import option as declare


@dataclass(frozen=True, slots=True)
class Inner:
    most_things: int = declare(3, help="things", most=9)


@dataclass(frozen=True, slots=True)
class Outer:
    first_one: str = declare("x", help="the first", group="heading")
    inner: Inner = field(default_factory=Inner)
    others: tuple[str, ...] = declare((), help="more", flag="--other", key="other-things")
    on: bool = declare(False, help="whether")
    ratio: float | None = declare(None, help="how much", least=0.5)
    kind: Literal["a", "b"] = declare("a", help="which")
    place: Path | None = declare(None, help="where", group="next")
    derived: int = 5


OPTIONS = {declared.name: declared for declared in declared_options(Outer)}


def test_names_follow_from_the_field_unless_given() -> None:
    flags = {name: declared.flag for name, declared in OPTIONS.items()}
    assert flags == {
        "first-one": "--first-one",
        "other-things": "--other",
        "on": "--on",
        "ratio": "--ratio",
        "kind": "--kind",
        "place": "--place",
        "inner.most-things": "--most-things",
    }


def test_a_group_holds_until_the_next() -> None:
    groups = [declared.group for declared in OPTIONS.values()]
    assert groups == ["heading"] * 5 + ["next", "inner"]


def test_types_are_known_without_none() -> None:
    assert OPTIONS["ratio"].kind is float
    assert OPTIONS["ratio"].optional
    assert not OPTIONS["on"].optional
    assert OPTIONS["kind"].choices == ("a", "b")


def test_a_value_is_found_where_it_is_nested() -> None:
    assert OPTIONS["inner.most-things"].value(Outer(inner=Inner(7))) == 7


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("first-one", "a text"),
        ("other-things", "a list of texts"),
        ("on", "true or false"),
        ("ratio", "a number of at least 0.5"),
        ("kind", "one of a, b"),
        ("place", "a path"),
        ("inner.most-things", "a whole number of at most 9"),
    ],
)
def test_what_is_expected_is_told(name: str, text: str) -> None:
    declared = OPTIONS[name]
    assert expected(declared) == text
    with pytest.raises(ValueError, match=f"{text} is needed, not"):
        from_toml(declared, {"no": "table"}, Path())


def test_words_and_toml_become_the_same_values() -> None:
    for name, word, value in (
        ("first-one", "y", "y"),
        ("ratio", "2", 2),
        ("kind", "b", "b"),
        ("inner.most-things", "-4", -4),
    ):
        declared: Declared = OPTIONS[name]
        assert from_word(declared, word) == from_toml(declared, value, Path()) == value
    assert from_toml(OPTIONS["on"], True, Path()) is True
    assert from_toml(OPTIONS["other-things"], ["a"], Path()) == ("a",)
    assert from_toml(OPTIONS["place"], "a/b", Path("/etc")) == Path("/etc/a/b")
    assert from_word(OPTIONS["place"], "b") == Path.cwd() / "b"


def test_a_number_without_bounds_is_any() -> None:
    @dataclass(frozen=True)
    class Free:
        number: int = declare(0, help="any")

    (declared,) = declared_options(Free)
    assert expected(declared) == "a whole number"
    assert from_word(declared, "-99999") == -99999
