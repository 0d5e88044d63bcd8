"""Debian's ngircd, run for one test: its own configuration, a free port of loopback."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_TIMEOUT = 10.0  # seconds
TRIES = 3  # the port is free when chosen, and may be taken before ngircd binds it

CONFIGURATION = """
[Global]
Name = irc.example.test
Info = Interoperability test
Listen = 127.0.0.1
Ports = {port}
ServerUID = {uid}
ServerGID = {gid}

[Options]
DNS = no
Ident = no
PAM = no

[Limits]
MaxPenaltyTime = 0
"""


@contextmanager
def running_ngircd(program: str, folder: Path) -> Iterator[int]:
    """Run it in the foreground; gives its port once it listens."""
    for _ in range(TRIES):
        port = _free_port()
        configuration = folder / "ngircd.conf"
        text = CONFIGURATION.format(port=port, uid=os.getuid(), gid=os.getgid())
        configuration.write_text(text, "utf-8")
        with subprocess.Popen(
            [program, "--nodaemon", "--config", str(configuration)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as server:
            try:
                if _listens(server):
                    yield port
                    return
            finally:
                server.terminate()
    raise AssertionError(f"ngircd did not listen in {TRIES} tries")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _listens(server: subprocess.Popen[bytes]) -> bool:
    """Whether it says so before it ends."""
    assert server.stdout is not None
    told = b""
    deadline = time.monotonic() + START_TIMEOUT
    while b"Now listening on" not in told and time.monotonic() < deadline:
        ready, _, _ = select.select([server.stdout], [], [], 0.1)
        data = os.read(server.stdout.fileno(), 65536) if ready else b"-"
        if not data:
            return False
        told += data
    return b"Now listening on" in told
