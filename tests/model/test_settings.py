from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from chat.model.entities import ConnectionRequest, RecentServer
from chat.model.ports import Settings
from chat.model.settings import FileSettings, default_path

REQUEST = ConnectionRequest("alice", "chat.example", 6697, True, "secret", ("#lobby", "#a"), "A.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "settings.json"


def test_it_is_the_settings_port(path: Path) -> None:
    settings: Settings = FileSettings(path)
    assert settings.last_request is None
    assert (settings.theme_mode, settings.geometry) == ("system", "")


def test_what_was_saved_is_there_at_the_next_start_but_no_password(path: Path) -> None:
    settings = FileSettings(path)
    settings.last_request = REQUEST
    settings.theme_mode = "dark"
    settings.geometry = "800x600+10+10"
    settings.save()
    again = FileSettings(path)
    assert again.last_request == replace(REQUEST, password="")
    assert (again.theme_mode, again.geometry) == ("dark", "800x600+10+10")
    assert "secret" not in path.read_text()
    assert "password" not in path.read_text()
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_what_this_version_does_not_know_is_kept(path: Path) -> None:
    path.parent.mkdir()
    stored = {"future": [1], "last_request": {"nick": "a", "host": "h", "port": 1, "sasl": "x"}}
    path.write_text(json.dumps(stored))
    settings = FileSettings(path)
    settings.save()
    kept = json.loads(path.read_text())
    assert kept["future"] == [1]
    assert kept["last_request"]["sasl"] == "x"
    assert kept["last_request"]["channels"] == []


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff\xfe", b"", b"[" * 100_000])
def test_a_damaged_file_is_set_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    settings = FileSettings(path)
    assert settings.last_request is None
    assert (path.parent / "settings.damaged.json").read_bytes() == content
    settings.save()
    assert FileSettings(path).theme_mode == "system"


@pytest.mark.parametrize(
    "wrong",
    [
        {"nick": 1}, {"host": None}, {"port": "6667"}, {"port": True}, {"tls": "yes"},
        {"channels": "#a"}, {"channels": [1]}, {"realname": 5},
    ],
)  # fmt: skip
def test_values_that_make_no_sense_count_as_unsaid(path: Path, wrong: dict[str, object]) -> None:
    path.parent.mkdir()
    request = {"nick": "a", "host": "h", "port": 1} | wrong
    path.write_text(json.dumps({"last_request": request, "theme_mode": 5, "geometry": {}}))
    settings = FileSettings(path)
    assert settings.last_request is None
    assert (settings.theme_mode, settings.geometry) == ("system", "")


def test_where_nothing_can_be_written_nothing_is_raised(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = FileSettings(tmp_path / "file" / "settings.json")
    settings.save()
    assert "was not saved" in caplog.text
    assert "cannot be read" in caplog.text


def test_a_failed_write_leaves_the_old_file(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = FileSettings(path)
    settings.save()
    before = path.read_text()
    settings.geometry = "\ud800"  # no text that a file can hold
    settings.save()
    assert path.read_text() == before
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]
    assert "was not saved" in caplog.text


def test_the_path_is_the_systems() -> None:
    assert default_path().name == "settings.json"
    assert "chat-app" in default_path().parts


def test_how_it_looks_is_remembered(tmp_path: Path) -> None:
    settings = FileSettings(tmp_path / "settings.json")
    assert (settings.text_size, settings.roomy, settings.clock12) == (100, False, False)
    settings.text_size, settings.roomy, settings.clock12 = 150, True, True
    settings.save()
    again = FileSettings(tmp_path / "settings.json")
    assert (again.text_size, again.roomy, again.clock12) == (150, True, True)


@pytest.mark.parametrize("size", ['"large"', "7", "9000", "null", "1e3"])
def test_a_size_that_makes_no_sense_is_the_normal_one(tmp_path: Path, size: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(f'{{"text_size": {size}, "roomy": "yes"}}', encoding="utf-8")
    settings = FileSettings(path)
    assert (settings.text_size, settings.roomy) == (100, False)


def test_recent_servers_come_back_without_passwords_and_keys(path: Path) -> None:
    settings = FileSettings(path)
    request = replace(REQUEST, channels=("#lobby hush", "#a"))
    settings.recent = (RecentServer(request, "Lab"), RecentServer(replace(request, port=1)))
    settings.last_request = request
    settings.save()
    again = FileSettings(path)
    expected = replace(request, password="", channels=("#lobby", "#a"))
    assert again.recent == (RecentServer(expected, "Lab"), RecentServer(replace(expected, port=1)))
    assert again.last_request == expected
    assert "hush" not in path.read_text()
    again.last_request = None
    again.save()
    assert FileSettings(path).last_request is None


@pytest.mark.parametrize("stored", [5, {}, [1, None, {}, {"nick": "a"}], "x"])
def test_recent_servers_that_make_no_sense_are_none(path: Path, stored: object) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"recent": stored}))
    assert FileSettings(path).recent == ()


@pytest.mark.parametrize(
    ("stored", "kept"), [(64, 64), (0, 512), ("much", 512), (1 << 40, 512), (True, 512)]
)
def test_how_much_history_is_kept_is_remembered(path: Path, stored: object, kept: int) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"history_megabytes": stored}))
    settings = FileSettings(path)
    assert settings.history_megabytes == kept
    settings.history_megabytes = 128
    settings.save()
    assert FileSettings(path).history_megabytes == 128
