"""The log: one line an event whatever is in it, and nothing in it that was said or is secret."""

from __future__ import annotations

import json
import logging
import sqlite3
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.config import ServerConfig
from server.shell.config_file import ConfigError
from server.shell.logs import JsonFormatter, TextFormatter, set_level, start_logging
from tests.fakes.live_server import server_process


def record(event: str, *args: object, **fields: object) -> logging.LogRecord:
    made = logging.makeLogRecord(
        {"msg": event, "args": args, "levelname": "INFO", "created": 1_000_000_000.25}
    )
    vars(made).update(fields)
    return made


def test_an_event_is_key_and_value() -> None:
    line = TextFormatter().format(record("client left", client=3, reason="", host="::1"))
    assert line == (
        'time=2001-09-09T01:46:40.250Z level=info event="client left" client=3 reason="" host=::1'
    )


def test_an_event_is_a_json_object() -> None:
    line = JsonFormatter().format(record("left %s", "now", client=3, place=Path("/a b")))
    assert json.loads(line) == {
        "time": "2001-09-09T01:46:40.250Z",
        "level": "info",
        "event": "left now",
        "client": 3,
        "place": "/a b",
    }


@pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()])
@pytest.mark.parametrize(
    "hostile", ["a\nlevel=error event=b", "\u2028\x85\r", 'x" y="z', "\x1b[1m"]
)
def test_nobody_can_forge_a_line(formatter: logging.Formatter, hostile: str) -> None:
    line = formatter.format(record("refused", nick=hostile))
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert 'y="z' not in line


def throw(error: Exception) -> None:
    raise error


def raised(error: Exception) -> logging.LogRecord:
    made = record("defect")
    try:
        throw(error)
    except Exception:
        made.exc_info = sys.exc_info()
    return made


def test_an_exception_is_one_line_and_quotes_nobody() -> None:
    line = TextFormatter().format(raised(ValueError("secret text")))
    assert "ValueError at" in line
    assert "test_logs.py" in line
    assert "secret" not in line
    assert "\n" not in line


@pytest.mark.parametrize("error", [OSError(28, "No space left"), sqlite3.OperationalError("full")])
def test_what_the_system_says_is_told(error: Exception) -> None:
    assert str(error) in json.loads(JsonFormatter().format(raised(error)))["exception"]


@pytest.fixture
def logging_restored() -> Iterator[None]:
    root = logging.getLogger()
    loggers = [root, logging.getLogger("server"), logging.getLogger("chat")]
    levels, handlers = [logger.level for logger in loggers], root.handlers[:]
    raises = logging.raiseExceptions
    yield
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers
    logging.raiseExceptions = raises
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.mark.usefixtures("logging_restored")
def test_a_log_file_is_opened_again_when_it_was_moved_away(tmp_path: Path) -> None:
    path = tmp_path / "log"
    start_logging(ServerConfig(log_file=path, log_format="json", log_level="warning"))
    logging.getLogger("server.x").warning("before")
    logging.getLogger("server.x").info("too little")
    path.rename(tmp_path / "log.1")
    set_level(ServerConfig(log_level="debug"))
    logging.getLogger("server.x").debug("after")
    logging.getLogger("library").debug("not ours")
    assert json.loads((tmp_path / "log.1").read_text())["event"] == "before"
    assert json.loads(path.read_text())["event"] == "after"


@pytest.mark.usefixtures("logging_restored")
def test_a_log_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot write the log .*: Is a directory"):
        start_logging(ServerConfig(log_file=tmp_path))


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_whole_conversation_leaves_no_secret_in_the_log(tmp_path: Path, log_format: str) -> None:
    path = tmp_path / "log"
    guess = b64encode(b"\0alice\0xyzzy-guess").decode()
    options = f"--log-level debug --log-format {log_format} --log-file {path}".split()
    with server_process(*options, "--password", "xyzzy-password") as process:
        alice, bob = process.client(), process.client()
        for client, nick in ((alice, "alice"), (bob, "bob")):
            client.send("PASS xyzzy-password")
            client.send("CAP REQ :message-tags labeled-response echo-message sasl", "CAP END")
            client.register(nick)
            client.join("#room")
        alice.send(
            "PRIVMSG #room :xyzzy said",
            "@label=xyzzy;+typing=xyzzy NOTICE bob :xyzzy noticed",
            "@+xyzzy=1 TAGMSG #room",
            "TOPIC #room :xyzzy topic",
            "AWAY :xyzzy away",
            "MODE #room +k xyzzykey",
            "KICK #room bob :xyzzy kick",
            "xyzzypassword in the wrong window",
            "OPER root xyzzy-oper",
            "REGISTER alice * xyzzy-account",
            "AUTHENTICATE PLAIN",
            f"AUTHENTICATE {guess}",
            "METADATA * SET display-name :xyzzy shown",
            "SEARCH text=xyzzy",
            "REDACT #room 1234 :xyzzy redacted",
            "@draft/target-msgid=1234;draft/edit-text=xyzzy\\sedited EDIT #room",
            "SETNAME :xyzzy name",
            f"PRIVMSG #room :{'xyzzy' * 2000}",
            "PART #room :xyzzy part",
        )
        alice.socket.sendall(b"PRIVMSG #room :xyzzy \xff no UTF-8\r\n")
        alice.sync()
        alice.send("QUIT :xyzzy quit")
        alice.read_to_end()
        bob.sync()
        alice.socket.close()
        bob.socket.close()
        assert process.stop() == 0
    log = path.read_text()
    assert log.count("PRIVMSG") >= 2
    assert "QUIT" in log
    assert "xyzzy" not in log.lower()
    assert guess not in log
    if log_format == "json":
        assert all(json.loads(line)["event"] for line in log.splitlines())
