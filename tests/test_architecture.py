"""Each import contract of pyproject.toml is proven by a deliberate violation.

The sources are copied, one import is added, and lint-imports must find exactly the contracts
which that import breaks: a contract that cannot fail protects nothing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VERDICT = re.compile(r"^(?P<name>.+) (?P<verdict>KEPT|BROKEN)\b", re.MULTILINE)

VIEW = "chat.view never imports chat.model"
CONTROLLER = "chat.controller imports neither tkinter, ttkbootstrap nor socket"
TOOLKIT = "Nothing outside chat.view and chat.app imports tkinter or ttkbootstrap"
CHAT = "chat never imports server"
SERVER = "server imports nothing of chat but chat.protocol"
INSIDE = "What decides never imports socket, ssl, threading, selectors or time"
PROTOCOL = "chat.protocol imports nothing else of chat or server"
PORTS = "chat.view and chat.controller know each other by chat.view.ports alone"
ALL = {VIEW, CONTROLLER, TOOLKIT, CHAT, SERVER, INSIDE, PROTOCOL, PORTS}


@dataclass(frozen=True)
class Violation:
    """One import too many: in which new module, and which contracts it breaks."""

    module: str
    statement: str
    breaks: frozenset[str]


def violation(module: str, statement: str, *breaks: str) -> Violation:
    return Violation(module, statement, frozenset(breaks))


INNER = ("chat/protocol", "chat/model/session", "chat/controller", "server/core/handlers")

VIOLATIONS = [
    violation("chat/view", "from chat.model import entities", VIEW),
    violation("chat/controller", "import socket", CONTROLLER, INSIDE),
    violation("chat/controller", "import tkinter", CONTROLLER, TOOLKIT),
    violation("chat/controller", "import ttkbootstrap", CONTROLLER, TOOLKIT),
    violation("chat/model", "import tkinter.font", TOOLKIT),
    violation("chat", "from ttkbootstrap import Style", TOOLKIT),
    violation("server/shell", "import tkinter", TOOLKIT),
    violation("chat/model", "from server import config", CHAT),
    violation("server/core", "from chat.model import events", SERVER),
    violation("server/shell", "from chat.model import events", SERVER),
    *(
        violation(package, f"import {module}", INSIDE)
        for package in INNER
        for module in ("ssl", "threading", "selectors", "time")
    ),
    *(
        violation(package, "import socket", INSIDE)
        for package in INNER
        if package != "chat/controller"
    ),
    violation("chat/protocol", "from chat.model import entities", PROTOCOL),
    violation("chat/view", "from chat.controller import violating_target", PORTS),
    violation("chat/controller", "from chat.view import violating_target", PORTS),
]


def lint_imports(tree: Path) -> dict[str, str]:
    """The verdict on each contract, by its name."""
    command = [sys.executable, "-c", "from importlinter.cli import *; lint_imports_command()"]
    done = subprocess.run(
        [*command, "--no-cache", "--no-logo"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = {found["name"]: found["verdict"] for found in VERDICT.finditer(done.stdout)}
    assert set(verdicts) == ALL, done.stdout + done.stderr
    assert (done.returncode == 0) == ("BROKEN" not in verdicts.values()), done.stdout
    return verdicts


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the sources, to be spoilt."""
    for package in ("chat", "server"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept(tree: Path) -> None:
    assert set(lint_imports(tree).values()) == {"KEPT"}


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda it: f"{it.module}: {it.statement}")
def test_a_violation_breaks_its_contracts(tree: Path, violation: Violation) -> None:
    for package in ("chat/view", "chat/controller"):
        (tree / package / "violating_target.py").touch()
    (tree / violation.module / "violating.py").write_text(violation.statement + "\n")

    verdicts = lint_imports(tree)

    broken = {name for name, verdict in verdicts.items() if verdict == "BROKEN"}
    assert broken == violation.breaks


def test_values_of_the_client_are_structs() -> None:
    """Each frozen dataclass makes the start half a millisecond longer (ARCHITECTURE, 46)."""
    sources = (ROOT / "chat").rglob("*.py")
    assert [path for path in sources if "@dataclass(frozen" in path.read_text("utf-8")] == []


def test_every_contract_is_proven_by_a_violation() -> None:
    assert frozenset[str]().union(*(it.breaks for it in VIOLATIONS)) == ALL
