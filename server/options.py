"""One declaration for each thing an operator decides: `option(...)` as a dataclass field's default.

The key in the TOML file, the flag of the command line, its help, the printout of
`python -m server config`, and whether REHASH can change it all follow from that declaration.
Pure: reads neither files nor command lines (`server.shell.arguments`, `server.shell.config_file`).
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Values = dict[tuple[str, ...], Any]  # by the options' paths

_METADATA = "option"


@dataclass(frozen=True, slots=True)
class Option:
    """What is declared of an option beside its name, type and default."""

    help: str  # a phrase for --help and for the comment in the file; no default, no full stop
    group: str  # heading it stands under; "": that of the option before it
    metavar: str  # for a value in --help; "": by its type
    flag: str  # "--name"; "": from the field's name
    key: str  # in the file; "": from the field's name
    reload: bool  # may change while the server runs
    secret: bool  # never shown or logged
    least: float | None
    most: float | None
    check: Callable[[Any], None] | None  # raises ValueError with a sentence


def option(
    default: T,
    *,
    help: str,  # noqa: A002 - argparse's name for it
    group: str = "",
    metavar: str = "",
    flag: str = "",
    key: str = "",
    reload: bool = False,
    secret: bool = False,
    least: float | None = None,
    most: float | None = None,
    check: Callable[[Any], None] | None = None,
) -> T:
    """Declare an option: `port: int = option(6667, help="port for IRC clients", most=65535)`.

    Types: str, int, float, bool, Path, a Literal of strings (one of those), tuple[str, ...] (the
    flag may be repeated), and any of them `| None` (off unless given). Limits go by `least` and
    `most`; `check` refuses a value by a ValueError that says what would do.
    """
    declared = Option(help, group, metavar, flag, key, reload, secret, least, most, check)
    return field(default=default, metadata={_METADATA: declared})


@dataclass(frozen=True, slots=True)
class Declared:
    """An option where it stands: its place in the configuration, its names, type and default."""

    path: tuple[str, ...]  # names of the fields from the outermost dataclass on
    kind: Any  # str, int, float, bool, Path, tuple, or Literal[...]; without "| None"
    optional: bool
    default: Any
    group: str
    option: Option

    @property
    def section(self) -> str:
        """The table of the file that it stands in; empty for those before the first table."""
        return ".".join(_dashed(name) for name in self.path[:-1])

    @property
    def key(self) -> str:
        """Its key in the file."""
        return self.option.key or _dashed(self.path[-1])

    @property
    def flag(self) -> str:
        """Its flag on the command line."""
        return self.option.flag or f"--{_dashed(self.path[-1])}"

    @property
    def name(self) -> str:
        """Key with section, as people are told of it."""
        return f"{self.section}.{self.key}" if self.section else self.key

    @property
    def choices(self) -> tuple[str, ...]:
        """What a Literal allows; empty for all else."""
        return get_args(self.kind) if get_origin(self.kind) is Literal else ()

    def value(self, config: object) -> Any:
        """Its value in a configuration."""
        for name in self.path:
            config = getattr(config, name)
        return config


def declared_options(
    config_class: type, path: tuple[str, ...] = (), group: str = ""
) -> Iterator[Declared]:
    """All options of a configuration class and of the dataclasses nested in it, in their order.

    Fields that are no option (not declared by `option`) are left out.
    """
    hints = get_type_hints(config_class)
    nested: list[tuple[type, tuple[str, ...]]] = []
    for each in fields(config_class):
        declared: Option | None = each.metadata.get(_METADATA)
        kind, optional = _without_none(hints[each.name])
        if declared is not None:
            group = declared.group or group
            assert each.default is not MISSING
            where = (*path, each.name)
            yield Declared(where, kind, optional, each.default, group, declared)
        elif isinstance(kind, type) and is_dataclass(kind):
            nested.append((kind, (*path, each.name)))
    for kind, where in nested:  # after all of this level, as TOML has its tables last
        yield from declared_options(kind, where, where[-1].replace("_", " "))


def configured(config: T, values: Values, path: tuple[str, ...] = ()) -> T:
    """The configuration with these values in place of its own."""
    changes: dict[str, Any] = {}
    for each in fields(config):  # type: ignore[arg-type]
        where = (*path, each.name)
        own = getattr(config, each.name)
        if where in values:
            changes[each.name] = values[where]
        elif is_dataclass(own):
            changes[each.name] = configured(own, values, where)
    return replace(config, **changes)  # type: ignore[type-var]


def _without_none(hint: Any) -> tuple[Any, bool]:
    """A type without its "| None", and whether it had one. A tuple loses what it is of."""
    if get_origin(hint) in (Union, types.UnionType):
        (kind,) = [part for part in get_args(hint) if part is not type(None)]
        return kind, True
    if get_origin(hint) is tuple:
        return tuple, False
    return hint, False


def expected(declared: Declared) -> str:
    """What values an option takes, for a sentence: "a number from 0 to 65535"."""
    if declared.choices:
        return f"one of {', '.join(declared.choices)}"
    if declared.kind in (int, float):
        return _number(declared)
    names = {bool: "true or false", Path: "a path", tuple: "a list of texts"}
    return names.get(declared.kind, "a text")


def _number(declared: Declared) -> str:
    least, most = declared.option.least, declared.option.most
    kind = "a whole number" if declared.kind is int else "a number"
    if least is not None and most is not None:
        return f"{kind} from {least:g} to {most:g}"
    if least is not None:
        return f"{kind} of at least {least:g}"
    return kind if most is None else f"{kind} of at most {most:g}"


def checked(declared: Declared, value: Any) -> Any:
    """The value, if it is in bounds. Raises ValueError with a sentence that says what would do."""
    option = declared.option
    if declared.choices and value not in declared.choices:
        raise _refused(declared, value)
    if declared.kind in (int, float):
        # Written so that no bound lets "not a number" pass.
        high_enough = option.least is None or value >= option.least
        low_enough = option.most is None or value <= option.most
        if value != value or not (high_enough and low_enough):
            raise _refused(declared, value)
    if option.check is not None:
        option.check(value)
    return value


def from_word(declared: Declared, word: str) -> Any:
    """A word of the command line as the option's value. Raises ValueError with a sentence."""
    value: Any = word
    if declared.kind is int:
        digits = word.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()):
            raise _refused(declared, word)
        value = int(word)
    elif declared.kind is float:
        try:
            value = float(word)
        except ValueError:
            raise _refused(declared, word) from None
    elif declared.kind is Path:
        value = Path(word).absolute()
    return checked(declared, value)


def from_toml(declared: Declared, value: Any, directory: Path) -> Any:
    """A value of the file as the option's. Relative paths start at `directory`.

    Raises ValueError with a sentence.
    """
    kind = declared.kind
    if kind is bool or isinstance(value, bool):
        good = kind is bool and isinstance(value, bool)
    elif kind is float:
        good = isinstance(value, int | float)
        value = float(value) if good else value
    elif kind is int:
        good = isinstance(value, int)
    elif kind is tuple:
        good = isinstance(value, list) and all(isinstance(item, str) for item in value)
        value = tuple(value) if good else value
    else:
        good = isinstance(value, str)
        value = directory / value if good and kind is Path else value
    if not good:
        raise _refused(declared, value)
    return checked(declared, value)


def _refused(declared: Declared, value: Any) -> ValueError:
    shown = "" if declared.option.secret else f", not {value!r}"
    return ValueError(f"{expected(declared)} is needed{shown}")


def _dashed(name: str) -> str:
    return name.replace("_", "-")
