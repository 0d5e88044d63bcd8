"""Words to look for, the settings of notices, and the desktop's notifications."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chat.model import desktop_notices
from chat.model.desktop_notices import DesktopNotices
from chat.model.notice_settings import NoticeSettings, cleaned, from_plain, plain
from chat.model.session.keywords import Keywords
from chat.model.settings import FileSettings
from tests.model.session_rig import Rig

Call = Callable[[], None]


def test_words_are_found_whole_and_in_any_case() -> None:
    words = Keywords()
    assert not words.found_in("pizza")
    words.use(["pizza", "free lunch", "c++"])
    for text in ("PIZZA!", "a free  lunch for all", "I write c++."):
        assert words.found_in(text)
    for text in ("pizzas", "free", "c+"):
        assert not words.found_in(text)
    words.use([" "])
    assert not words.found_in("pizza")


def test_a_message_with_a_word_is_a_mention() -> None:
    rig = Rig().register()
    rig.join()
    rig.session.keywords.use(["pizza"])
    rig.feed(":bob!b@h PRIVMSG #lobby :there is pizza", ":bob!b@h PRIVMSG #lobby :there was")
    assert [message.mention for message in rig.messages("#lobby")[-2:]] == [True, False]


def test_settings_survive_a_file_and_nonsense_in_it(tmp_path: Path) -> None:
    settings = FileSettings(tmp_path / "settings.json")
    wanted = NoticeSettings("nothing", "mentions", quiet_from=22, keywords=("a", "b"), sound=False)
    settings.notices = wanted
    settings.save()
    assert FileSettings(tmp_path / "settings.json").notices == wanted
    nonsense = dict(plain(wanted), channels=7, sound=1, quiet_from=True, quiet_until=99, keywords=3)
    assert from_plain(nonsense) == NoticeSettings(people="mentions")
    assert from_plain(None) == NoticeSettings()
    assert cleaned([1, "", "a", "A", "b"]) == ("a", "b")


class _Notifier:
    """As much of the library as is used."""

    def __init__(self) -> None:
        self.sent: queue.Queue[tuple[str, str]] = queue.Queue()
        self.works = True
        self.error: Exception | None = None
        self.clicked: Call = lambda: None

    async def send(self, title: str, text: str, *, on_dispatched: Call, on_clicked: Call) -> None:
        self.clicked = on_clicked
        self.sent.put((title, text))
        if self.error is not None:
            raise self.error
        if self.works:
            on_dispatched()


class _Desk:
    """Notices, and the Tk thread's turn."""

    def __init__(self) -> None:
        self.calls: queue.Queue[Call] = queue.Queue()
        self.library = _Notifier()
        made: Any = lambda: self.library  # noqa: E731
        self.notices = DesktopNotices(self.calls.put, make=made)
        self.happened: list[str] = []

    def notify(self) -> None:
        happened = self.happened
        self.notices.notify(
            "bob", "hello", lambda: happened.append("click"), lambda: happened.append("refused")
        )

    def turn(self) -> None:
        self.calls.get(timeout=10)()


@pytest.fixture
def desk() -> Iterator[_Desk]:
    desk = _Desk()
    yield desk
    desk.notices.close()


def test_a_notice_is_shown_and_a_click_comes_back(desk: _Desk) -> None:
    desk.notify()
    assert desk.library.sent.get(timeout=10) == ("bob", "hello")
    desk.library.clicked()
    desk.turn()
    assert desk.happened == ["click"]


@pytest.mark.parametrize("error", [None, OSError("no bus")])
def test_a_desktop_that_takes_none_is_told_of_and_left_alone_for_a_while(
    desk: _Desk, error: Exception | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.library.works, desk.library.error = False, error
    desk.notify()
    desk.turn()
    desk.notify()
    assert (desk.happened, desk.library.sent.qsize()) == (["refused", "refused"], 1)
    monkeypatch.setattr(desktop_notices, "AGAIN_AFTER", -1.0)
    desk.library.works, desk.library.error = True, None
    desk.notify()
    for _ in range(2):
        assert desk.library.sent.get(timeout=10) == ("bob", "hello")


def test_without_a_desktop_the_real_library_is_refused(
    desk: _Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    notices = DesktopNotices(desk.calls.put)
    try:
        notices.notify("a", "b", lambda: None, lambda: desk.happened.append("refused"))
        desk.turn()
    finally:
        notices.close()
    assert desk.happened == ["refused"]


def test_closing_what_never_began_is_nothing() -> None:
    DesktopNotices(lambda _call: None).close()
