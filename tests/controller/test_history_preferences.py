"""How much history is kept is a setting, and holds at once."""

from __future__ import annotations

from tests.controller.harness import Chat


def test_the_limit_is_a_setting_and_holds_at_once(chat: Chat) -> None:
    chat.start()
    chat.controller.on_open_settings()
    [line] = [one for one in chat.view.settings if one.name == "history_megabytes"]
    assert line.value == "512"
    chat.controller.on_set("history_megabytes", "32")
    assert chat.model.called("limit_history") == [(32 * 1024 * 1024,)]
    assert chat.settings.history_megabytes == 32
    assert chat.settings.saved
