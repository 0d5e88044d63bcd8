"""What stands on the screen is known by its own words, and said again in another language."""

from __future__ import annotations

import pytest

from chat.saying_again import Said, Words
from chat.translation import _, ngettext, said_again, use_language


def said_in(code: str, text: str, **filled: str) -> str:
    """A text in this language, and what `said_again` makes of it in English, or else in German."""
    use_language(code)
    said = _(text).format(**filled)
    use_language("de" if code == "en" else "en")
    return said_again(said)


@pytest.mark.parametrize(("code", "again"), [("en", "Abbrechen"), ("de", "Cancel")])
def test_a_sentence_is_said_again(code: str, again: str) -> None:
    assert said_in(code, "Cancel") == again


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("nick", ["ann", "Cancel", "{nick}", "a\nb (*.+"])
def test_what_was_filled_in_stays_as_it_is(code: str, nick: str) -> None:
    again = said_in(code, "{nick} joined", nick=nick)
    assert again == _("{nick} joined").format(nick=nick)


def test_a_sentence_in_a_sentence_is_said_again_too() -> None:
    reason = _("Choose a password.")
    said = _("{nick} was put out ({reason})").format(nick="ann", reason=reason)
    use_language("de")
    again = said_again(said)
    reason = _("Choose a password.")
    assert again == _("{nick} was put out ({reason})").format(nick="ann", reason=reason)
    assert "Passwort" in again


def test_a_count_decides_again() -> None:
    said = [ngettext("{count} member", "{count} members", count) for count in (1, 5)]
    use_language("de")
    again = [said_again(text.format(count=count)) for text, count in zip(said, (1, 5), strict=True)]
    assert again == ["1 Mitglied", "5 Mitglieder"]


def test_what_was_never_said_stays() -> None:
    use_language("de")
    assert said_again("Grobian the Great, for #lobby") == "Grobian the Great, for #lobby"
    use_language("de")  # the same language again forgets nothing
    assert said_again("Cancel") == "Cancel"


def test_a_sentence_of_nothing_but_blanks_is_known_by_nothing() -> None:
    said = Said({"{size}, {target}": Words("x"), "{one} and {one}": Words("y")})
    assert said.find("3 KB, #lobby") is None
    assert said.find("me and you") is None
    assert said.find("me and me") == (Words("y"), {"one": "me"})
