"""Controllers are tested where no toolkit can be imported."""

from __future__ import annotations

import sys

import pytest

from tests.controller.blocked_imports import TOOLKITS, BlockedImports
from tests.controller.harness import Chat


@pytest.fixture(autouse=True)
def no_toolkit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Importing tkinter or ttkbootstrap fails, whatever other tests have imported before."""
    for name in list(sys.modules):
        if name.partition(".")[0] in TOOLKITS:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [BlockedImports(*TOOLKITS), *sys.meta_path])


@pytest.fixture
def chat() -> Chat:
    return Chat()
