from __future__ import annotations

import pytest

from chat.protocol.services import join_words, split_words


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("old", "new", "new"), "old new new"),
        (('"old"', "new", "new"), '"old" new new'),
        (("old", "two words", "two words"), '"old" "two words" "two words"'),
        (('a "b" \\', "c", ""), '"a \\"b\\" \\\\" "c" ""'),
        ((" ", "  x  ", "x"), '" " "  x  " "x"'),
    ],
)
def test_words_come_through_as_they_are(words: tuple[str, ...], line: str) -> None:
    assert join_words(words) == line
    assert split_words(line, len(words)) == list(words)


def test_a_word_alone_may_be_quoted() -> None:
    assert split_words('old  "new one" "new one"', 3) == ["old", "new one", "new one"]


@pytest.mark.parametrize("line", ['"', '"a', '"a"b c', "a b c d", "", '\\" "'])
def test_what_does_not_fit_is_no_error(line: str) -> None:
    assert isinstance(split_words(line, 3), list)
