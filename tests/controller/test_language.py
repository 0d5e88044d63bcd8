"""Another language, chosen in the settings: the window is told, and all is worded anew."""

from __future__ import annotations

from chat.controller.language import SYSTEM, LanguageController
from chat.translation import language
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
