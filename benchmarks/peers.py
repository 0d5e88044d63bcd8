"""Who our server is compared with: ngIRCd and InspIRCd where installed, and the floor in C.

Their limits are off, names are not looked up, nothing is logged, and they keep no history.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks.servers import MeasuredServer, free_port, running, wait_for_port

_FLOOR = Path(__file__).with_name("floor.c")

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

_INSPIRCD_CONF = """\
<config format="xml">
<server name="bench.example" description="benchmark" network="bench" id="0AA">
<admin name="bench" nick="bench" email="bench@bench.example">
<bind address="127.0.0.1" port="{port}" type="clients">
<connect name="all" allow="*" timeout="60" pingfreq="10m" resolvehostnames="no" limit="100000"
 localmax="100000" globalmax="100000" maxconnwarn="no" maxchans="100000" fakelag="no"
 threshold="1000000000" commandrate="1000000000" recvq="1000000000" softsendq="1000000000"
 hardsendq="2000000000">
<performance softlimit="100000" somaxconn="4096" quietbursts="yes">
<pid file="{directory}/inspircd.pid">
<log method="file" target="/dev/null" type="* -USERINPUT -USEROUTPUT" level="default">
"""


@contextlib.contextmanager
def ngircd() -> Iterator[MeasuredServer]:
    """ngIRCd, with its limits off; who comes while ten others wait is in a second later."""
    with _configured(_NGIRCD_CONF) as (conf, port):
        command = [_program("ngircd") or "ngircd", "-n", "-f", str(conf)]
        with running(command) as process:
            wait_for_port(port)
            yield MeasuredServer("ngircd", ("127.0.0.1", port), process.pid, wave=8)


@contextlib.contextmanager
def inspircd() -> Iterator[MeasuredServer]:
    """InspIRCd, with its limits off."""
    with _configured(_INSPIRCD_CONF) as (conf, port):
        command = [_program("inspircd") or "inspircd", "--nofork", "--config", str(conf)]
        command += ["--runasroot"] if os.geteuid() == 0 else []
        with running(command) as process:
            wait_for_port(port)
            yield MeasuredServer("inspircd", ("127.0.0.1", port), process.pid)


def floor() -> AbstractContextManager[MeasuredServer]:
    """The floor, compiled on the spot."""
    return _floor("floor in C")


def keeping_floor() -> AbstractContextManager[MeasuredServer]:
    """The same, with all that is said on the disk before it is sent."""
    return _floor("floor in C that keeps", "kept")


@contextlib.contextmanager
def _floor(name: str, *files: str) -> Iterator[MeasuredServer]:
    with tempfile.TemporaryDirectory() as directory:
        program, port = f"{directory}/floor", free_port()
        subprocess.run([_compiler() or "cc", "-O2", "-o", program, str(_FLOOR)], check=True)
        with running([program, str(port), *(f"{directory}/{each}" for each in files)]) as process:
            wait_for_port(port)
            yield MeasuredServer(name, ("127.0.0.1", port), process.pid)


def missing() -> dict[str, str]:
    """Those who cannot be measured here, and why."""
    lacking = {
        name: f"{name} is not installed"
        for name in ("ngircd", "inspircd")
        if _program(name) is None
    }
    return lacking | ({} if _compiler() else {"floor": "there is no C compiler for the floor"})


@contextlib.contextmanager
def _configured(template: str) -> Iterator[tuple[Path, int]]:
    port = free_port()
    with tempfile.TemporaryDirectory() as directory:
        conf = Path(directory) / "server.conf"
        conf.write_text(template.format(port=port, directory=directory))
        Path(directory).chmod(0o755)  # ngIRCd gives up root before it reads
        yield conf, port


def _compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def _program(name: str) -> str | None:
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
