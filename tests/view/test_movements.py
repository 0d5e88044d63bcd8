from __future__ import annotations

import pytest

from chat.view.movements import summary
from chat.view.ports import Moved, Movement

J, L, Q, R = Moved.JOINED, Moved.LEFT, Moved.QUIT, Moved.RENAMED


def moves(*steps: tuple[Moved, str] | tuple[Moved, str, str]) -> list[Movement]:
    return [Movement(*step) for step in steps]


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        ([(J, "Ann")], "Ann joined"),
        ([(J, "Ann"), (J, "Bob")], "Ann and Bob joined"),
        ([(J, "Ann"), (J, "Bob"), (J, "Cat")], "Ann, Bob and Cat joined"),
        ([(J, nick) for nick in "ABCDE"], "A, B and 3 others joined"),
        ([(L, "Ann"), (Q, "Bob")], "Ann left, Bob went offline"),
        ([(J, "Ann"), (Q, "Ann")], "Ann came and went"),
        ([(Q, "Ann"), (J, "Ann")], "Ann left and came back"),
        ([(R, "Ann", "Anna")], "Ann is now Anna"),
        ([(R, "Ann", "Anna"), (R, "Anna", "Annabel")], "Ann is now Annabel"),
        ([(J, "Ann"), (R, "Ann", "Anna")], "Anna joined"),
        ([(R, "Ann", "Anna"), (Q, "Anna")], "Anna went offline"),
        ([(R, "Ann", "Anna"), (R, "Anna", "Ann")], "Nothing changed in the end"),
        (
            [(R, nick, nick.lower()) for nick in "ABCDE"],
            "A is now a, B is now b, 3 others changed names",
        ),
        (
            [(R, nick, nick.lower()) for nick in "ABC"],
            "A is now a, B is now b, 1 other changed names",
        ),
    ],
)
def test_comings_and_goings_in_one_sentence(steps: list[tuple[Moved, str]], text: str) -> None:
    assert summary(moves(*steps)) == text
