"""Comings and goings in one sentence: "Ann, Bob and 3 others joined". Pure: no toolkit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chat.view.ports import Moved, Movement

MOST_NAMED = 3  # of those who did the same; with more, two are named
MOST_RENAMED = 2


@dataclass(slots=True)
class _Person:
    """One person in the course of the movements, under the first and the last of their names."""

    first: str
    nick: str
    moves: list[Moved]

    def outcome(self) -> str:
        """What came of it; "" for somebody who only changed nick."""
        there_before = self.moves[0] is not Moved.JOINED
        there_after = self.moves[-1] in (Moved.JOINED, Moved.RENAMED)
        if there_before and there_after:
            return "left and came back" if Moved.JOINED in self.moves else ""
        if there_after:
            return "joined"
        if not there_before:
            return "came and went"
        return "went offline" if self.moves[-1] is Moved.QUIT else "left"


def summary(movements: Iterable[Movement]) -> str:
    """All of it in one sentence; those who did the same are named together."""
    people = _people(movements)
    outcomes: dict[str, list[str]] = {}
    for person in people:
        if outcome := person.outcome():
            outcomes.setdefault(outcome, []).append(person.nick)
    parts = [f"{_listed(nicks)} {outcome}" for outcome, nicks in outcomes.items()]
    renamed = [person for person in people if not person.outcome() and person.first != person.nick]
    parts += [f"{person.first} is now {person.nick}" for person in renamed[:MOST_RENAMED]]
    if len(renamed) > MOST_RENAMED:
        parts.append(f"{_counted(len(renamed) - MOST_RENAMED)} changed names")
    return ", ".join(parts) or "Nothing changed in the end"


def _people(movements: Iterable[Movement]) -> list[_Person]:
    people: list[_Person] = []
    known: dict[str, _Person] = {}
    for movement in movements:
        person = known.get(movement.nick)
        if person is None:
            person = known[movement.nick] = _Person(movement.nick, movement.nick, [])
            people.append(person)
        person.moves.append(movement.kind)
        if movement.kind is Moved.RENAMED:
            del known[movement.nick]
            person.nick = movement.new_nick
            known[movement.new_nick] = person
    return people


def _listed(nicks: Sequence[str]) -> str:
    if len(nicks) == 1:
        return nicks[0]
    if len(nicks) <= MOST_NAMED:
        return f"{', '.join(nicks[:-1])} and {nicks[-1]}"
    return f"{', '.join(nicks[: MOST_NAMED - 1])} and {_counted(len(nicks) - MOST_NAMED + 1)}"


def _counted(others: int) -> str:
    return "1 other" if others == 1 else f"{others:,} others"
