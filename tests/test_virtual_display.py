"""The test run's own display: there when it is needed, and never silently missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.virtual_display import DisplayError, VirtualDisplay

XVFB_SYSTEM = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="this system's Tk needs no X display"
)
ONE_VIEW_TEST = "tests/view/test_rows_of_the_specification.py::test_c8_the_button_is_labelled_send"
ONE_OTHER_TEST = "tests/view/test_wrapping.py::test_a_width_is_measured_once"


def run_pytest(test: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test]
    return subprocess.run(
        command,
        cwd=Path(__file__).parent.parent,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


@XVFB_SYSTEM
def test_it_starts_on_a_free_number_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", os.environ.get("DISPLAY", ""))
    first, second = VirtualDisplay(), VirtualDisplay()
    first.start()
    second.start()
    assert first.name != second.name
    assert os.environ["DISPLAY"] == second.name
    sockets = [Path(f"/tmp/.X11-unix/X{display.name[1:]}") for display in (first, second)]
    assert all(path.exists() for path in sockets)
    first.stop()
    second.stop()
    assert not any(path.exists() for path in sockets)


@XVFB_SYSTEM
def test_without_xvfb_it_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DisplayError, match="apt-get install xvfb"):
        VirtualDisplay().start()


@XVFB_SYSTEM
def test_a_run_without_xvfb_fails_with_one_line() -> None:
    result = run_pytest(ONE_VIEW_TEST, PATH="")
    assert result.returncode == 1
    assert "The view tests cannot run." in result.stdout + result.stderr
    assert "apt-get install xvfb" in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert "passed" not in result.stdout


def test_a_run_without_view_tests_needs_no_xvfb() -> None:
    result = run_pytest(ONE_OTHER_TEST, PATH="")
    assert result.returncode == 0
    assert "0 view tests ran" in result.stdout


@XVFB_SYSTEM
def test_a_run_says_how_many_view_tests_ran() -> None:
    result = run_pytest(ONE_VIEW_TEST)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "1 view tests ran on a virtual display" in result.stdout


@pytest.mark.view
def test_an_exception_in_a_tk_callback_is_collected(request: pytest.FixtureRequest) -> None:
    import tkinter

    root = tkinter.Tk()
    try:
        root.after(0, lambda: 1 / 0)
        root.update()
    finally:
        root.destroy()
    collected = request.getfixturevalue("_tk_errors_fail")
    assert "ZeroDivisionError" in collected.pop()
