"""The log: one line an event, as key=value or as JSON; never what somebody said, nor a password.

An event is `log.info("client connected", extra={"client": 3})`: a text that stays the same, and
fields. Line ends within values are escaped, so that nobody can forge a line.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import sys
import traceback
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from typing import Any

from server.config import ServerConfig
from server.shell.config_file import ConfigError

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def start_logging(config: ServerConfig) -> None:
    """Send this process's log where the configuration says. Raises ConfigError."""
    handler: logging.Handler
    if config.log_file is None:
        handler = logging.StreamHandler(sys.stderr)
    else:
        try:  # opened again when it was moved away (logrotate)
            handler = WatchedFileHandler(config.log_file, encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"cannot write the log {config.log_file}: {error.strerror}") from None
    handler.setFormatter(JsonFormatter() if config.log_format == "json" else TextFormatter())
    logging.raiseExceptions = False  # a log that cannot be written ends nobody's connection
    logging.logThreads = False  # not shown; to find it out, each client's would be entered for good
    root = logging.getLogger()
    root.handlers[:] = [handler]
    set_level(config)


def set_level(config: ServerConfig) -> None:
    """How much is logged from now on."""
    level = config.log_level.upper()
    logging.getLogger().setLevel("INFO" if level == "DEBUG" else level)
    # Libraries' debugging may show what went over a wire; ours does not.
    logging.getLogger("server").setLevel(level)
    logging.getLogger("chat").setLevel(level)


class JsonFormatter(logging.Formatter):
    """An event as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(fields_of(record), default=str)


class TextFormatter(logging.Formatter):
    """An event as key=value; what a value alone does not show clearly is in JSON's quotes."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return " ".join(f"{key}={_plain(value)}" for key, value in fields_of(record).items())


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """What is told of an event, in order."""
    time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    fields: dict[str, Any] = {
        "time": time.replace("+00:00", "Z"),
        "level": record.levelname.lower(),
        "event": record.getMessage(),
    }
    fields |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
    if record.exc_info and record.exc_info[1] is not None:
        fields["exception"] = _exception(record.exc_info[1])
    return fields


def _plain(value: Any) -> str:
    text = str(value)
    simple = text.isprintable() and text and not set(text) & set(' "=')
    return text if simple else json.dumps(text)


def _exception(error: BaseException) -> str:
    """Its kind and where it came from; its text, which may quote somebody, only of the system's."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[::-1])
    told = f": {error}" if isinstance(error, OSError | sqlite3.Error) else ""
    return f"{type(error).__name__}{told} at {places}"
