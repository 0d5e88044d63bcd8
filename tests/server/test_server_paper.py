"""What the papers for operators say of the options is what the program has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import summary
from server.config import OPTIONS, ServerConfig
from server.shell.arguments import parse_arguments
from server.shell.commands import COMMANDS
from server.shell.config_text import config_text, limits_table

DOCS = Path(__file__).parents[2] / "docs"
REMEDY = "write them anew with: make papers"
PAPER = (DOCS / "server.md").read_text("utf-8")


def test_the_reference_is_what_the_program_prints() -> None:
    printed = config_text(ServerConfig(), OPTIONS, show_secrets=False)
    reference = (DOCS / "chat-server.toml").read_text("utf-8")
    assert reference == printed, REMEDY


def test_the_table_of_limits_is_that_of_the_declarations() -> None:
    found = re.findall(r"^\| (?:option|---|`(?:limits|rates)\.).*$", PAPER, re.MULTILINE)
    assert found == limits_table(OPTIONS), REMEDY


def test_the_paper_on_speed_is_made_of_the_raw_results() -> None:
    made = (DOCS / "performance.md").read_text("utf-8")
    assert made == summary.paper(), REMEDY


@pytest.mark.parametrize(
    "text", re.findall(r"^```toml\n(.*?)^```$", PAPER, re.DOTALL | re.MULTILINE)
)
def test_the_files_shown_can_be_used(text: str, tmp_path: Path) -> None:
    files = r'^(motd|tls-cert|tls-key) = ".*"$'
    text = re.sub(files, rf'\1 = "{tmp_path}/file"', text, flags=re.MULTILINE)
    (tmp_path / "file").write_text("")
    file = tmp_path / "chat.toml"
    file.write_text(text)
    assert parse_arguments(["--config", str(file)]).config.host == "0.0.0.0"


def test_the_commands_and_flags_shown_exist() -> None:
    flags = {declared.flag for declared in OPTIONS} | {
        f"--no-{declared.flag[2:]}" for declared in OPTIONS if declared.kind is bool
    }
    flags |= {"--config", "--help", "--help-limits", "--show-secrets", "--force"}
    flags |= {"--for", "--reason"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAPER)) <= flags
    for command in re.findall(r"^chat-server ([a-z]+)", PAPER, re.MULTILINE):
        assert command in COMMANDS
