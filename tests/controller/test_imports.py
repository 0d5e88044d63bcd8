"""The controllers need neither a toolkit nor a socket, not even to be imported."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import chat.controller
from tests.controller.blocked_imports import block

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    f"chat.controller.{module.name}" for module in pkgutil.iter_modules(chat.controller.__path__)
)
IMPORT_ALL = """
import importlib, sys
from tests.controller.blocked_imports import block
block("tkinter", "_tkinter", "ttkbootstrap", "socket", "_socket", "ssl", "selectors")
for name in sys.argv[1:]:
    importlib.import_module(name)
print("imported", len(sys.argv) - 1)
"""


def test_every_controller_imports_without_toolkit_and_socket() -> None:
    # -S: what site-packages may preload at the start of Python is none of our imports.
    done = subprocess.run(
        [sys.executable, "-S", "-c", IMPORT_ALL, *MODULES],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": sysconfig.get_path("platlib")},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["imported", str(len(MODULES))]
    assert len(MODULES) >= 15


@pytest.mark.parametrize("name", ["tkinter", "tkinter.ttk", "ttkbootstrap"])
def test_no_toolkit_can_be_imported_while_controllers_are_tested(name: str) -> None:
    with pytest.raises(ImportError, match="is blocked here"):
        importlib.import_module(name)


def test_what_is_already_imported_cannot_be_blocked() -> None:
    with pytest.raises(RuntimeError, match="subprocess"):
        block("subprocess")
