"""The configuration file: what it sets, what goes before it, what it is told when it is wrong."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from server.__main__ import main
from server.config import OPTIONS, Limits, ServerConfig
from server.options import configured
from server.shell.arguments import parse_arguments
from server.shell.config_file import ConfigError, read_config_file
from server.shell.config_text import config_text, toml_value


def written(directory: Path, text: str) -> Path:
    path = directory / "chat.toml"
    path.write_text(text, encoding="utf-8")
    return path


def config_of(path: Path, *words: str) -> ServerConfig:
    return parse_arguments(["--config", str(path), *words]).config


def test_a_file_sets_options_and_a_flag_goes_before_it(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'port = 7000\nnetwork-name = "Club"\n[limits]\nnick-length = 20\nping-timeout = 5\n',
    )
    config = config_of(path, "--port", "8000", "--nick-length", "24")
    assert config.port == 8000
    assert config.network_name == "Club"
    assert config.limits.nick_length == 24
    assert config.limits.ping_timeout == 5.0
    assert config.limits.topic_length == Limits().topic_length


def test_paths_in_a_file_start_at_the_file(tmp_path: Path) -> None:
    (tmp_path / "motd.txt").write_text("Hello\nthere\n")
    path = written(tmp_path, 'motd = "motd.txt"\ndata-dir = "data"\n')
    config = config_of(path)
    assert config.motd == ("Hello", "there")
    assert config.data_dir == tmp_path / "data"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("prot = 1", "line 1: there is no option 'prot'; did you mean 'port'?"),
        ("\nnetwork_name = 'x'", "line 2: there is no option 'network_name'; did you mean"),
        ("nick-length = 20", "line 1: there is no option 'nick-length'; did you mean 'limits.nick"),
        ("[limits]\n\nnik-length = 9", "line 3: there is no option 'limits.nik-length'; did you"),
        ("[limits]\nport = 1", "line 2: there is no option 'limits.port'; did you mean 'port'?"),
        ("[limit]\nx = 1", "line 1: there is no option 'limit'"),
        ("wholly-unheard-of = 1", "'wholly-unheard-of'; all there are is printed by"),
        ("port = 'six'", "line 1: port: a whole number from 0 to 65535 is needed, not 'six'"),
        ("port = 70000", "line 1: port: a whole number from 0 to 65535 is needed, not 70000"),
        ("port = true", "line 1: port: a whole number from 0 to 65535 is needed, not True"),
        ("port = 1.5", "port: a whole number"),
        ("host = 5", "line 1: host: a text is needed, not 5"),
        ("password = 5", "line 1: password: a text is needed. See"),
        ("limits = 5", "line 1: there is no option 'limits'"),
        ("log-level = 'loud'", "log-level: one of debug, info, warning, error is needed"),
        ("[limits]\nping-timeout = 'x'", "line 2: limits.ping-timeout: a number of at least 1"),
        ("server-name = 'localhost'", "line 1: server-name: a server's name is letters"),
        ("port = !\n", "is no TOML: Invalid value (at line 1"),
        ("plain-port = 7\npassword = 'x'", "--plain-port lets people in without a password"),
        ("port = 7\nplain-port = 7", "--port and --plain-port cannot be the same port"),
    ],
)
def test_a_wrong_file_is_one_sentence_with_the_line(
    tmp_path: Path, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        config_of(written(tmp_path, text))
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "chat.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="is not a text in UTF-8"):
        read_config_file(path, OPTIONS)


def unlike_the_default() -> ServerConfig:
    """A configuration in which every option has another value than its default."""
    values = {}
    for declared in OPTIONS:
        value = other_value(declared.kind, declared.default, declared.choices)
        values[declared.path] = value
    return replace(
        configured(ServerConfig(), values), server_name="chat.example", network_name="Club"
    )


def other_value(kind: object, default: object, choices: tuple[str, ...]) -> object:
    if choices:
        return next(choice for choice in choices if choice != default)
    if kind is bool:
        return not default
    if kind is tuple:
        return ("one", 'two "and" \\three')
    if kind is Path:
        return Path("/some where/☃.txt")
    if isinstance(default, float):
        return default + 0.5
    if kind is int:
        return (default if isinstance(default, int) else 1000) + 1
    return 'quote " backslash \\ tab \t del \x7f é 😀'


def test_the_printout_reads_back_to_the_same(tmp_path: Path) -> None:
    for config in (ServerConfig(), unlike_the_default()):
        text = config_text(config, OPTIONS, show_secrets=True)
        values = read_config_file(written(tmp_path, text), without_checks())
        assert configured(ServerConfig(), values) == config
    assert all(
        getattr(config, each.name) != getattr(ServerConfig(), each.name)
        for each in fields(ServerConfig)
        if each.name not in ("motd", "version")
    )


def without_checks() -> list:
    """The options, taking any value of their type: the test's values are no real names."""
    return [
        replace(declared, option=replace(declared.option, check=None, least=None, most=None))
        for declared in OPTIONS
    ]


def test_every_option_is_in_the_printout_with_its_explanation() -> None:
    text = config_text(unlike_the_default(), OPTIONS, show_secrets=True)
    told = " ".join(text.replace("\n# ", " ").split())
    for declared in OPTIONS:
        assert f"{declared.key} = " in text
        assert " ".join(declared.option.help.split()) in told


def test_secrets_are_masked_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "--password", "open sesame"]) == 0
    masked = capsys.readouterr().out
    assert "sesame" not in masked
    assert "# password = (set, and not shown)" in masked
    assert "password" not in tomllib.loads(masked)
    assert main(["config", "--password", "open sesame", "--show-secrets"]) == 0
    assert tomllib.loads(capsys.readouterr().out)["password"] == "open sesame"


def test_the_printed_file_runs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "server", "config", "--port", "7001"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert config_of(written(tmp_path, done.stdout)) == ServerConfig(port=7001)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (float("inf"), "inf"),
        ((), "[]"),
        (("a", "b"), '["a", "b"]'),
        ("\x7f", '"\\u007f"'),
    ],
)
def test_values_are_written_as_toml(value: object, text: str) -> None:
    assert toml_value(value) == text
    assert tomllib.loads(f"key = {text}")["key"] == (
        list(value) if isinstance(value, tuple) else value
    )


def test_a_mistake_is_told_as_one_sentence_with_one_end() -> None:
    assert ConfigError("there is no option 'portt'").sentence == "there is no option 'portt'."
    assert ConfigError("did you mean 'port'?").sentence == "did you mean 'port'?"
