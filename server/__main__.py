"""`python -m server`, `chat-server`: one command starts the broadcast server (row S8).

Reads the command line, prints where it listens (row S6), and runs the accept loop in the main
thread (row S7) until a signal. Every failure to start is one sentence and a status, no traceback.
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import socket
import sys
from functools import partial
from typing import TYPE_CHECKING

from server.config import ServerConfig, installed_version
from server.core.stored import StoreFailure
from server.shell import supervision
from server.shell.arguments import parse_arguments, read_configuration
from server.shell.commands import COMMANDS
from server.shell.config_file import ConfigError
from server.shell.data_dir import DataDirInUse, locked
from server.shell.doors import described
from server.shell.lifeline import end_with_input
from server.shell.listener import CannotListen
from server.shell.logs import set_level, start_logging
from server.shell.process import handling_signals, prepare_process
from server.shell.server import ChatServer

if TYPE_CHECKING:
    from server.shell.metrics import Metrics


def main(argv: list[str] | None = None) -> int:
    """Run a server until SIGINT or SIGTERM. The process's exit status: 0, or 1 if it cannot run."""
    words = sys.argv[1:] if argv is None else argv
    if words and words[0] in COMMANDS:
        return COMMANDS[words[0]].run(words[1:])
    config = parse_arguments(words).config
    try:
        start_logging(config)
    except ConfigError as error:
        return _fail(str(error))
    prepare_process()
    with contextlib.ExitStack() as held:
        try:
            if config.data_dir is not None:
                held.enter_context(locked(config.data_dir))
        except DataDirInUse:
            return _fail(
                f"another server is using {config.data_dir}; give this one its own --data-dir"
            )
        except OSError as error:
            return _fail(f"cannot use the data directory {config.data_dir}: {error.strerror}")
        return _serve(config, words)


def _serve(config: ServerConfig, words: list[str]) -> int:
    try:
        server = ChatServer(config)
    except StoreFailure as failure:
        return _fail(str(failure))
    except OSError as error:  # a secret in the data directory that cannot be read, or made
        return _fail(f"cannot use {error.filename or config.data_dir}: {error.strerror}")
    server.reloading.read = partial(read_configuration, words)
    server.reloading.hooks.append(set_level)
    with handling_signals(server.stop, server.reloading.ask, server.signal_fd):
        try:
            server.bind()
        except CannotListen as error:
            return _fail(f"{error}: {_why_not(error.__cause__)}")
        except ConfigError as error:
            return _fail(str(error))
        try:
            metrics = _metrics(server)
        except OSError as error:
            port = config.metrics_port
            return _fail(f"cannot listen for metrics on port {port}: {_why_not(error)}")
        if config.end_with_stdin:
            end_with_input(server.stop)
        with metrics as running:
            _announce(server)
            if running is not None:
                _say(f"Metrics on http://{_shown(config.metrics_host)}:{running.port}/metrics")
            supervision.notify(supervision.READY)
            installed_version()  # before anybody waits for it
            server.serve_forever()
    return 0


def _metrics(server: ChatServer) -> contextlib.AbstractContextManager[Metrics | None]:
    """The metrics that the configuration asks for. Raises OSError."""
    config = server.config
    if config.metrics_port is None:
        return contextlib.nullcontext()
    from server.shell.metrics import Metrics

    return Metrics(server, config.metrics_host, config.metrics_port)


def _announce(server: ChatServer) -> None:
    """Say where it listens, ports resolved; whoever started it may have gone, and that is fine."""
    lines = described(server.doors)
    if ipaddress.ip_address(server.addresses[0][0]).is_loopback:
        lines.append("Only this computer can connect. To open it to your network: --host 0.0.0.0")
    _say(*lines)


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _say(*lines: str) -> None:
    with contextlib.suppress(OSError):
        print("\n".join(lines), flush=True)


def _why_not(error: BaseException | None) -> str:
    if isinstance(error, socket.gaierror):
        return "no such host name or address is known here"
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return "another program uses the port; choose another"
    if number == errno.EACCES:
        return "the system does not allow it; choose a port above 1023"
    if number == errno.EADDRNOTAVAIL:
        return "that is no address of this computer; try --host 0.0.0.0"
    return str(error)


def _fail(reason: str) -> int:
    print(f"chat-server: {reason}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
