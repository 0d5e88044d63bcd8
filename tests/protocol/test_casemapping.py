"""When two names are the same, and the mapping that knows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.protocol.casemapping import CaseDict, CaseMapping, casefold


@pytest.mark.parametrize(
    ("mapping", "folded"),
    [
        (CaseMapping.ASCII, "az[]\\~{}|^É"),
        (CaseMapping.RFC1459, "az{}|^{}|^É"),
        (CaseMapping.RFC1459_STRICT, "az{}|~{}|^É"),
    ],
)
def test_folds_as_the_documents_say(mapping: CaseMapping, folded: str) -> None:
    assert casefold("AZ[]\\~{}|^É", mapping) == folded


@given(st.text(), st.sampled_from(CaseMapping))
def test_folding_twice_changes_nothing(text: str, mapping: CaseMapping) -> None:
    once = casefold(text, mapping)
    assert casefold(once, mapping) == once
    assert len(once) == len(text)


def test_values_are_the_words_of_the_wire() -> None:
    assert CaseMapping("rfc1459-strict") is CaseMapping.RFC1459_STRICT


def test_a_key_is_found_in_any_case() -> None:
    names = CaseDict({"Alice[]": 1})
    assert names["aLICE{}"] == 1
    assert "ALICE{]" in names
    assert 7 not in names
    with pytest.raises(KeyError):
        names["bob"]


def test_the_first_spelling_is_kept() -> None:
    names = CaseDict([("Alice", 1), ("Bob", 2)])
    names["ALICE"] = 3
    assert dict(names) == {"Alice": 3, "Bob": 2}
    assert names.spelling("alice") == "Alice"
    with pytest.raises(KeyError):
        names.spelling("nobody")


def test_a_key_can_be_removed_while_walking() -> None:
    names = CaseDict({"a": 1, "B": 2})
    for name in names:
        del names[name.upper()]
    assert len(names) == 0
    with pytest.raises(KeyError):
        del names["a"]


def test_remapped_keeps_the_items() -> None:
    names = CaseDict({"a[": 1, "a{": 2}, CaseMapping.ASCII)
    assert len(names) == 2
    assert dict(names.remapped(CaseMapping.RFC1459)) == {"a[": 2}


def test_repr_tells_the_items_and_the_mapping() -> None:
    assert repr(CaseDict({"A": 1})) == "CaseDict({'A': 1}, 'rfc1459')"
