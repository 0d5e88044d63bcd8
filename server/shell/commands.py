"""The commands of `chat-server` beside running it, in one table: `chat-server NAME ...`.

A command is a module with `main(argv: list[str]) -> int`: the words after its name, and the exit
status. It is imported when it is asked for, so that the server starts without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Command:
    """One command: the module that has its `main`, and a line for --help."""

    module: str
    help: str

    def run(self, argv: list[str]) -> int:
        """Run it; its exit status."""
        status: int = import_module(self.module).main(argv)
        return status


COMMANDS = {
    "config": Command("server.shell.config_command", "print the effective configuration"),
}
