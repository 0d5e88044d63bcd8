"""Theme and geometry come from the settings and go back into them."""

from __future__ import annotations

from tests.controller.harness import Chat


def test_the_window_is_put_where_it_was_as_it_was(chat: Chat) -> None:
    chat.settings.geometry = "900x600+10+10"
    chat.settings.theme_mode = "dark"
    chat.start()
    assert (chat.view.geometry, chat.view.theme) == ("900x600+10+10", "dark")


def test_a_first_start_leaves_the_place_to_the_screen(chat: Chat) -> None:
    chat.start()
    assert "set_geometry" not in chat.view.calls
    assert chat.view.theme == "system"


def test_an_unknown_theme_in_the_settings_is_the_systems(chat: Chat) -> None:
    chat.settings.theme_mode = "mauve"
    chat.start()
    assert chat.view.theme == "system"


def test_a_chosen_theme_is_shown_and_remembered(chat: Chat) -> None:
    chat.start().controller.on_set_theme("light")
    assert (chat.view.theme, chat.settings.theme_mode) == ("light", "light")


def test_an_unknown_theme_is_not_taken(chat: Chat) -> None:
    chat.start().controller.on_set_theme("mauve")
    assert (chat.view.theme, chat.settings.theme_mode) == ("system", "system")
