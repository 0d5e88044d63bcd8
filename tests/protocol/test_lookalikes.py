"""Which names read the same: the rule that the server refuses by and the client marks by."""

from __future__ import annotations

import pytest

from chat.protocol.lookalikes import index, mixes_scripts, read_as, skeleton


@pytest.mark.parametrize("name", ["Alice", "аlice", "ΑLICE", "ａｌｉｃｅ", "аӏісе", "Аlice"])
def test_these_all_read_as_alice(name: str) -> None:
    assert skeleton(name) == "alice"


@pytest.mark.parametrize("name", ["Alicе", "pαul", "Ηans", "boЬ"])
def test_letters_of_two_scripts_in_a_name(name: str) -> None:
    assert mixes_scripts(name)


@pytest.mark.parametrize("name", ["alice", "Zoë", "Алиса", "Ελένη", "太郎Taro", "שרה", "bob_1", ""])
def test_names_of_one_script_or_of_scripts_that_nobody_confuses(name: str) -> None:
    assert not mixes_scripts(name)


def test_whom_a_name_is_taken_for() -> None:
    here = index(["alice", "аlice", "Zoë", "ＺＯË", "bob"])
    assert read_as("аlice", here) == "alice"
    assert read_as("alice", here) == ""  # in ASCII: who is copied is no copy
    assert read_as("ＺＯË", here) == "Zoë"
    assert read_as("Алиса", here) == ""
    three = index(["Ａlice", "аlice", "alice"])
    assert read_as("Ａlice", three) == "alice"
