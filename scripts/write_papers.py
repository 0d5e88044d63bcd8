"""Write the papers that are made from the program: run by `make papers` after options changed.

docs/chat-server.toml, the table of limits in docs/server.md, and docs/performance.md.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import summary  # noqa: E402
from server.config import OPTIONS, ServerConfig  # noqa: E402
from server.shell.config_text import config_text, limits_table  # noqa: E402

_TABLE = re.compile(r"^\| option \|.*?(?=^$|\Z)", re.DOTALL | re.MULTILINE)


def main() -> None:
    """Write all three."""
    docs = ROOT / "docs"
    reference = config_text(ServerConfig(), OPTIONS, show_secrets=False)
    (docs / "chat-server.toml").write_text(reference, encoding="utf-8")
    paper = (docs / "server.md").read_text("utf-8")
    table = "\n".join(limits_table(OPTIONS)) + "\n"
    (docs / "server.md").write_text(_TABLE.sub(lambda _: table, paper), encoding="utf-8")
    (docs / "performance.md").write_text(summary.paper(), encoding="utf-8")


if __name__ == "__main__":
    main()
