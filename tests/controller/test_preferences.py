"""Every setting: shown, changed, remembered, there again at the next start."""

from __future__ import annotations

import pytest

from chat.controller.appearance import TEXT_SIZES
from tests.controller.harness import Chat
from tests.fakes.fake_settings import FakeSettings


def test_the_window_has_every_setting_with_its_value(chat: Chat) -> None:
    chat.start()
    chat.controller.on_open_settings()
    shown = {setting.name: setting for setting in chat.view.settings}
    assert {name: setting.value for name, setting in shown.items()} == {
        "theme": "system",
        "text_size": "100",
        "rows": "compact",
        "clock": "24",
        "order": "name",
        "auto_connect": "yes",
        "notices_people": "everything",
        "notices_channels": "mentions",
        "notices_keywords": "",
        "notices_desktop": "on",
        "notices_sound": "on",
        "notices_preview": "on",
        "notices_quiet_from": "-1",
        "notices_quiet_until": "7",
        "keep_running": "off",
        "typing": "yes",
        "pictures": "hosted",
        "history_megabytes": "512",
        "passwords": "keep",
        "language": "system",
    }
    for setting in shown.values():
        assert setting.value in dict(setting.choices) or not setting.choices


def test_what_others_learn_and_what_is_kept_stands_on_one_page(chat: Chat) -> None:
    chat.start()
    chat.controller.on_open_settings()
    private = {setting.name for setting in chat.view.settings if setting.page == "Privacy"}
    assert private == {"typing", "passwords", "history_megabytes", "pictures"}


def test_each_choice_of_each_setting_is_applied_and_saved(chat: Chat) -> None:
    chat.start()
    chat.controller.on_open_settings()
    for setting in list(chat.view.settings):
        for value, _ in setting.choices:
            saved = chat.settings.saved
            chat.controller.on_set(setting.name, value)
            assert chat.settings.saved == saved + 1
            chat.controller.on_open_settings()
            now = {one.name: one.value for one in chat.view.settings}
            assert now[setting.name] == value


def test_settings_take_effect_at_once(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.receive(lobby, "hi")
    chat.model.end_turn()
    before = chat.view.messages[-1].time
    for name, value in (
        ("theme", "dark"),
        ("text_size", "150"),
        ("rows", "roomy"),
        ("clock", "12"),
    ):
        chat.controller.on_set(name, value)
    assert (chat.view.theme, chat.view.text_size, chat.view.roomy) == ("dark", 150, True)
    assert before.count(" ") == 0
    assert chat.view.messages[-1].time.endswith(("am", "pm"))
    chat.model.receive(lobby, "again")
    chat.model.end_turn()
    assert chat.view.messages[-1].time.endswith(("am", "pm"))


def test_they_are_there_again_at_the_next_start() -> None:
    settings = FakeSettings()
    settings.text_size, settings.roomy, settings.clock12 = 125, True, True
    chat = Chat(settings)
    lobby = chat.join()
    assert (chat.view.text_size, chat.view.roomy) == (125, True)
    chat.model.receive(lobby, "hi")
    chat.model.end_turn()
    assert chat.view.messages[-1].time.endswith(("am", "pm"))


def test_what_a_setting_cannot_be_is_ignored(chat: Chat) -> None:
    chat.start()
    chat.controller.on_set("text_size", "7")
    assert chat.settings.text_size == 100
    assert chat.settings.saved == 0


@pytest.mark.parametrize(
    ("size", "step", "after"),
    [
        (100, 1, 110),
        (100, -1, 90),
        (175, 0, 100),
        (TEXT_SIZES[-1], 1, TEXT_SIZES[-1]),
        (TEXT_SIZES[0], -1, TEXT_SIZES[0]),
        (120, 1, 125),
        (120, -1, 110),
    ],
)
def test_larger_and_smaller_text(chat: Chat, size: int, step: int, after: int) -> None:
    chat.settings.text_size = size
    chat.start()
    chat.controller.on_change_text_size(step)
    assert chat.settings.text_size == after
    [shown] = [one for one in chat.view.settings_refreshed if one.name == "text_size"]
    assert shown.value == str(after)


def test_a_theme_chosen_in_the_menu_is_saved_and_shown_too(chat: Chat) -> None:
    chat.start()
    chat.controller.on_set_theme("dark")
    assert (chat.settings.theme_mode, chat.settings.saved) == ("dark", 1)
    assert chat.view.settings_refreshed[0].value == "dark"


def test_passwords_are_kept_or_not(chat: Chat) -> None:
    chat.start().controller.on_set("passwords", "forget")
    assert not chat.settings.keep_passwords
    chat.controller.on_set("passwords", "keep")
    assert chat.settings.keep_passwords
