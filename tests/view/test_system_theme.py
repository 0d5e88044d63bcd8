"""What each system says about light and dark. None of this needs a display."""

from __future__ import annotations

import tkinter
from pathlib import Path
from types import SimpleNamespace

import pytest

from chat.view.system_theme import system_mode

pytestmark = pytest.mark.usefixtures("_nothing_set")


@pytest.fixture
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("GTK_THEME", raising=False)
    monkeypatch.setenv("PATH", "")


def root(windowing: str = "x11", dark: object = None) -> tkinter.Tk:
    """Something that answers as Tcl does; `dark` None: a Tk that does not know the question."""

    def call(*words: object) -> object:
        if words[0] == "tk":
            return windowing
        if dark is None:
            raise tkinter.TclError("bad option")
        return dark

    return SimpleNamespace(tk=SimpleNamespace(call=call, getboolean=bool))  # type: ignore[return-value]


def gsettings(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "gsettings"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_a_desktop_that_says_nothing_is_light() -> None:
    assert system_mode(root()) == "light"


@pytest.mark.parametrize(("theme", "mode"), [("Adwaita:dark", "dark"), ("Adwaita", "light")])
def test_gtk_s_variable_is_believed(monkeypatch: pytest.MonkeyPatch, theme: str, mode: str) -> None:
    monkeypatch.setenv("GTK_THEME", theme)
    assert system_mode(root()) == mode


@pytest.mark.parametrize(
    ("script", "mode"),
    [
        ("echo \"'prefer-dark'\"", "dark"),
        ("echo \"'default'\"", "light"),
        ("echo no such schema >&2; exit 1", "light"),
    ],
)
def test_gnome_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, mode: str
) -> None:
    gsettings(tmp_path, monkeypatch, script)
    assert system_mode(root()) == mode


def test_a_desktop_that_cannot_be_asked_is_light(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gsettings").write_text("not a program")
    (tmp_path / "gsettings").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system_mode(root()) == "light"


@pytest.mark.parametrize(("dark", "mode"), [(1, "dark"), (0, "light"), (None, "light")])
def test_macos_is_asked_through_tk(dark: object, mode: str) -> None:
    assert system_mode(root("aqua", dark)) == mode
