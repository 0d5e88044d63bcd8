"""All conversations of a network in one ZIP: each in its file, whole, or not at all."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from msgspec.structs import replace

from chat.model.client import Client
from chat.model.entities import ConversationKey
from chat.model.events import Event, ExportEnded, ExportProgressed
from chat.model.export_formats import ExportFormat
from chat.model.store import exporting
from chat.model.store.network_exporting import NetworkExporter
from chat.model.store.records import ConversationKept, MessagesKept
from tests.fakes.direct_store import DirectStore
from tests.model.test_export import TALK

HOME = ConversationKey("net", "")


class Rig:
    """`talks` says how many messages are kept of each conversation."""

    def __init__(self, path: Path, **talks: int) -> None:
        self.path = path
        self.store = DirectStore()
        numbers = iter(range(1, 1000))
        for target, count in talks.items():
            said = [
                replace(TALK[0], id=next(numbers), msgid="", text=f"{target} {n}")
                for n in range(count)
            ]
            key = ConversationKey("net", target)
            self.store.archive.write(
                [ConversationKept(key, False, True), MessagesKept(key, tuple(said))]
            )
        other = ConversationKey("other", "#secret")
        self.store.archive.write([MessagesKept(other, (replace(TALK[0], id=999),))])
        self.client = Client(store=self.store)
        self.events: list[Event] = []
        self.client.subscribe(self.events.append)

    def export(self, form: ExportFormat = ExportFormat.JSON) -> None:
        assert self.client.export.begin(HOME, self.path, form, "Net")
        self.finish()

    def finish(self) -> None:
        while self.client.pump():
            pass

    def ending(self) -> ExportEnded:
        return [event for event in self.events if isinstance(event, ExportEnded)][-1]

    def files(self) -> dict[str, str]:
        with ZipFile(self.path) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "net.zip"


def test_each_conversation_is_a_file_and_no_other_networks(path: Path) -> None:
    rig = Rig(path, **{"#lobby": 3, "bob": 1, "empty": 0})
    rig.export()
    files = rig.files()
    assert list(files) == ["lobby.jsonl", "bob.jsonl"]
    said = [json.loads(line)["text"] for line in files["lobby.jsonl"].splitlines()]
    assert said == ["#lobby 0", "#lobby 1", "#lobby 2"]
    assert rig.ending() == ExportEnded(HOME, path, 4)


@pytest.mark.parametrize("form", [ExportFormat.TEXT, ExportFormat.HTML])
def test_each_file_is_whole(path: Path, form: ExportFormat) -> None:
    rig = Rig(path, **{"#lobby": 1, "bob": 1})
    rig.export(form)
    for name, text in rig.files().items():
        assert f"{name.partition('.')[0]} on Net" in text
        assert form is ExportFormat.TEXT or text.endswith("</html>\n")


def test_names_that_are_one_to_a_disk_are_told_apart(path: Path) -> None:
    rig = Rig(path, **{"#a/b": 1, "#A:B": 1, "a_b": 1, "../..": 1})
    rig.export()
    assert sorted(rig.files()) == sorted(
        [
            "conversation.jsonl",
            "a_b.jsonl",
            "A_B-2.jsonl",
            "a_b-3.jsonl",
        ]
    )


def test_long_ones_go_page_by_page(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    rig = Rig(path, **{"#lobby": 5, "bob": 2})
    rig.export()
    assert [len(text.splitlines()) for text in rig.files().values()] == [5, 2]
    told = [event for event in rig.events if isinstance(event, ExportProgressed)]
    assert [(one.done, one.total) for one in told] == [(2, 7), (4, 7), (5, 7), (7, 7), (7, 7)]


def test_cancelled_it_leaves_what_was_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    path.write_text("before")
    rig = Rig(path, **{"#lobby": 50})
    rig.finish()
    assert rig.client.export.begin(HOME, path, ExportFormat.TEXT, "Net")
    rig.client.pump(1)
    rig.client.export.cancel()
    rig.finish()
    assert rig.ending().cancelled
    assert path.read_text() == "before"
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_disk_that_is_full_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: NetworkExporter, *_args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    rig = Rig(path, **{"#lobby": 3})
    monkeypatch.setattr(NetworkExporter, "_finish", fail)
    rig.export()
    assert rig.ending().problem == "No space left on device"
    assert list(path.parent.iterdir()) == []


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    rig = Rig(tmp_path / "nowhere" / "net.zip", **{"#lobby": 1})
    rig.export()
    assert "No such file" in rig.ending().problem


def test_where_nothing_was_said_it_is_empty(path: Path) -> None:
    rig = Rig(path)
    rig.export()
    assert rig.files() == {}
    assert rig.ending().count == 0
