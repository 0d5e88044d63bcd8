"""`chat-server backup FILE` and `chat-server restore FILE`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from server.core.stored import StoreFailure
from server.shell.arguments import parse_arguments
from server.shell.data_dir import LOCK_NAME, DataDirInUse, locked
from server.store.backup import BackupError, back_up, unpack

_BACKUP = """\
Write all that the server keeps into one file: history, accounts, certificates, uploads. The server
may go on running; what was said before this began is in the file.
"""
_RESTORE = """\
Read a backup into a data directory. The server that uses the directory has to be stopped first.
"""


def main_backup(argv: list[str]) -> int:
    """Back up; the exit status."""
    return _run("chat-server backup", argv, _BACKUP, _add_backup_options, _back_up)


def main_restore(argv: list[str]) -> int:
    """Restore; the exit status."""
    return _run("chat-server restore", argv, _RESTORE, _add_restore_options, _restore)


def _run(
    prog: str,
    argv: list[str],
    description: str,
    extend: Callable[[argparse.ArgumentParser], None],
    act: Callable[[Path, Path, bool], str],
) -> int:
    arguments = parse_arguments(
        argv, prog=prog, description=description, extend=extend, only=["data-dir"]
    )
    data_dir = arguments.config.data_dir
    try:
        if data_dir is None:
            raise BackupError("which data directory? Give --data-dir, or --config with it")  # noqa: TRY301
        print(act(data_dir, arguments.namespace.file, arguments.namespace.force))
    except (BackupError, StoreFailure) as error:
        print(f"{prog}: {error}.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{prog}: {error.filename or data_dir}: {error.strerror or error}.", file=sys.stderr)
        return 1
    return 0


def _add_backup_options(parser: argparse.ArgumentParser) -> None:
    text = "the file to write; compressed if its name ends with .gz"
    parser.add_argument("file", metavar="FILE", type=Path, help=text)
    parser.add_argument("--force", action="store_true", help="replace the file if there is one")


def _add_restore_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to read")
    text = "put the directory's present content aside, into a directory beside it, and go on"
    parser.add_argument("--force", action="store_true", help=text)


def _back_up(data_dir: Path, file: Path, force: bool) -> str:
    if file.exists() and not force:
        raise BackupError(f"{file} is there already; another name, or --force to replace it")
    size = back_up(data_dir, file)
    return f"{data_dir} is backed up in {file}, {size:,} bytes"


def _restore(data_dir: Path, file: Path, force: bool) -> str:
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    try:
        with locked(data_dir):
            present = [path for path in data_dir.iterdir() if path.name != LOCK_NAME]
            if present and not force:
                raise BackupError(
                    f"{data_dir} is not empty; another --data-dir, or --force to put what is "
                    "there aside"
                )
            # Beside it, so that what is unpacked and checked can be moved in.
            with tempfile.TemporaryDirectory(dir=data_dir.parent, prefix=".chat-restore-") as work:
                unpack(file, Path(work))
                aside = _put_aside(data_dir, present)
                for path in Path(work).iterdir():
                    path.rename(data_dir / path.name)
    except DataDirInUse:
        raise BackupError(f"a server is using {data_dir}; stop it first") from None
    return f"{file} is restored in {data_dir}" + (
        f"; what was there is in {aside}" if aside else ""
    )


def _put_aside(data_dir: Path, present: list[Path]) -> Path | None:
    if not present:
        return None
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = data_dir.with_name(f"{data_dir.name}.before-{stamp}")
    aside.mkdir(mode=0o700)
    for path in present:
        path.rename(aside / path.name)
    return aside
