"""Debian's irssi, connected to a server on loopback, with a home of its own."""

from __future__ import annotations

import os
from pathlib import Path

from tests.interop.terminal import Terminal

NICK = "iris"

# Its own brake on what it sends is for large networks; ten seconds of waiting prove nothing here.
CONFIGURATION = """
settings = {
  core = { real_name = "Iris"; user_name = "iris"; nick = "iris"; };
  "irc/core" = { cmd_queue_speed = "10msec"; cmds_max_at_once = "100"; };
};
"""


class Irssi(Terminal):
    """The terminal client, as its user sees and types it."""

    def __init__(self, program: str, port: int, home: Path) -> None:
        (home / "irssi").mkdir()
        (home / "irssi" / "config").write_text(CONFIGURATION, "utf-8")
        where = ["--connect", "127.0.0.1", "--port", str(port), "--nick", NICK]
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}
        super().__init__([program, "--home", str(home / "irssi"), *where], environment)
        self.wait_for_text("Your host is")

    def join(self, channel: str) -> None:
        """Join a channel, and see who is there."""
        self.type_line(f"/join {channel}")
        self.wait_for_text(f"Users {channel}")

    def quit(self) -> None:
        """Leave as its user does, and wait until it has ended."""
        self.type_line("/quit")
        assert self.wait_for_end() == 0
