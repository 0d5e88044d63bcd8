"""A data directory belongs to one server at a time."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from server.shell.data_dir import DataDirInUse, locked


def test_it_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    directory = tmp_path / "new" / "data"
    with locked(directory):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_a_second_server_is_told(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(DataDirInUse), locked(tmp_path):
        pass
    with locked(tmp_path):  # free again
        pass


def test_what_cannot_be_a_directory_is_an_oserror(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileExistsError), locked(tmp_path / "file"):
        pass
