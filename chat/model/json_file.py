"""A JSON object in a file: read whatever its state, written whole or not at all."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)


def read_object(path: Path) -> dict[str, Any]:
    """What is in the file; nothing if there is none. A damaged one is set aside."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        _log.warning("%s cannot be read: %s", path, error)
        return {}
    except (ValueError, RecursionError):
        stored = None
    if isinstance(stored, dict):
        return stored
    _set_aside(path)
    return {}


def write_object(path: Path, content: dict[str, Any]) -> bool:
    """Write beside it and rename, so that a crash leaves the old file or the new.

    Where that cannot be, only the log says so, and False is returned.
    """
    try:
        _write(path, json.dumps(content, indent=2, ensure_ascii=False))
    except (OSError, ValueError) as error:
        _log.warning("%s was not saved: %s", path, error)
        return False
    return True


def _set_aside(path: Path) -> None:
    damaged = path.with_suffix(".damaged.json")
    _log.warning("%s is damaged; kept as %s", path, damaged.name)
    with contextlib.suppress(OSError):
        path.replace(damaged)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
