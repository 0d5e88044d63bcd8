"""`chat-server ban` and `chat-server audit`: what they do, and how they fail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from server.__main__ import main


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    """Status, and what was printed."""
    try:
        status = main([str(word) for word in words])
    except SystemExit as ended:
        status = int(ended.code or 0)
    said = capsys.readouterr()
    return status, said.out + said.err


def test_add_list_remove(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def ban(*words: str) -> tuple[int, str]:
        return run(capsys, "ban", *words, "--data-dir", tmp_path)

    assert ban("list") == (0, "Nobody is banned.\n")
    added = ban("add", "192.0.2.77/24", "--for", "2h", "--reason", "flooding")
    assert added == (0, "Banned 192.0.2.0/24 2h.\n")
    assert ban("add", "~a:Mallory") == (0, "Banned ~a:mallory for ever.\n")
    status, shown = ban("list")
    assert status == 0
    first, second = shown.splitlines()
    assert re.fullmatch(r"192\.0\.2\.0/24  by command line: flooding \(until \d{4}-.* UTC\)", first)
    assert second == "~a:mallory  by command line: no reason"
    assert ban("remove", "192.0.2.0/24") == (0, "The ban of 192.0.2.0/24 is lifted.\n")
    status, said = ban("remove", "192.0.2.0/24")
    assert (status, "there is no such ban" in said) == (1, True)
    assert ban("list")[1].count("\n") == 1


def test_a_ban_that_is_over_is_not_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.shell.ban_command.time.time", lambda: 1000.0)
    run(capsys, "ban", "add", "evil!*@*", "--for", "10s", "--data-dir", tmp_path)
    monkeypatch.setattr("server.shell.ban_command.time.time", lambda: 1010.0)
    assert run(capsys, "ban", "list", "--data-dir", tmp_path)[1] == "Nobody is banned.\n"


def test_audit_tells_what_was_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def audit(*words: str) -> tuple[int, str]:
        return run(capsys, "audit", "--data-dir", tmp_path, *words)

    assert audit() == (0, "No operator has done anything yet.\n")
    for number in range(3):
        target = f"evil{number}!*@*"
        run(capsys, "ban", "add", target, "--reason", "why", "--data-dir", tmp_path)
    run(capsys, "ban", "remove", "evil1!*@*", "--data-dir", tmp_path)
    lines = audit()[1].splitlines()
    assert [line.split("  ", 1)[1] for line in lines] == [
        "command line  ban add  evil0!*@*  for ever: why",
        "command line  ban add  evil1!*@*  for ever: why",
        "command line  ban add  evil2!*@*  for ever: why",
        "command line  ban remove  evil1!*@*",
    ]
    assert audit("--last", "1")[1].splitlines() == lines[-1:]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["ban"], 2, "one of add, list, remove is needed"),
        (["ban", "--help"], 0, "one of add, list, remove is needed"),
        (["ban", "forget"], 2, "one of add, list, remove is needed"),
        (["ban", "add", "--data-dir", "{}"], 2, "TARGET"),
        (["ban", "add", "a b", "--data-dir", "{}"], 2, "a mask is a nick"),
        (["ban", "add", "x", "--for", "soon", "--data-dir", "{}"], 2, "not 'soon'"),
        (["ban", "list"], 1, "--data-dir must name"),
        (["ban", "list", "--data-dir", "{}/none"], 1, "--data-dir must name"),
        (["audit", "--last", "0", "--data-dir", "{}"], 2, "a number from 1 on"),
        (["audit", "--last", "x", "--data-dir", "{}"], 2, "a number from 1 on"),
    ],
)
def test_what_is_said_wrong(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    status: int,
    said: str,
) -> None:
    found, text = run(capsys, *(word.format(tmp_path) for word in words))
    assert (found, said in text) == (status, True), text
    assert not (tmp_path / "none").exists()


def test_a_damaged_database_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "chat.db").write_bytes(b"no database at all" * 100)
    status, said = run(capsys, "ban", "list", "--data-dir", tmp_path)
    assert (status, "is damaged" in said) == (1, True)
