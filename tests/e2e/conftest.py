"""A display, a keyboard and a mouse, a server process, and client processes: real ones, all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from demo.display import virtual_display
from demo.processes import end_process, start_module
from demo.server_process import ServerProcess, running_server
from tests.e2e.input_devices import InputDevices
from tests.e2e.person import Person

StartPerson = Callable[..., Person]  # name, arguments of chat


@pytest.fixture(autouse=True, scope="session")
def _only_on_linux() -> None:
    if sys.platform != "linux":
        pytest.skip("not run: end-to-end tests need an X server and /proc, that is, Linux")


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with virtual_display() as name:
        yield name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the processes put temporary files; it is empty when all have ended well."""
    (tmp_path / "temporary").mkdir()
    return tmp_path / "temporary"


@pytest.fixture
def environment(display: str, tmp_path: Path, folder: Path) -> dict[str, str]:
    """Of a desktop that nothing was ever kept on."""
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    return {**os.environ, **home, "TMPDIR": str(folder), "DISPLAY": display, "LC_ALL": "C.UTF-8"}


@pytest.fixture
def server(tmp_path: Path, environment: dict[str, str]) -> Iterator[ServerProcess]:
    with running_server(tmp_path, environment) as process:
        yield process


@pytest.fixture
def person(display: str, tmp_path: Path, environment: dict[str, str]) -> Iterator[StartPerson]:
    """Starts a client process with a person before it."""
    started = []
    with InputDevices(display) as devices:

        def start(name: str, *arguments: str) -> Person:
            settings = ["--settings", str(tmp_path / f"{name}.json")]
            process = start_module(
                "tests.e2e.client",
                [*arguments, *settings, "--no-discovery"],
                environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            started.append(process)
            return Person(name, process, devices)

        yield start
        for process in started:
            end_process(process)
