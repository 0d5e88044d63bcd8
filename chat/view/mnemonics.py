"""A letter for each entry of a menu, no two alike, whatever the language. Pure: no toolkit."""

from __future__ import annotations

from collections.abc import Sequence


def letters(labels: Sequence[str]) -> list[int]:
    """The place of each label's letter; -1 where all of its letters are taken.

    Letters that begin a word are preferred. Entries give way to each other: one that could have
    another letter makes room for one that could not.
    """
    holders: dict[str, int] = {}  # which entry has a letter
    for entry in range(len(labels)):
        _give(entry, labels, holders, set())
    places = [-1] * len(labels)
    for letter, entry in holders.items():
        places[entry] = next(
            place for place in _candidates(labels[entry]) if labels[entry][place].lower() == letter
        )
    return places


def _give(entry: int, labels: Sequence[str], holders: dict[str, int], refused: set[str]) -> bool:
    """Find a letter for one entry, moving others where that helps (bipartite matching)."""
    wanted = dict.fromkeys(labels[entry][place].lower() for place in _candidates(labels[entry]))
    for letter in wanted:
        if letter not in holders:
            holders[letter] = entry
            return True
    for letter in wanted:
        if letter in refused:
            continue
        refused.add(letter)
        if _give(holders[letter], labels, holders, refused):
            holders[letter] = entry
            return True
    return False


def _candidates(label: str) -> list[int]:
    """The places of a label's letters, those that begin a word first."""
    places = [place for place, letter in enumerate(label) if letter.isascii() and letter.isalpha()]
    return sorted(places, key=lambda place: place > 0 and label[place - 1].isalnum())
