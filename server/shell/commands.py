"""The commands of `chat-server` beside running it, in one table: `chat-server NAME ...`.

A command is a module with a function, `main` unless another is named, that takes the words after
its name and returns the exit status. The module is imported when it is asked for, so that the
server starts without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its module, a line for --help, and its function in the module."""

    module: str
    help: str
    function: str = "main"

    def run(self, argv: list[str]) -> int:
        """Run it; its exit status."""
        status: int = getattr(import_module(self.module), self.function)(argv)
        return status


COMMANDS = {
    "account": Command("server.shell.account_command", "make, list and change accounts"),
    "audit": Command("server.shell.audit_command", "show what operators did"),
    "ban": Command("server.shell.ban_command", "ban addresses, accounts and masks; list, remove"),
    "config": Command("server.shell.config_command", "print the effective configuration"),
    "backup": Command(
        "server.shell.backup_command", "copy all data to one file, while it runs", "main_backup"
    ),
    "restore": Command("server.shell.backup_command", "read such a file back", "main_restore"),
}
