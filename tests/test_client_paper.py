"""What the client's guide lists is what the client has: keys, commands, settings, menus."""

from __future__ import annotations

import re
from pathlib import Path

from chat.controller.commands import TABLE
from chat.view.menu_bar import MENUS
from chat.view.shortcuts import shortcut_groups
from tests.controller.harness import Chat

PAPER = (Path(__file__).parents[1] / "docs" / "client.md").read_text("utf-8")
REMEDY = "write them anew with: make papers"


def rows(name: str) -> list[list[str]]:
    """The cells of the table between the comments of this name."""
    table = PAPER.partition(f"<!-- {name}:")[2].partition(f"<!-- end of {name} -->")[0]
    lines = re.findall(r"^\| (.*) \|$", table, re.MULTILINE)[2:]
    return [[cell.strip() for cell in line.split(" | ")] for line in lines]


def test_every_key_is_listed_and_no_other() -> None:
    listed = [(row[-2], row[-1]) for row in rows("keys")]
    assert listed == [pair for _title, keys in shortcut_groups() for pair in keys], REMEDY


def test_every_command_is_listed_and_no_other() -> None:
    listed = [(form.strip("`"), words) for form, words in rows("commands")]
    assert listed == [(command.form, command.help) for command in TABLE.values()], REMEDY


def test_every_setting_is_named_on_its_page() -> None:
    chat = Chat()
    chat.start()
    chat.controller.on_open_settings()
    settings = PAPER.partition("\n## Settings\n")[2].partition("\n## ")[0]
    pages: dict[str, str] = {}
    page = ""
    for first, *cells in re.findall(r"^\| (.*?) ?\| (.*?) \| .* \|$", settings, re.MULTILINE)[2:]:
        page = first or page
        pages[page] = f"{pages.get(page, '')}, {cells[0]}"
    for setting in chat.view.settings:
        assert setting.label in pages[setting.page], setting


def test_the_menu_entries_that_it_names_are_there() -> None:
    named = re.findall(r"\*([A-Z][a-z]+) → ([^*]+)\*", PAPER.replace("\n", " "))
    assert len(named) > 15
    for title, entry in named:
        assert entry in [command.label for command in MENUS[title]], (title, entry)
