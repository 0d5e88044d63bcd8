"""The part of a message that a search shows, and where the words stand in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chat.view.snippets import WIDTH, fold, snippet, spans


def marked(text: str, *words: str) -> list[str]:
    shown, places = snippet(text, words)
    return [shown[start:end] for start, end in places]


def test_words_are_marked_in_any_case_and_without_accents() -> None:
    assert marked("A Café is a cafeteria", "CAFE") == ["Café", "cafe"]
    assert marked("tea and team", "tea", "team") == ["tea", "team"]
    assert marked("nothing here", "tea") == []
    assert marked("any", "") == []


def test_of_a_long_message_the_part_with_the_hit_is_shown() -> None:
    shown, places = snippet("x" * 500 + " needle " + "y" * 500, ["needle"])
    assert shown.startswith("… ")
    assert shown.endswith("…")
    assert [shown[start:end] for start, end in places] == ["needle"]
    assert snippet("short", ["x"]) == ("short", ())


@given(st.text(max_size=400), st.lists(st.text(max_size=5), max_size=4))
def test_any_text_is_cut_and_marked_in_order(text: str, words: list[str]) -> None:
    assert len(fold(text)) == len(text)
    shown, places = snippet(text, words)
    assert len(shown) <= WIDTH + 3
    ends = [0, *(at for place in spans(shown, words) for at in place)]
    assert ends == sorted(ends)
    assert places == spans(shown, words)
