"""`make run`: with a screen and without one, ended well and ended badly; nothing stays behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from demo.waiting import wait_until
from tests.e2e.input_devices import InputDevices

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parent.parent.parent
MARK = "CHAT_TEST_RUN"  # in the environment of every process that the demo starts
INTRODUCTION = b"Close both windows to end the demo"


@dataclass(frozen=True)
class Demo:
    """A running `python -m demo`."""

    process: subprocess.Popen[bytes]
    mark: str

    def processes(self, module: str = "") -> list[int]:
        """The ids of all its processes still alive, or of those that run one module."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                environment = (folder / "environ").read_bytes()
                command = (folder / "cmdline").read_bytes()
            except OSError:  # it has just ended
                continue
            runs = not module or f"\0{module}\0".encode() in command
            if runs and self.mark.encode() in environment:
                found.append(int(folder.name))
        return found

    def end(self, timeout: float = 30.0) -> tuple[int, str, str]:
        """Wait for its end: exit code, output, errors."""
        output, errors = self.process.communicate(timeout=timeout)
        return self.process.returncode, output.decode(), errors.decode()


StartDemo = Callable[..., Demo]


@pytest.fixture
def demo(tmp_path: Path, folder: Path) -> Iterator[StartDemo]:
    """Starts a demo; when the test is over nothing of it may be left."""
    started: list[Demo] = []

    def start(**changes: str) -> Demo:
        mark = f"{MARK}={uuid.uuid4()}"
        environment = {name: text for name, text in os.environ.items() if name != "DISPLAY"}
        environment |= {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder), MARK: mark.split("=")[1]}
        process = subprocess.Popen(
            [sys.executable, "-m", "demo"],
            cwd=tmp_path,
            env=environment | changes,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(Demo(process, mark))
        return started[-1]

    yield start
    left = [number for demo in started for number in demo.processes()]
    for number in left:
        os.kill(number, signal.SIGKILL)
    for demo in started:
        demo.process.communicate()
    assert left == []
    assert list(folder.iterdir()) == []


@pytest.fixture
def open_demo(demo: StartDemo, display: str) -> Demo:
    """A demo on a screen, its windows open."""
    running = demo(DISPLAY=display)
    assert running.process.stdout is not None
    assert INTRODUCTION in running.process.stdout.readline()
    return running


@pytest.fixture
def devices(display: str) -> Iterator[InputDevices]:
    with InputDevices(display) as devices:
        yield devices


def test_without_a_screen_it_saves_pictures(demo: StartDemo, tmp_path: Path) -> None:
    code, output, errors = demo().end(timeout=50)
    assert (code, errors) == (0, "")
    for name in ("alice", "bob"):
        assert f"build/demo/{name}.png" in output
        with Image.open(tmp_path / "build" / "demo" / f"{name}.png") as picture:
            assert picture.width > 600
            assert len(picture.getcolors(1 << 24) or ()) > 50  # more than an empty window
    light, dark = (brightness(tmp_path / f"build/demo/{name}.png") for name in ("alice", "bob"))
    assert light > 200 > 60 > dark


def brightness(picture: Path) -> float:
    """The mean brightness of a picture, from 0 to 255."""
    with Image.open(picture) as image:
        grey = image.convert("L").resize((1, 1), Image.Resampling.BOX)
        value = grey.getpixel((0, 0))
    assert isinstance(value, int)
    return value


def test_without_a_screen_and_without_xvfb_it_says_what_to_install(
    demo: StartDemo, tmp_path: Path
) -> None:
    code, output, errors = demo(PATH=str(tmp_path)).end()
    assert (code, output) == (1, "")
    assert "xvfb" in errors
    assert errors.count("\n") == 1


def test_closing_both_windows_ends_it(open_demo: Demo, devices: InputDevices) -> None:
    windows = devices.windows_titled("CHAT APP")
    assert len(windows) == 2
    for window in windows:
        devices.close_window(window)
    code, _, errors = open_demo.end()
    assert (code, errors) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it(open_demo: Demo, number: signal.Signals) -> None:
    open_demo.process.send_signal(number)
    code, _, errors = open_demo.end()
    assert (code, errors) == (130, "")


def test_a_window_that_dies_leaves_the_other_and_is_told(
    open_demo: Demo, devices: InputDevices
) -> None:
    doomed, _ = sorted(open_demo.processes("demo.window"))
    os.kill(doomed, signal.SIGKILL)
    assert wait_until(lambda: len(devices.windows_titled("CHAT APP")) == 1, 20.0)
    assert open_demo.process.poll() is None

    devices.close_window(devices.windows_titled("CHAT APP")[0])

    code, _, errors = open_demo.end()
    assert code == 1
    assert errors.count("ended with an error") == 1


def test_windows_close_when_the_demo_itself_is_killed(open_demo: Demo, folder: Path) -> None:
    """They see their stdin end. The server cannot know, and the folder stays: so it is here."""
    (server,) = open_demo.processes("server")
    open_demo.process.kill()
    assert wait_until(lambda: open_demo.processes() == [server], 20.0)
    os.kill(server, signal.SIGTERM)
    assert wait_until(lambda: open_demo.processes() == [], 20.0)
    for left in folder.iterdir():
        shutil.rmtree(left)
