"""Words in the person's language, and English where there is no other."""

from __future__ import annotations

from datetime import date

import pytest

from chat.arguments import speak_for
from chat.dates import day_text
from chat.translation import (
    N_,
    _,
    language,
    languages,
    ngettext,
    number_text,
    system_language,
    use_language,
)


def test_a_language_without_a_catalogue_is_english() -> None:
    use_language("tlh")
    try:
        assert _("Connect…") == "Connect…"
        assert [ngettext("one file", "many files", count) for count in (1, 2)] == [
            "one file",
            "many files",
        ]
    finally:
        use_language("en")


def test_marking_changes_nothing_and_english_is_always_there() -> None:
    assert N_("Settings…") == "Settings…"
    assert languages()[0] == "en"


def test_numbers_and_days_are_written_as_the_language_writes_them() -> None:
    assert number_text(1234567) == "1,234,567"
    assert number_text(1.25, 1) == "1.2"
    assert day_text(date(2026, 11, 23)) == "Monday, 23 November 2026"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANGUAGE": "en_GB:de", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "tlh"}, "en"),
        ({"LANG": "tlh"}, "en"),
    ],
)
def test_the_system_says_which_language_it_speaks(environment: dict[str, str], code: str) -> None:
    assert system_language(environment) == code


def test_without_an_environment_the_locale_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getlocale", lambda: ("en_GB", "UTF-8"))
    assert system_language({}) == "en"


def test_the_command_line_is_read_in_the_language_it_asks_for() -> None:
    speak_for(["--language", "en"])
    assert language() == "en"
    speak_for(["--language"])  # the real parser says what is wrong
    assert language() == "en"
