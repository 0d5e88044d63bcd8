"""Write the papers that are made from the program: run by `make papers` after options changed.

docs/chat-server.toml, the table of limits in docs/server.md, docs/performance.md, and the keys and
commands in docs/client.md.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import summary  # noqa: E402
from chat.controller.commands import TABLE  # noqa: E402
from chat.view.shortcuts import shortcut_groups  # noqa: E402
from server.config import OPTIONS, ServerConfig  # noqa: E402
from server.shell.config_text import config_text, limits_table  # noqa: E402

_TABLE = re.compile(r"^\| option \|.*?(?=^$|\Z)", re.DOTALL | re.MULTILINE)


def keys_table() -> str:
    """Every key there is."""
    rows = ["| where | keys | what they do |", "| --- | --- | --- |"]
    for title, keys in shortcut_groups():
        for number, (key, deed) in enumerate(keys):
            rows.append(f"| {'' if number else title} | {key} | {deed} |")
    return "\n".join(rows)


def commands_table() -> str:
    """Every slash command there is."""
    rows = [f"| `{command.form}` | {command.help} |" for command in TABLE.values()]
    return "\n".join(["| type | what it does |", "| --- | --- |", *rows])


def between(paper: str, name: str, table: str) -> str:
    """The paper with this table between the comments that name its place."""
    place = re.compile(f"(<!-- {name}: .*?-->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    return place.sub(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", paper)


def main() -> None:
    """Write them all."""
    docs = ROOT / "docs"
    reference = config_text(ServerConfig(), OPTIONS, show_secrets=False)
    (docs / "chat-server.toml").write_text(reference, encoding="utf-8")
    paper = (docs / "server.md").read_text("utf-8")
    table = "\n".join(limits_table(OPTIONS)) + "\n"
    (docs / "server.md").write_text(_TABLE.sub(lambda _: table, paper), encoding="utf-8")
    (docs / "performance.md").write_text(summary.paper(), encoding="utf-8")
    guide = between((docs / "client.md").read_text("utf-8"), "keys", keys_table())
    guide = between(guide, "commands", commands_table())
    (docs / "client.md").write_text(guide, encoding="utf-8")


if __name__ == "__main__":
    main()
