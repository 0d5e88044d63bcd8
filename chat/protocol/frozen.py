"""`@frozen`: what `@dataclass(frozen=True, slots=True)` makes, a tenth of the time at the start.

Most of what that decorator takes, half a millisecond a class, is the compiling of methods; the
client has two hundred such classes, and uses few of them before its window is there. Here each
method is compiled when it is first called. Neither kind can be derived from the other.

To make a frozen value takes three times as long as to make another: each field is set past the
lock. `@unlocked` is for the few of which a flood makes one for each message: frozen to the type
checker, which looks at all that is written here, and without a lock at run time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, make_dataclass
from typing import Any, TypeVar, dataclass_transform

_Value = TypeVar("_Value")
_METHODS = ("__init__", "__repr__", "__eq__", "__hash__")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Value]) -> type[_Value]:
    """Make it a dataclass of values that never change, with slots.

    Fields may have a default or a `default_factory`, and be left out of `repr` or `compare`; no
    more of what `dataclasses` knows.
    """
    made = _made(cls, locked=True)
    for name in ("__setattr__", "__delattr__"):
        setattr(made, name, _refuse)
    return made


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def unlocked(cls: type[_Value]) -> type[_Value]:
    """The same, for what is made for each message: the type checker alone keeps it unchanged."""
    return _made(cls, locked=False)


def _made(cls: type[_Value], *, locked: bool) -> type[_Value]:
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    own = vars(made)
    for name in _METHODS:
        if own.get(name) is None:  # a class with an `__eq__` of its own has None as `__hash__`
            setattr(made, name, _compiled_later(made, name, locked))
    return made


def _compiled_later(cls: type[Any], name: str, locked: bool) -> Callable[..., Any]:
    def first(self: Any, *args: Any, **named: Any) -> Any:
        compiled = _init(cls, locked) if name == "__init__" else _compared(cls, name)
        setattr(cls, name, compiled)
        return compiled(self, *args, **named)

    return first


def _init(cls: type[Any], locked: bool) -> Callable[..., None]:
    """What `dataclasses` would write, but that takes five times as long to compile."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_unset": MISSING}
    parameters, lines = ["self"], []
    for each in fields(cls):
        name, value, default = each.name, each.name, f"_default_{each.name}"
        if each.default_factory is not MISSING:
            known[default] = each.default_factory
            value, name = f"{default}() if {name} is _unset else {name}", f"{name}=_unset"
        elif each.default is not MISSING:
            known[default] = each.default
            name = f"{name}={default}"
        parameters.append(name)
        put = f"_set(self, {each.name!r}, {value})" if locked else f"self.{each.name} = {value}"
        lines.append(f" {put}")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec("\n".join([f"def __init__({', '.join(parameters)}):", *lines, " pass"]), known)
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _compared(cls: type[Any], name: str) -> Callable[..., Any]:
    """`__eq__`, `__hash__` or `__repr__`, from a dataclass with the same fields."""
    same = make_dataclass(
        cls.__name__,
        [(each.name, each.type, each) for each in fields(cls)],
        namespace={"__doc__": cls.__doc__},  # without one, it is made of the signature
        init=False,
        repr=name == "__repr__",
        eq=name != "__repr__",
        unsafe_hash=name == "__hash__",
    )
    method: Callable[..., Any] = vars(same)[name]
    return method


def _refuse(_: object, name: str, *__: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")
