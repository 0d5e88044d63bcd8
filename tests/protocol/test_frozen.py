"""`@frozen` makes what `@dataclass(frozen=True, slots=True)` makes, and compiles it later."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import pytest

from chat.protocol.frozen import frozen, unlocked


@frozen
class Person:
    """Somebody."""

    nick: str
    away: bool = False
    password: str = field(default="", repr=False)
    channels: list[str] = field(default_factory=list, compare=False)


@frozen
class Moderator(Person):
    """Somebody who may more."""

    rank: int = 1


@dataclass(frozen=True, slots=True)
class Plain:
    """What is copied: the same fields as a moderator."""

    nick: str
    away: bool = False
    password: str = field(default="", repr=False)
    channels: list[str] = field(default_factory=list, compare=False)
    rank: int = 1


def test_it_takes_and_shows_what_a_dataclass_does() -> None:
    made, plain = (kind("ann", password="secret", rank=3) for kind in (Moderator, Plain))
    assert repr(made) == repr(plain).replace("Plain", "Moderator")
    assert asdict(made) == asdict(plain)
    assert Moderator.__doc__ == "Somebody who may more."
    assert Moderator.__match_args__ == Plain.__match_args__
    assert [each.name for each in fields(Person)] == ["nick", "away", "password", "channels"]


def test_each_has_a_list_of_its_own() -> None:
    assert Person("ann").channels is not Person("ben").channels


def test_equal_are_those_of_one_class_with_the_same_values() -> None:
    assert Person("ann", channels=["#a"]) == Person("ann", channels=["#b"])
    assert Person("ann") != Person("ben")
    assert Person("ann") != Moderator("ann")
    assert len({Person("ann"), Person("ann"), Person("ben"), Moderator("ann")}) == 3


def test_nothing_of_it_can_be_changed_or_added() -> None:
    ann: Any = Person("ann")
    with pytest.raises(FrozenInstanceError):
        ann.nick = "ben"
    with pytest.raises(FrozenInstanceError):
        del ann.nick
    with pytest.raises(FrozenInstanceError):
        ann.something = 1
    assert not hasattr(ann, "__dict__")
    assert replace(ann, nick="ben") == Person("ben")


@unlocked
class Said:
    """What somebody said."""

    nick: str
    text: str = ""
    lines: list[str] = field(default_factory=list, compare=False)


def test_what_is_made_for_each_message_is_the_same_but_for_the_lock() -> None:
    said: Any = Said("ann", "hello")
    assert said == Said("ann", "hello") != Said("ann")
    assert len({said, Said("ann", "hello"), Said("ann")}) == 2
    assert replace(said, text="bye") == Said("ann", "bye")
    assert repr(said) == "Said(nick='ann', text='hello', lines=[])"
    with pytest.raises(AttributeError):
        said.something = 1
    said.text = "hi"  # the type checker forbids it where it can see what it is
    assert said.text == "hi"


def test_who_gives_too_little_hears_of_it() -> None:
    with pytest.raises(TypeError, match=r"Person.__init__\(\) missing .* 'nick'"):
        Person()  # type: ignore[call-arg]


def test_methods_of_its_own_stay() -> None:
    @frozen
    class Nick:
        name: str

        def __post_init__(self) -> None:
            if not self.name:
                raise ValueError("no name")

        def __repr__(self) -> str:
            return self.name

    assert repr(Nick("Ann")) == "Ann"
    with pytest.raises(ValueError, match="no name"):
        Nick("")


def test_a_method_is_compiled_once() -> None:
    @frozen
    class Seldom:
        name: str

    before = Seldom.__init__
    Seldom("a")
    compiled = Seldom.__init__
    Seldom("b")
    assert before is not compiled is Seldom.__init__


def test_all_values_of_the_client_are_made_with_it() -> None:
    """Each that is not makes the start half a millisecond longer."""
    chat = Path(__file__).parents[2] / "chat"
    plain = [
        str(path) for path in chat.rglob("*.py") if "@dataclass(frozen" in path.read_text("utf-8")
    ]
    assert plain == [str(chat / "protocol" / "frozen.py")]  # it says what it replaces
