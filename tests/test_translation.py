"""Words in the person's language, and English where there is no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chat.arguments import speak_for
from chat.dates import day_text
from chat.translation import (
    N_,
    _,
    language,
    languages,
    ngettext,
    number_text,
    system_language,
    use_language,
)


def test_a_language_without_a_catalogue_is_english() -> None:
    use_language("tlh")
    assert _("Connect…") == "Connect…"
    assert [ngettext("one file", "many files", count) for count in (1, 2)] == [
        "one file",
        "many files",
    ]


def test_marking_changes_nothing_and_english_is_always_there() -> None:
    assert N_("Settings…") == "Settings…"
    assert languages()[0] == "en"


def test_numbers_and_days_are_written_as_the_language_writes_them() -> None:
    assert number_text(1234567) == "1,234,567"
    assert number_text(1.25, 1) == "1.2"
    assert day_text(date(2026, 11, 23)) == "Monday, 23 November 2026"
    use_language("de")
    assert number_text(1234567) == "1.234.567"
    assert number_text(1.25, 1) == "1,2"
    assert day_text(date(2026, 11, 23)) == "Montag, 23. November 2026"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANGUAGE": "en_GB:de", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "tlh"}, "en"),
        ({"LANG": "tlh"}, "en"),
        ({"LANGUAGE": "tlh:de_AT", "LANG": "en_US.UTF-8"}, "de"),
        ({"LC_ALL": "de_DE.UTF-8@euro"}, "de"),
    ],
)
def test_the_system_says_which_language_it_speaks(environment: dict[str, str], code: str) -> None:
    assert system_language(environment) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [("de_CH", "de"), ("German_Germany", "de"), ("English_United States", "en"), (None, "en")],
)
def test_without_an_environment_the_locale_tells(
    name: str | None, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("locale.getlocale", lambda: (name, "UTF-8"))
    assert system_language({}) == code


def test_the_command_line_is_read_in_the_language_it_asks_for() -> None:
    speak_for(["--language", "de"])
    assert language() == "de"
    speak_for(["--language"])  # the real parser says what is wrong
    assert language() == "en"


ROOT = Path(__file__).parents[1]
SENTENCE = re.compile(r"[A-Za-z]{2,}[,:]? [a-z]{2,}")
ALLOWED = {
    # What a thread or an entry of a dictionary begins with, a type, words of servers.
    "look up ",
    "work for ",
    "tuple[MessageRow, Lines, int]",
    "Only this computer ",
    "password changed",
    # What the log says could not be done.
    "remember the window's place",
    "remember what is shown and begun",
    "say goodbye and end the connections",
    "save the settings",
    "take the window away",
    # What only a programmer meets.
    "bind_intents comes before the first event",
    "cannot assign to field ",
}
NOT_FOR_PEOPLE = ("chat/protocol/", "chat/model/store/", "chat/model/export_formats.py")
STORE_SPEAKS = "chat/model/store/keeper.py"  # the rest of the store speaks SQL


def test_no_sentence_is_said_without_the_catalogue() -> None:
    """Whoever adds one sees it here; what only the log or another program reads is no matter."""
    found = [
        f"{name}:{line}: {text}"
        for path in sorted((ROOT / "chat").rglob("*.py"))
        if not (name := path.relative_to(ROOT).as_posix()).startswith(NOT_FOR_PEOPLE)
        or name == STORE_SPEAKS
        for line, text in _sentences(ast.parse(path.read_text(encoding="utf-8")))
        if text not in ALLOWED
    ]
    assert found == []


def _sentences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Literals of several words that go through no `_`, and are no docstrings."""
    for node in ast.iter_child_nodes(tree):
        if _is_translated(node) or _is_for_programs(node) or _is_docstring(node):
            continue
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(_literal(part) for part in node.values)
        elif isinstance(node, ast.Constant):
            text = _literal(node)
        if SENTENCE.search(text):
            yield node.lineno, text  # type: ignore[attr-defined]
        elif not isinstance(node, ast.JoinedStr):
            yield from _sentences(node)


def _literal(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_translated(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "N_", "ngettext")
    )


def _is_for_programs(node: ast.AST) -> bool:
    """What is logged, and what a library is told."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("log", "_log", "re", "logging")
    )
