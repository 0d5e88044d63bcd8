"""Makes modules unimportable, to prove that something runs without them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

TOOLKITS = ("tkinter", "_tkinter", "ttkbootstrap")


class BlockedImports:
    """A finder for the front of `sys.meta_path` that refuses some packages."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in self.names:
            raise ImportError(f"{name} is blocked here")
        return None


def block(*names: str) -> None:
    """Block these packages for the rest of this process, which must not have imported them."""
    loaded = [name for name in names if name in sys.modules]
    if loaded:
        raise RuntimeError(f"already imported: {loaded}")
    sys.meta_path.insert(0, BlockedImports(*names))
