from __future__ import annotations

import ctypes
import tkinter
from types import SimpleNamespace

import pytest

from chat.view.emoji_support import FIRST_SAFE_XFT, draws_colour_emoji
from chat.view.ports import MessageRow
from chat.view.window import MainWindow
from tests.view.conftest import settle


class FakeRoot:
    """Answers what `draws_colour_emoji` asks of Tcl."""

    def __init__(self, windowing: str, fonts: str | None) -> None:
        self._windowing = windowing
        self._fonts = fonts
        self.tk = SimpleNamespace(call=self._call)

    def _call(self, *words: str) -> str:
        if words[0] != "tk::pkgconfig":
            return self._windowing
        if self._fonts is None:
            raise tkinter.TclError("invalid command name")
        return self._fonts


def loaded(monkeypatch: pytest.MonkeyPatch, version: int | None) -> None:
    def library(_name: str, mode: int = 0) -> SimpleNamespace:
        if version is None:
            raise OSError("not loaded")
        return SimpleNamespace(XftGetVersion=lambda: version)

    monkeypatch.setattr(ctypes, "CDLL", library)


@pytest.mark.parametrize(
    ("windowing", "fonts", "version", "draws"),
    [
        ("win32", "gdi", None, True),
        ("aqua", "cocoa", None, True),
        ("x11", "x11", None, True),  # X's own fonts have no colours
        ("x11", "xft", FIRST_SAFE_XFT, True),
        ("x11", "xft", FIRST_SAFE_XFT - 1, False),
        ("x11", "xft", None, False),  # linked statically: it cannot be asked
        ("x11", None, FIRST_SAFE_XFT, False),
    ],
)
def test_only_an_old_or_unknown_xft_is_spared(
    monkeypatch: pytest.MonkeyPatch, windowing: str, fonts: str | None, version: int | None,
    draws: bool,
) -> None:  # fmt: skip
    loaded(monkeypatch, version)
    assert draws_colour_emoji(FakeRoot(windowing, fonts)) is draws  # type: ignore[arg-type]


def test_a_system_without_rtld_noload_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.RTLD_NOLOAD", raising=False)
    assert not draws_colour_emoji(FakeRoot("x11", "xft"))  # type: ignore[arg-type]


@pytest.mark.view
def test_this_tk_survives_every_emoji_it_says_that_it_draws(view: MainWindow) -> None:
    blocks = [range(0x1F300, 0x1F700), range(0x1F900, 0x1FB00), range(0x2600, 0x2800)]
    every = [chr(code) for block in blocks for code in block]
    view.show_messages(
        [
            MessageRow(str(start), "14:05", "bob", "".join(every[start : start + 40]))
            for start in range(0, len(every), 40)
        ]
    )
    settle(view)
    for line in range(0, view.message_listbox.size(), 10):
        view.message_listbox.yview(line)
        view.root.update()
    assert view.root.winfo_exists()
