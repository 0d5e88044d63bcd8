from __future__ import annotations

from chat.emoji import all_emoji, search_emoji


def test_there_are_all_emoji_under_their_names() -> None:
    names = {emoji.name: emoji.text for emoji in all_emoji()}
    assert len(names) > 1_000
    assert names["party_popper"] == names["tada"] == "🎉"
    assert not any("\U0001f3fb" <= emoji.text <= "\U0001f3ff" for emoji in all_emoji())


def test_a_search_takes_all_words_and_shows_none_twice() -> None:
    found = [emoji.text for emoji in search_emoji("cat")]
    assert found[0] == "🐱"
    assert len(found) == len(set(found))
    assert [emoji.text for emoji in search_emoji("party popper")] == ["🎉"]
    assert search_emoji("no such thing") == []
    assert len(search_emoji("")) > 1_000
