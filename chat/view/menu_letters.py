"""The letters by which the entries of a menu are chosen, whatever the language."""

from __future__ import annotations

import tkinter
from collections.abc import Sequence


def letter_places(labels: Sequence[str]) -> list[int]:
    """Where each label's letter stands, no two alike: chosen here, so that any language has them.

    First letters come first, then letters that begin a word, then any; -1 where none is left.
    """
    places = [-1] * len(labels)
    taken: set[str] = set()
    for eligible in (_is_first, _begins_word, _is_any):
        for number, label in enumerate(labels):
            if places[number] >= 0:
                continue
            for place, letter in enumerate(map(str.lower, label)):
                if letter.isalpha() and letter not in taken and eligible(label, place):
                    places[number] = place
                    taken.add(letter)
                    break
    return places


def give_letters(menu: tkinter.Menu) -> None:
    """Give each entry that a menu has now its letter."""
    entries = [place for place in range(_length(menu)) if menu.type(place) != "separator"]
    labels = [str(menu.entrycget(entry, "label")) for entry in entries]
    for entry, letter in zip(entries, letter_places(labels), strict=True):
        menu.entryconfigure(entry, underline=letter)


def _length(menu: tkinter.Menu) -> int:
    last = menu.index("end")
    return 0 if last is None else last + 1


def _is_first(_label: str, place: int) -> bool:
    return place == 0


def _begins_word(label: str, place: int) -> bool:
    return place == 0 or not label[place - 1].isalnum()


def _is_any(_label: str, _place: int) -> bool:
    return True
