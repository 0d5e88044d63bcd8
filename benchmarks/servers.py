"""Servers to measure, each in a process of its own: ours, and ngircd where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")

_NGIRCD_CONF = """\
[Global]
Name = bench.example
Info = benchmark
Listen = 127.0.0.1
Ports = {port}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
[Options]
DNS = no
Ident = no
PAM = no
"""


@dataclass(frozen=True)
class MeasuredServer:
    """A running server: where it listens, and what the system says of its process."""

    name: str
    address: tuple[str, int]
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time used so far, all threads, user and system (proc(5), "stat")."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def resident_bytes(self) -> int:
        """Memory that the process holds now (proc(5), "statm")."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * _PAGE


@contextlib.contextmanager
def chat_server() -> Iterator[MeasuredServer]:
    """Our server, as `python -m server`."""
    command = [sys.executable, "-m", "server", "--port", "0", "--log-level", "warning"]
    command.append("--no-limits")
    with _running(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        host, _, port = process.stdout.readline().decode().split()[-1].rpartition(":")
        yield MeasuredServer("chat-server", (host, int(port)), process.pid)


@contextlib.contextmanager
def ngircd() -> Iterator[MeasuredServer]:
    """ngIRCd, with its limits off."""
    program = ngircd_program()
    assert program is not None
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as directory:
        conf = Path(directory) / "ngircd.conf"
        conf.write_text(_NGIRCD_CONF.format(port=port))
        Path(directory).chmod(0o755)  # it gives up root before it reads
        with _running([program, "-n", "-f", str(conf)], stdout=subprocess.DEVNULL) as process:
            _wait_for_port(port)
            yield MeasuredServer("ngircd", ("127.0.0.1", port), process.pid)


def available() -> list[AbstractContextManager[MeasuredServer]]:
    """Ours, and those to compare with that are installed; each runs while its block does."""
    if ngircd_program() is None:
        print("ngircd is not installed: no comparison")
        return [chat_server()]
    return [chat_server(), ngircd()]


def ngircd_program() -> str | None:
    """Where ngircd is; None if it is not installed."""
    return shutil.which("ngircd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


@contextlib.contextmanager
def _running(
    command: list[str], *, stdout: int, cwd: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, stdout=stdout, stderr=subprocess.DEVNULL, cwd=cwd) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for_port(port: int) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
