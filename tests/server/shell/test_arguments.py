"""The command line: what it means, what it says of bad values, what its help teaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from server.config import (
    OPTIONS,
    ServerConfig,
    installed_version,
)
from server.shell.arguments import parse_arguments


def test_no_options_are_the_defaults() -> None:
    assert parse_arguments([]).config == ServerConfig()


def test_every_option_reaches_the_configuration(tmp_path: Path) -> None:
    motd = tmp_path / "motd.txt"
    motd.write_text("Hello\n\nBe kind.\n", encoding="utf-8")
    words = (
        "--host 0.0.0.0 --port 7000 --backlog 5 --server-name chat.example --network-name Club "
        f"--motd {motd} --data-dir {tmp_path} --log-level debug"
    )
    arguments = parse_arguments([*words.split(), "--password", "open sesame"])
    assert arguments.config == ServerConfig(
        host="0.0.0.0",
        port=7000,
        backlog=5,
        server_name="chat.example",
        network_name="Club",
        password="open sesame",
        motd_file=motd,
        motd=("Hello", "", "Be kind."),
        log_level="debug",
        data_dir=tmp_path,
    )


def test_the_plain_port_is_off_unless_asked_for() -> None:
    assert parse_arguments([]).config.plain_port is None
    assert parse_arguments(["--plain-port", "0"]).config.plain_port == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--port", "70000"], "a whole number from 0 to 65535 is needed, not 70000"),
        (["--port", "six"], "a whole number from 0 to 65535 is needed, not 'six'"),
        (["--port", "-1"], "a whole number from 0"),
        (["--backlog", "0"], "a whole number from 1 to 65535"),
        (["--server-name", "localhost"], "with a dot between"),
        (["--network-name", "Our Club"], "one word"),
        (["--network-name", ""], "one word"),
        (["--lobby", "lobby"], "begins with #, as #lobby, and is one word, not 'lobby'"),
        (["--lobby", "#our lobby"], "is one word"),
        (["--description", "one\ntwo"], "a text of one line is needed"),
        (["--log-level", "loud"], "one of debug, info, warning, error is needed, not 'loud'"),
        (["--motd", "/nowhere/motd"], "cannot read /nowhere/motd: No such file or directory"),
        (["--plain-port", "6667"], "cannot be the same port"),
        (["--plain-port", "0", "--password", "x"], "cannot go with --password"),
        (["--nick-length", "8"], "a whole number from 9 to 64 is needed, not 8"),
        (["--ping-timeout", "soon"], "a number of at least 1 is needed, not 'soon'"),
        (["--ping-timeout", "nan"], "a number of at least 1 is needed, not nan"),
        (["--config", "/nowhere.toml"], "cannot read /nowhere.toml: No such file or directory"),
        (["extra"], "unrecognized arguments: extra"),
        (["--po", "5"], "unrecognized arguments"),
    ],
)
def test_a_bad_value_is_one_sentence_and_status_2(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(words)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.startswith("chat-server: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\n\nthree\n", ("one", "", "three")),
        ("one\r\ntwo", ("one", "two")),
        ("\x1dslanted\x1d and \x1estruck out\x1e\n", ("\x1dslanted\x1d and \x1estruck out\x1e",)),
        ("", ()),
        ("\n", ()),
    ],
)
def test_a_motd_is_shown_line_by_line(tmp_path: Path, text: str, lines: tuple[str, ...]) -> None:
    motd = tmp_path / "motd"
    motd.write_text(text, newline="")
    assert parse_arguments(["--motd", str(motd)]).config.motd == lines


def test_a_motd_that_is_no_text_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    motd = tmp_path / "motd"
    motd.write_bytes(b"\xff\xfe")
    with pytest.raises(SystemExit):
        parse_arguments(["--motd", str(motd)])
    assert "is not a text in UTF-8" in capsys.readouterr().err


def test_help_teaches_by_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    for expected in ("examples:", "--host 0.0.0.0", "--plain-port", "default: 6667", "Ctrl+C"):
        assert expected in text


def test_the_flags_of_limits_are_shown_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for word, shown in (("--help", False), ("--help-limits", True)):
        with pytest.raises(SystemExit) as ended:
            parse_arguments([word])
        assert ended.value.code == 0
        assert ("--nick-length" in capsys.readouterr().out) is shown
    assert parse_arguments(["--nick-length", "20"]).config.limits.nick_length == 20


def test_no_two_options_share_a_flag_or_a_key() -> None:
    flags = [declared.flag for declared in OPTIONS]
    assert len(flags) == len(set(flags))
    names = [declared.name for declared in OPTIONS]
    assert len(names) == len(set(names))


def places(config: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """All fields of a configuration and of the sections in it."""
    for each in fields(config):  # type: ignore[arg-type]
        value = getattr(config, each.name)
        if is_dataclass(value):
            yield from places(value, (*path, each.name))
        else:
            yield (*path, each.name)


def test_every_field_is_an_option_but_those_that_follow_from_others() -> None:
    paths = {declared.path for declared in OPTIONS}
    assert set(places(ServerConfig())) - paths == {("motd",)}


def test_every_option_is_explained() -> None:
    for declared in OPTIONS:
        assert declared.option.help
        assert not declared.option.help.endswith("."), declared.name
        assert declared.group


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"chat-server {installed_version()}\n"
