"""What all tests share: a virtual display for those that open windows, and no silent Tk errors."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from chat.translation import use_language
from tests.virtual_display import DisplayError, VirtualDisplay

NEEDS_DISPLAY = ("view", "e2e")
DISPLAY = pytest.StashKey[VirtualDisplay]()
VIEW_TESTS_RUN = pytest.StashKey[int]()


os.environ["LANGUAGE"] = "en"  # whatever this machine speaks; processes of tests inherit it

# A busy machine must not fail a test: no example has a deadline.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """A test may choose a language; the next begins in English."""
    yield
    use_language("en")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[DISPLAY] = VirtualDisplay()
    config.stash[VIEW_TESTS_RUN] = 0
    config.pluginmanager.register(_CountViewTests(config), "count-view-tests")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the display, if a selected test needs one. A missing Xvfb fails the run."""
    wanted = any(item.get_closest_marker(name) for item in session.items for name in NEEDS_DISPLAY)
    if not wanted or session.config.option.collectonly:
        return
    try:
        session.config.stash[DISPLAY].start()
    except DisplayError as error:
        pytest.exit(str(error), returncode=1)


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[DISPLAY].stop()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    count = config.stash[VIEW_TESTS_RUN]
    where = "a virtual display" if config.stash[DISPLAY].name else "this desktop"
    if count:
        terminalreporter.write_line(f"{count} view tests ran on {where}")
    else:
        terminalreporter.write_line("0 view tests ran: none was selected")


class _CountViewTests:
    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._view_tests: frozenset[str] = frozenset()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        marked = (item for item in session.items if item.get_closest_marker("view"))
        self._view_tests = frozenset(item.nodeid for item in marked)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.nodeid in self._view_tests and not report.skipped:
            self._config.stash[VIEW_TESTS_RUN] += 1


@pytest.fixture(autouse=True)
def _tk_errors_fail(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[str]]:
    """An exception in a Tk callback would only be printed: make it fail the test that ran."""
    if request.node.get_closest_marker("view") is None:
        yield []
        return
    import tkinter  # not above: controllers are tested where it cannot be imported

    errors: list[str] = []

    def report(_root: object, kind: Any, value: Any, trace: Any) -> None:
        errors.append("".join(traceback.format_exception(kind, value, trace)))

    monkeypatch.setattr(tkinter.Tk, "report_callback_exception", report)
    yield errors
    if errors:
        pytest.fail("exceptions in Tk callbacks:\n" + "\n".join(errors), pytrace=False)
