"""A conversation written to a file: whole, safe to open, or not at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from chat.model.client import Client
from chat.model.entities import ChatMessage, ConversationKey, Earlier, Edit, Edited, MessageKind
from chat.model.events import Event, ExportEnded, ExportProgressed
from chat.model.export_formats import ExportFormat, writer
from chat.model.store import exporting
from chat.model.store.records import EditKept, MessagesKept
from tests.fakes.direct_store import DirectStore

LOBBY = ConversationKey("net", "#lobby")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAID = ChatMessage(1, NOON, MessageKind.MESSAGE, "bob", "hello\nthere", msgid="m1")
TALK = (
    SAID,
    replace(SAID, id=2, msgid="m2", kind=MessageKind.ACTION, text="waves", own=True),
    replace(SAID, id=3, msgid="m3", kind=MessageKind.NOTICE, text="<script>alert(1)</script>"),
    replace(SAID, id=4, msgid="m4", kind=MessageKind.EVENT, sender="", text="eve joined"),
    replace(SAID, id=5, msgid="m5", sender='"><b>', text="\x1b[31mred\x00 & \u202eevil"),
)


class Rig:
    def __init__(self, path: Path, *messages: ChatMessage) -> None:
        self.path = path
        self.store = DirectStore()
        self.store.archive.write([MessagesKept(LOBBY, messages)])
        self.client = Client(store=self.store)
        self.events: list[Event] = []
        self.client.subscribe(self.events.append)

    def export(self, form: ExportFormat) -> str:
        assert self.client.export.begin(LOBBY, self.path, form, "#lobby on <Net>")
        while self.client.pump():  # a turn has its time, and ends early on a busy machine
            pass
        return self.path.read_text("utf-8") if self.path.exists() else ""

    def ending(self) -> ExportEnded:
        return [event for event in self.events if isinstance(event, ExportEnded)][-1]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lobby.out"


def test_as_text_it_reads_as_it_was_said(path: Path) -> None:
    text = Rig(path, *TALK).export(ExportFormat.TEXT)
    time = f"[{NOON.astimezone():%H:%M}]"
    assert text.splitlines() == [
        "#lobby on <Net>",
        "",
        f"--- {NOON.astimezone():%Y-%m-%d} ---",
        f"{time} <bob> hello",
        "        there",
        f"{time} * bob waves",
        f"{time} -bob- <script>alert(1)</script>",
        f"{time} eve joined",
        f'{time} <"><b>> [31mred & \u202eevil',
    ]


def test_what_was_edited_says_so_where_nobody_types(path: Path) -> None:
    earlier = (Earlier("teh end", NOON),)
    said = replace(SAID, text="the end (edited)", edited=Edited(NOON, "bob", earlier))
    time = f"{NOON.astimezone():%H:%M}"
    text = writer(ExportFormat.TEXT, "x").message(said)
    assert text.endswith(f"[{time} edited] <bob> the end (edited)\n")
    assert ">edited</small></p>" in writer(ExportFormat.HTML, "x").message(said)
    facts = json.loads(writer(ExportFormat.JSON, "x").message(said))
    assert facts["edited"] == "2026-03-01T12:00:00+00:00"
    assert [one["text"] for one in facts["earlier"]] == ["teh end"]
    rig = Rig(path, said)
    rig.store.archive.write([EditKept(LOBBY, "m1", Edit("anew", NOON.replace(hour=13)))])
    assert json.loads(rig.export(ExportFormat.JSON))["text"] == "anew"


def test_as_json_nothing_is_lost(path: Path) -> None:
    lines = Rig(path, *TALK).export(ExportFormat.JSON).splitlines()
    objects = [json.loads(line) for line in lines]
    assert [one["text"] for one in objects] == [one.text for one in TALK]
    assert objects[0]["time"] == "2026-03-01T12:00:00+00:00"
    assert objects[1]["own"]


class Tags(HTMLParser):
    """Which elements a page has, and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.said = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.said += data


def test_as_a_page_no_stranger_writes_in_it(path: Path) -> None:
    page = Rig(path, *TALK).export(ExportFormat.HTML)
    tags = Tags()
    tags.feed(page)
    assert "script" not in tags.tags
    assert "<script>alert(1)</script>" in tags.said
    assert "#lobby on <Net>" in tags.said
    assert "prefers-color-scheme: dark" in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.endswith("</html>\n")


def test_a_long_one_goes_page_by_page(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    rig = Rig(path, *TALK)
    assert len(rig.export(ExportFormat.JSON).splitlines()) == 5
    told = [event for event in rig.events if isinstance(event, ExportProgressed)]
    assert [(event.done, event.total) for event in told] == [(2, 5), (4, 5)]
    assert rig.ending() == ExportEnded(LOBBY, path, 5)


def test_cancelled_it_leaves_what_was_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    path.write_text("before")
    rig = Rig(path, *TALK)
    rig.client.pump()
    rig.client.export.cancel()
    assert rig.client.export.begin(LOBBY, path, ExportFormat.TEXT, "t")
    assert not rig.client.export.begin(LOBBY, path, ExportFormat.TEXT, "t")
    rig.client.pump(1)
    rig.client.export.cancel()
    rig.client.pump()
    assert rig.ending().cancelled
    assert path.read_text() == "before"
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    rig = Rig(tmp_path / "nowhere" / "file.txt", *TALK)
    assert rig.export(ExportFormat.TEXT) == ""
    assert "No such file" in rig.ending().problem
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "x").touch()
    rig = Rig(taken, *TALK)
    assert rig.client.export.begin(LOBBY, taken, ExportFormat.TEXT, "t")
    rig.client.pump()
    assert rig.ending().problem
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]


def test_without_a_store_there_is_nothing_to_write(path: Path) -> None:
    client = Client()
    events: list[Event] = []
    client.subscribe(events.append)
    client.export.cancel()
    assert client.export.begin(LOBBY, path, ExportFormat.TEXT, "t")
    assert isinstance(events[-1], ExportEnded)
    assert events[-1].problem


def test_an_empty_conversation_is_an_empty_file(path: Path) -> None:
    assert Rig(path).export(ExportFormat.TEXT) == "#lobby on <Net>\n"
    assert writer(ExportFormat.JSON, "t").begin() == ""
