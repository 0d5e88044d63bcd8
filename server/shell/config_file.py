"""The configuration file: TOML with the options' keys. Reads it, and says where it is wrong.

Which keys there are follows from the declarations in `server.config`.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from server.options import Declared, Values, from_toml


class ConfigError(Exception):
    """The configuration cannot be used; the text is one sentence without its full stop."""

    @property
    def sentence(self) -> str:
        """The same with its full stop, unless it ends as a question."""
        text = str(self)
        return text if text.endswith("?") else f"{text}."


def read_config_file(path: Path, options: Iterable[Declared]) -> Values:
    """What the file sets, by option. Raises ConfigError with the line, as far as it is known."""
    text = read_text(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is no TOML: {error}") from None
    by_name = {declared.name: declared for declared in options}
    sections = {declared.section for declared in by_name.values()}
    directory = path.absolute().parent
    values: Values = {}
    for name, value in _flattened(content, sections):
        where = _where(path, text, name)
        declared = by_name.get(name)
        if declared is None:
            raise ConfigError(f"{where}: there is no option {name!r}{_suggestion(name, by_name)}")
        try:
            values[declared.path] = from_toml(declared, value, directory)
        except ValueError as error:
            raise ConfigError(f"{where}: {name}: {error}") from None
    return values


def read_text(path: Path) -> str:
    """A text file's content. Raises ConfigError."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not a text in UTF-8") from None
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {error.strerror}") from None


def _flattened(
    table: dict[str, Any], sections: set[str], prefix: str = ""
) -> Iterator[tuple[str, Any]]:
    """Names with their sections, and values. A table that is no section is a value."""
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and name in sections:
            yield from _flattened(value, sections, f"{name}.")
        else:
            yield name, value


def _suggestion(name: str, known: dict[str, Declared]) -> str:
    """The option that was likely meant: by the whole name, or by the key in another section."""
    plain = name.replace("_", "-").lower()
    close = difflib.get_close_matches(plain, known, n=1, cutoff=0.7)
    if not close:
        key = plain.rpartition(".")[2]
        by_key = {other.rpartition(".")[2]: other for other in known}
        close = [by_key[found] for found in difflib.get_close_matches(key, by_key, 1, 0.75)]
    if close:
        return f"; did you mean {close[0]!r}?"
    return "; all there are is printed by: python -m server config"


def _where(path: Path, text: str, name: str) -> str:
    """The file, and the line on which the key or its table stands, if that is found."""
    section, _, key = name.rpartition(".")
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            current = header[1].replace('"', "").replace(" ", "")
            if current == name:
                return f"{path}, line {number}"
        given = re.match(r"\s*([^=#\[]+?)\s*=", line)
        if given and given[1].strip("\"'") in ({key, name} if current == section else {name}):
            return f"{path}, line {number}"
    return str(path)
