"""Servers to measure, each in a process of its own: ours, and those of `benchmarks.peers`."""

from __future__ import annotations

import contextlib
import os
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


@dataclass(frozen=True)
class MeasuredServer:
    """A running server: where it listens, and what the system says of its process."""

    name: str
    address: tuple[str, int]
    pid: int
    wave: int = 250  # members on their way in at once with whom it is at its best

    def cpu_seconds(self) -> float:
        """Processor time used so far, all threads, user and system (proc(5), "stat")."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def resident_bytes(self) -> int:
        """Memory that the process holds now (proc(5), "statm")."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * _PAGE


@contextlib.contextmanager
def chat_server() -> Iterator[MeasuredServer]:
    """Our server, as `python -m server`: it keeps all that is said, on the disk; limits off."""
    with tempfile.TemporaryDirectory() as directory, started_server(directory) as process:
        yield MeasuredServer("chat-server", wait_until_listening(process), process.pid)


@contextlib.contextmanager
def chat_server_with_tls() -> Iterator[MeasuredServer]:
    """Our server behind its TLS port."""
    with tempfile.TemporaryDirectory() as directory, started_server(directory, "tls") as process:
        yield MeasuredServer("chat-server", wait_until_listening(process, " with TLS"), process.pid)


def started_server(data_dir: str, *doors: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """Our server as it is measured; it may not listen yet."""
    command = [sys.executable, "-m", "server", "--port", "0", "--log-level", "warning"]
    tls = ["--tls", "auto", "--tls-port", "0"] if "tls" in doors else []
    return running([*command, "--no-limits", "--data-dir", data_dir, *tls], subprocess.PIPE)


def wait_until_listening(process: subprocess.Popen[bytes], how: str = "") -> tuple[str, int]:
    """Where our server says that it listens."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(f"Listening{how} on ".encode()):
            host, _, port = line.decode().split()[-1].rpartition(":")
            return host, int(port)
    raise RuntimeError("the server did not start")


def available(*, keeping: bool) -> list[AbstractContextManager[MeasuredServer]]:
    """Ours, and those to compare with that are installed; each runs while its block does.

    `keeping`: with a floor that keeps what is said, as ours does.
    """
    from benchmarks import peers

    missing = peers.missing()
    for reason in missing.values():
        print(f"{reason}: no comparison with it")
    others = {"ngircd": peers.ngircd, "inspircd": peers.inspircd, "floor": peers.floor}
    found = [chat_server(), *(run() for name, run in others.items() if name not in missing)]
    return [*found, peers.keeping_floor()] if keeping and "floor" not in missing else found


@contextlib.contextmanager
def running(
    command: list[str], stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """A process for as long as the block runs."""
    with (
        subprocess.Popen(command, stdout=stdout, stderr=subprocess.DEVNULL, cwd=ROOT) as process,
        ended(process),
    ):
        yield process


@contextlib.contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End a process after the block: politely, and after 5 s without asking."""
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def wait_for_port(port: int) -> None:
    """Wait until somebody listens. Raises ConnectionRefusedError after ten seconds."""
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
