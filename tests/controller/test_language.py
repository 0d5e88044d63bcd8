"""Another language, chosen in the settings: the window is told, and all is worded anew."""

from __future__ import annotations

from chat.controller.language import SYSTEM, LanguageController
from chat.controller.trust import describe
from chat.translation import language
from chat.view.ports.trust import Lock
from tests.controller.harness import Chat
from tests.controller.test_bar import lose
from tests.fakes.fake_settings import FakeSettings
from tests.fakes.fake_view import FakeView


def test_the_choice_is_kept_and_shown_at_once() -> None:
    view, settings, shown = FakeView(), FakeSettings(), list[str]()
    controller = LanguageController(view, settings, lambda: shown.append(language()))
    controller.start()
    line = controller.preference()
    assert (line.read(), view.language.shown) == (SYSTEM, ["en"])
    line.change("de")
    assert (settings.language, line.read()) == ("de", "de")
    line.change(SYSTEM)
    assert (settings.language, line.read()) == ("", SYSTEM)
    assert view.language.shown == ["en", "de", "en"]
    assert shown == ["de", "en"]


def test_every_language_is_offered_under_its_own_name() -> None:
    choices = LanguageController(FakeView(), FakeSettings(), lambda: None).preference().choices
    assert choices == ((SYSTEM, "As the system"), ("en", "English"), ("de", "Deutsch"))


def test_what_is_on_the_screen_is_said_again(chat: Chat) -> None:
    chat.join()
    lose(chat, "gone")
    assert chat.view.bar is not None
    assert chat.view.bar.action == "Reconnect"
    chat.controller.preferences.set("language", "de")
    assert chat.view.bar.text == "Die Verbindung zu Example ist abgebrochen (gone)."
    assert chat.view.bar.action == "Neu verbinden"
    assert chat.view.settings_refreshed[0].label == "Farben"


def test_the_empty_entry_says_its_words_again(chat: Chat) -> None:
    chat.join()
    assert chat.view.hint == "Message #lobby"
    chat.controller.preferences.set("language", "de")
    assert chat.view.hint == "Nachricht an #lobby"


def test_the_lock_says_its_words_again(chat: Chat) -> None:
    chat.join()
    assert chat.view.trust.lock == (Lock.OPEN, describe(None))
    chat.controller.preferences.set("language", "de")
    assert chat.view.trust.lock[1].startswith("Nicht verschlüsselt")


def test_the_icon_in_the_tray_says_it_too(chat: Chat) -> None:
    chat.start()
    chat.controller.preferences.set("language", "de")
    assert not chat.model.tray.shown
    chat.controller.preferences.set("keep_running", "on")
    chat.controller.preferences.set("language", "en")
    assert chat.model.tray.labels == ("Open the chat", "Quit")
    chat.controller.preferences.set("language", "de")
    assert chat.model.tray.labels == ("Chat öffnen", "Beenden")
