"""How a long list becomes another with as little done as can be."""

from __future__ import annotations

import random

from chat.view.list_changes import list_changes


def changed(old: list[str], new: list[str]) -> list[str]:
    result = list(old)
    changes = list_changes(old, new)
    for place in changes.removed:
        del result[place]
    for place, line in changes.added:
        result.insert(place, line)
    return result


def test_any_list_becomes_any_other() -> None:
    chance = random.Random(7)
    letters = "abcdefghij"
    for _ in range(500):
        old = chance.sample(letters, chance.randrange(10))
        new = chance.sample(letters, chance.randrange(10))
        assert changed(old, new) == new


def test_who_stays_is_not_touched() -> None:
    changes = list_changes("abdef", "abcdf")
    assert (changes.removed, changes.added) == ([3], [(2, "c")])
    assert list_changes("abc", "abc").added == []
