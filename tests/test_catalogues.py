"""Every catalogue says all that the program says, in its language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from scripts.write_catalogues import gather, mo_bytes, untranslated

ROOT = Path(__file__).parents[1]
CATALOGUES = sorted((ROOT / "chat" / "locale").glob("*/LC_MESSAGES/chat.po"))


@pytest.fixture(scope="module")
def said() -> Catalog:
    return gather()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
class TestCatalogue:
    """`make words` names what is missing, and writes the rest."""

    def test_it_has_the_sentences_of_the_sources_all_translated(
        self, path: Path, said: Catalog
    ) -> None:
        kept = read(path)
        assert {message.id for message in kept} == {message.id for message in said}
        assert [message.id for message in untranslated(kept)] == []

    def test_what_is_filled_in_is_the_same(self, path: Path) -> None:
        for message, original, words in pairs(read(path)):
            assert fields(words) <= fields(original), message.id
            if isinstance(message.id, str):  # "one message" need not say how many
                assert fields(words) == fields(original), message.id
            assert words.count("\n") == original.count("\n"), message.id
            assert words.strip() == words or original.strip() != original, message.id

    def test_the_program_reads_what_the_catalogue_says(self, path: Path) -> None:
        assert path.with_suffix(".mo").read_bytes() == mo_bytes(read(path))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain="chat")


def pairs(catalogue: Catalog) -> Iterator[tuple[Message, str, str]]:
    """Each message, a text of it, and what it is in the other language."""
    for message in filter(lambda one: one.id, catalogue):
        # Every plural may fill in what the last of the two does.
        original = message.id if isinstance(message.id, str) else message.id[-1]
        words = message.string or ""
        for one in [words] if isinstance(words, str) else words:
            yield message, original, one


def fields(text: str) -> set[str]:
    """What is filled in, as {"nick", "count"}."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}
