"""A configuration as the text of a TOML file with comments, which reads back to the same."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from server.options import Declared

_WIDTH = 100  # columns
_HEAD = """\
# The configuration of a CHAT APP server: chat-server --config THIS_FILE
# A line that begins with "#" is a comment: an option in one is off, or has a secret value.
# Flags of the command line go before what is said here.
# (live): REHASH, or the signal SIGHUP, makes a running server take a changed value.
"""


def config_text(config: object, options: Iterable[Declared], *, show_secrets: bool) -> str:
    """The whole file. Secrets that are set are comments unless they are to be shown."""
    lines = [_HEAD]
    section = group = ""
    for declared in options:
        if declared.section != section:
            section = declared.section
            lines += ["", f"[{section}]"]
        elif declared.group != group and not section:
            lines += ["", f"## {declared.group}", ""]
        group = declared.group
        lines += _lines(declared, declared.value(config), show_secrets=show_secrets)
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _lines(declared: Declared, value: Any, *, show_secrets: bool) -> Iterator[str]:
    live = " (live)" if declared.option.reload else ""
    yield from textwrap.wrap(
        f"{declared.option.help}{live}", _WIDTH, initial_indent="# ", subsequent_indent="# "
    )
    if value is None:
        yield f"# {declared.key} ="
    elif declared.option.secret and value and not show_secrets:
        yield f"# {declared.key} = (set, and not shown)"
    else:
        yield f"{declared.key} = {toml_value(value)}"


def limits_table(options: Iterable[Declared]) -> list[str]:
    """The limits as the lines of a table in Markdown, with their defaults."""
    rows = [
        f"| `{each.name}` | {each.option.help} | {toml_value(each.default)} |"
        for each in options
        if each.section in ("limits", "rates")
    ]
    return ["| option | what it bounds | default |", "| --- | --- | --- |", *rows]


def toml_value(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, str | Path):
        # JSON's strings are TOML's basic strings, but for DEL, which TOML wants escaped.
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)  # int and float: inf is TOML's as well
