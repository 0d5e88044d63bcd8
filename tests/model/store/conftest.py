"""An archive in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chat.model.store.archive import Archive


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    opened = Archive(path)
    yield opened
    opened.close()
