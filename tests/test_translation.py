"""Words in the person's language, and English where there is no other."""

from __future__ import annotations

from datetime import date

from chat.dates import day_text
from chat.translation import N_, _, languages, ngettext, number_text, use_language


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
