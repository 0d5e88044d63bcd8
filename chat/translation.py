"""The words of the program in the person's language: gettext, with one catalogue a language.

Every sentence that a person reads goes through `_` (or `ngettext`, where a number decides) at
the moment it is shown, never when a module is imported: the language is chosen in the settings,
and tables made earlier mark their words with `N_`. What is filled in comes after translating:
`_("{nick} joined").format(nick=nick)`. Pure of toolkits, so every layer may use it.
"""

from __future__ import annotations

import gettext as _gettext
import locale
import os
from collections.abc import Mapping
from pathlib import Path

from chat.saying_again import Said, Words

DOMAIN = "chat"
CATALOGUES = Path(__file__).parent / "locale"


class _Language:
    """The one language of the program."""

    code: str = "en"
    translations: _gettext.NullTranslations = _gettext.NullTranslations()
    said: Said = Said()
    before: Said = Said()  # in the language before


def use_language(code: str) -> None:
    """Speak this language from now on ("de"); English where there is no catalogue for it."""
    _Language.translations = _gettext.translation(
        DOMAIN, str(CATALOGUES), languages=[code], fallback=True
    )
    before, _Language.code = _Language.code, code if code in languages() else "en"
    if _Language.code != before:
        _Language.before, _Language.said = _Language.said, Said()


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """The code of the language of this system, or of its first that there is a catalogue for."""
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # as gettext itself asks for them
    wanted = next((environment[name] for name in names if environment.get(name)), "")
    if not wanted:  # macOS and Windows tell it otherwise
        wanted = locale.getlocale()[0] or ""
    codes = [_code(name) for name in wanted.split(":")]
    spoken = languages()
    return next((code for code in codes if code in spoken), "en")


def _code(name: str) -> str:
    """The language of a locale, as "de" of "de_AT.UTF-8", or of Windows's "German_Austria"."""
    first = name.replace("-", "_").split("_")[0].split(".")[0]
    return locale.normalize(first.lower()).split("_")[0]


def language_name(code: str) -> str:
    """What a language calls itself, as "Deutsch": its word for "English" is its own name."""
    known = _gettext.translation(DOMAIN, str(CATALOGUES), languages=[code], fallback=True)
    return known.gettext(N_("English"))


def language() -> str:
    """The code of the language that is spoken, as "de"."""
    return _Language.code


def languages() -> list[str]:
    """The languages there are catalogues for, English first."""
    found = sorted(
        path.parent.parent.name for path in CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    )
    return ["en", *found]


def _(text: str) -> str:
    """The text in the person's language."""
    said = _Language.translations.gettext(text)
    if said not in _Language.said.words:
        _Language.said.words[said] = Words(text)
    return said


def ngettext(one: str, many: str, count: int) -> str:
    """The one text or the other, as the language counts."""
    said = _Language.translations.ngettext(one, many, count)
    if said not in _Language.said.words:
        _Language.said.words[said] = Words(one, many, count)
    return said


def said_again(text: str) -> str:
    """A text of the language before in that of now; as it is, if it was not said then."""
    found = _Language.before.find(text)
    if found is None:
        return text
    words, filled = found
    for name, value in filled.items():
        if " " in value:  # a sentence in a sentence, and no name
            filled[name] = said_again(value)
    said = ngettext(words.one, words.many, words.count) if words.many else _(words.one)
    return said.format(**filled) if filled else said


def number_text(number: float, places: int = 0) -> str:
    """A number with its thousands parted, as "1,234.5"; in German "1.234,5"."""
    pattern = _("1,234.5")
    marks = str.maketrans({",": pattern[1], ".": pattern[5]})
    return f"{number:,.{places}f}".translate(marks)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """The text as it is, marked so that the catalogue has it; `_` translates it when shown."""
    return text
