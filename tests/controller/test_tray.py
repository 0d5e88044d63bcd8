"""A closed window ends the program, or puts it away, as the person said."""

from __future__ import annotations

from msgspec.structs import replace

from chat.model.notice_settings import NoticeSettings
from tests.controller.harness import Chat


def keep_running(chat: Chat) -> None:
    chat.settings.notices = replace(NoticeSettings(), keep_running=True)
    chat.start()


def test_closing_the_window_ends_the_program_unless_the_person_said_otherwise(chat: Chat) -> None:
    chat.start()
    assert not chat.model.tray.shown
    chat.controller.on_closing()
    assert (chat.model.closed, chat.view.destroyed) == (True, True)


def test_a_closed_window_is_put_away_and_comes_back_from_the_tray(chat: Chat) -> None:
    keep_running(chat)
    assert chat.model.tray.shown
    chat.controller.on_closing()
    assert (chat.view.destroyed, chat.view.notices.put) == (False, ["away"])
    chat.model.tray.open()
    assert chat.view.notices.came_forward == 1


def test_without_a_tray_it_is_only_minimised(chat: Chat) -> None:
    chat.model.tray.has_place = False
    keep_running(chat)
    chat.controller.on_closing()
    assert (chat.view.destroyed, chat.view.notices.put) == (False, ["minimised"])


def test_quit_ends_it_from_the_menu_and_from_the_tray(chat: Chat) -> None:
    keep_running(chat)
    chat.controller.tray.on_quit()
    assert (chat.model.closed, chat.view.destroyed) == (True, True)
    other = Chat()
    keep_running(other)
    other.model.tray.quit()
    assert other.view.destroyed


def test_the_setting_takes_effect_at_once(chat: Chat) -> None:
    chat.start()
    chat.controller.on_set("keep_running", "on")
    assert chat.model.tray.shown
    assert chat.settings.notices.keep_running
    chat.controller.on_set("keep_running", "off")
    assert not chat.model.tray.shown
