"""Bring the catalogues of words up to date: run by `make words` after a sentence changed.

Gathers what the program says into every `chat/locale/*/LC_MESSAGES/chat.po`, keeping what is
translated, and writes the `.mo` beside it that the program reads. What is left to translate is
named, and the exit code is 1; `tests/test_translation.py` holds all of it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "chat" / "locale"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def gather() -> Catalog:
    """Every sentence that stands in the sources, and the file it stands in."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(
        ROOT / "chat", method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("i18n:",)
    )
    for file, _line, words, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue.add(words, locations=[(file, 0)], auto_comments=comments, context=context)
    return catalogue


def updated(path: Path) -> Catalog:
    """The catalogue at a path with today's sentences; what nobody says any more is left out."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name, domain="chat")
    catalogue.update(gather(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    return catalogue


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    """What has no words yet in the other language, or only a guess."""
    for message in catalogue:
        words = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if message.id and (message.fuzzy or not all(words)):
            yield message


def po_text(catalogue: Catalog) -> bytes:
    """The catalogue as it is kept: one message after the other, without dates or line numbers."""
    written = io.BytesIO()
    write_po(written, catalogue, width=100, sort_by_file=True, omit_header=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    return (head + plural).encode() + written.getvalue().replace(b":0\n", b"\n")


class _Timeless(Catalog):
    """Whose header says only what gettext reads: the same words make the same file."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """See Catalog."""
        return [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", self.plural_forms),
        ]


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    timeless = _Timeless(locale=catalogue.locale)
    for message in catalogue:
        if message.id:
            timeless.add(message.id, message.string, context=message.context)
    written = io.BytesIO()
    write_mo(written, timeless)
    return written.getvalue()


def main() -> int:
    """Write every catalogue; 1 if something is left to translate."""
    missing = 0
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/chat.po")):
        catalogue = updated(path)
        path.write_bytes(po_text(catalogue))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
        for message in untranslated(catalogue):
            missing += 1
            print(f"{path.parent.parent.name}: {message.id!r}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
