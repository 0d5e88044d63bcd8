"""Foreign programs, from the system's packages: found, started and ended for one test each."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chat.model.client import Client
from demo.server_process import running_server
from tests.interop.irssi import Irssi
from tests.interop.ngircd import running_ngircd
from tests.interop.person import Person


def installed(program: str) -> str:
    """Where a program is. Without it the test is not run, and says so; in CI that is a failure."""
    path = shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin")
    if path is None:
        reason = f"not run: {program} is not installed (Debian's package {program})"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture
def our_server(tmp_path: Path) -> Iterator[int]:
    """The port of a server of ours, in a process of its own."""
    with running_server(tmp_path) as server:
        yield server.port


@pytest.fixture
def ngircd(tmp_path: Path) -> Iterator[int]:
    """The port of an ngircd."""
    with running_ngircd(installed("ngircd"), tmp_path) as port:
        yield port


@pytest.fixture
def irssi(tmp_path: Path) -> Iterator[Callable[[int], Irssi]]:
    """Starts irssi on a port of loopback."""
    program = installed("irssi")
    started = []

    def start(port: int) -> Irssi:
        started.append(Irssi(program, port, tmp_path))
        return started[-1]

    yield start
    for terminal in started:
        terminal.close()


@pytest.fixture
def alice() -> Iterator[Person]:
    """Our model, with nobody connected yet."""
    person = Person(Client())
    yield person
    person.model.close()
