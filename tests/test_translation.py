"""Words in the person's language, and English where there is no other."""

from __future__ import annotations

from chat.translation import N_, _, languages, ngettext, use_language


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
