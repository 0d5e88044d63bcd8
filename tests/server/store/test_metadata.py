"""Metadata in the database."""

from __future__ import annotations

from pathlib import Path

from server.config import ServerConfig
from server.core.metadata_records import MoveMetadata, RemoveMetadata, SaveMetadata
from server.store.store import open_store
from tests.fakes.fake_clock import FakeClock


def test_metadata_is_stored_changed_moved_and_removed(tmp_path: Path) -> None:
    store = open_store(ServerConfig(data_dir=tmp_path), FakeClock())
    store.commit(
        [
            SaveMetadata("ann", "url", "x"),
            SaveMetadata("ann", "url", "y"),
            SaveMetadata("ann", "status", "é"),
            SaveMetadata("#a", "url", "z"),
            SaveMetadata("#b", "url", "old"),
            MoveMetadata("#a", "#b"),
            SaveMetadata("gone", "url", "x"),
            RemoveMetadata("gone"),
            SaveMetadata("ann", "none", None),
        ]
    )
    store.close()
    again = open_store(ServerConfig(data_dir=tmp_path), FakeClock())
    assert again.metadata.load() == {"ann": {"url": "y", "status": "é"}, "#b": {"url": "z"}}
    again.commit([SaveMetadata("ann", "url", None)])
    assert again.metadata.load()["ann"] == {"status": "é"}
    again.close()
