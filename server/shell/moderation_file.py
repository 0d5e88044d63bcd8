"""What the commands `ban` and `audit` share: the data directory's store, and how they fail."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections.abc import Callable

from server.core.stored import StoreFailure
from server.shell.arguments import parse_arguments
from server.store.store import SqliteStore, open_store


def moderation_command(
    argv: list[str],
    prog: str,
    description: str,
    add_arguments: Callable[[argparse.ArgumentParser], None],
    run: Callable[[SqliteStore, argparse.Namespace], str],
) -> int:
    """Read the words, open the store, print what `run` returns; the exit status.

    `run` may raise LookupError with a sentence: printed, and status 1.
    """
    arguments = parse_arguments(
        argv, prog=prog, description=description, extend=add_arguments, only=("data-dir",)
    )
    directory = arguments.config.data_dir
    if directory is None or not directory.is_dir():
        return _fail(prog, "--data-dir must name the data directory of the server")
    try:
        with contextlib.closing(open_store(arguments.config, time.time)) as store:
            print(run(store, arguments.namespace))
    except (StoreFailure, LookupError) as error:
        return _fail(prog, str(error.args[0]))
    return 0


def _fail(prog: str, reason: str) -> int:
    print(f"{prog}: {reason}.", file=sys.stderr)
    return 1
