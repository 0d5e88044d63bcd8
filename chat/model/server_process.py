"""A chat server in a process of its own: how it is started, what it says, how it is ended.

The server is a program beside this one: nothing of it is imported. Its standard input is a pipe
of ours (`--end-with-stdin`), so that it ends with us, however we end. Passwords go to it by a
file that only we may read: command lines can be read by everybody on this computer.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from msgspec import Struct

import chat
from chat.model.hosted import OPERATOR, HostingOptions

ANYWHERE, LOOPBACK = "0.0.0.0", "127.0.0.1"
_TRIES = 20  # ports that are tried before any is taken
LOG_NAME, CONFIG_NAME = "server.log", "server.toml"
_LONG_LOG = 5_000_000  # bytes
END_TIME = 5.0  # seconds for the server to end by itself
_MOST_WORDS = 300  # characters of a line of the server's that a sentence can carry

# Windows: no window of its own, and no Ctrl+C of ours. Elsewhere there are no such flags.
_FLAGS: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(
    subprocess, "CREATE_NO_WINDOW", 0
)

_LINES = {
    "port": re.compile(r"^Listening on \S+:(\d+)$"),
    "tls_port": re.compile(r"^Listening with TLS on \S+:(\d+)$"),
    "fingerprint": re.compile(r"^Certificate's SHA-256 fingerprint: (.+)$"),
}
_ALL_WELL = ("Listening ", "Only this computer ", "Certificate's ")


class Ports(Struct, frozen=True):
    """Where the server is to listen."""

    irc: int
    tls: int
    files: int


USUAL_PORTS = Ports(irc=6667, tls=6697, files=8067)  # looked for from there on


class Child(Protocol):
    """A server's process."""

    def lines(self) -> Iterator[str]:
        """What it says, line by line, until it has ended."""

    def end(self) -> None:
        """Let it end. Returns at once."""

    def kill(self) -> None:
        """Make it end."""

    def wait(self, timeout: float) -> bool:
        """Wait for its end, so many seconds; whether it has ended."""


class Launch(Struct, frozen=True):
    """All that a start needs."""

    options: HostingOptions
    ports: Ports
    folder: Path
    oper: str


class ServerChild:
    """A Child: `python -m server`, with its data in a folder of its own."""

    def __init__(self, launch: Launch) -> None:
        """Start it. Raises OSError where that cannot be."""
        launch.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _begin_log_anew(launch.folder / LOG_NAME)
        config = launch.folder / CONFIG_NAME
        write_private(config, configuration(launch))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "server", "--config", str(config), "--end-with-stdin"],
            cwd=launch.folder,  # what is in ours is none of its modules
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl+C in our terminal is for us
            creationflags=_FLAGS,
        )

    def lines(self) -> Iterator[str]:
        """See Child."""
        output = self._process.stdout
        assert output is not None
        with output:
            for line in output:
                yield line.decode("utf-8", "replace").strip()[:_MOST_WORDS]
        self._process.wait()
        self.end()

    def end(self) -> None:
        """See Child."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):  # it has gone by itself
                self._process.stdin.close()

    def kill(self) -> None:
        """See Child."""
        self._process.kill()

    def wait(self, timeout: float) -> bool:
        """See Child."""
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            return False
        return True


def told(line: str) -> dict[str, str]:
    """What a line of the server's says of it: its ports, its certificate's fingerprint."""
    matches = {name: pattern.match(line) for name, pattern in _LINES.items()}
    return {name: match[1] for name, match in matches.items() if match is not None}


def complaint(line: str) -> str:
    """What a line of the server's complains of; "" if it is one that it says when all is well."""
    if not line or line.startswith(_ALL_WELL):
        return ""
    return line.removeprefix("chat-server: ").rstrip(".")


def last_line(path: str) -> str:
    """The last line of the log; "" if there is none."""
    with contextlib.suppress(OSError), Path(path).open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 4 * _MOST_WORDS))
        lines = file.read().decode("utf-8", "replace").split("\n")
        return next((line[:_MOST_WORDS] for line in reversed(lines) if line.strip()), "")
    return ""


def environment() -> dict[str, str]:
    """Ours, with the place where the server's modules are beside our own."""
    root = str(Path(chat.__file__).parents[1])
    others = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join([root, others] if others else [root])
    return {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}


def configuration(launch: Launch) -> str:
    """The server's file of options (TOML)."""
    options, ports = launch.options, launch.ports
    values: dict[str, object] = {
        "host": ANYWHERE if options.open else LOOPBACK,
        "port": ports.irc,
        "tls": "auto",
        "tls-port": ports.tls,
        "files-port": ports.files,
        "network-name": options.name,
        "password": options.password,
        "oper": [f"{OPERATOR}:{launch.oper}"],
        "data-dir": str(launch.folder),
        "log-file": str(launch.folder / LOG_NAME),
    }
    # What JSON writes of strings, numbers and lists is TOML too, but for this one character.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(lines).replace("\x7f", "\\u007f") + "\n"


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody else can read, not even for a moment."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _begin_log_anew(path: Path) -> None:
    """Put a log that has grown long aside, in the place of the one before."""
    with contextlib.suppress(OSError):
        if path.stat().st_size > _LONG_LOG:
            path.replace(path.with_suffix(".old.log"))


def free_ports(open_to_network: bool, first: Ports = USUAL_PORTS) -> Ports:
    """The usual ports, or the next ones that no other program has."""
    host = ANYWHERE if open_to_network else LOOPBACK
    return Ports(*(_free(host, port) for port in (first.irc, first.tls, first.files)))


def _free(host: str, first: int) -> int:
    for port in (*range(first, first + _TRIES), 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
            if sys.platform != "win32":  # there it would allow what is taken
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                sock.bind((host, port))
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                    raise
                continue
            return int(sock.getsockname()[1])
    return 0


Spawn = Callable[[Launch], Child]
