"""Comings and goings in one sentence: "Ann, Bob and 3 others joined". Pure: no toolkit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from chat.translation import _, ngettext, number_text
from chat.view.ports import Moved, Movement

MOST_NAMED = 3  # of those who did the same; with more, two are named
MOST_RENAMED = 2


class _Outcome(Enum):
    """What came of a person's movements."""

    CAME_BACK = auto()
    JOINED = auto()
    CAME_AND_WENT = auto()
    WENT_OFFLINE = auto()
    LEFT = auto()


@dataclass(slots=True)
class _Person:
    """One person in the course of the movements, under the first and the last of their names."""

    first: str
    nick: str
    moves: list[Moved]

    def outcome(self) -> _Outcome | None:
        """What came of it; None for somebody who only changed nick."""
        there_before = self.moves[0] is not Moved.JOINED
        there_after = self.moves[-1] in (Moved.JOINED, Moved.RENAMED)
        if there_before and there_after:
            return _Outcome.CAME_BACK if Moved.JOINED in self.moves else None
        if there_after:
            return _Outcome.JOINED
        if not there_before:
            return _Outcome.CAME_AND_WENT
        return _Outcome.WENT_OFFLINE if self.moves[-1] is Moved.QUIT else _Outcome.LEFT


def summary(movements: Iterable[Movement]) -> str:
    """All of it in one sentence; those who did the same are named together."""
    people = _people(movements)
    outcomes: dict[_Outcome, list[str]] = {}
    for person in people:
        if outcome := person.outcome():
            outcomes.setdefault(outcome, []).append(person.nick)
    parts = [_told(outcome, nicks) for outcome, nicks in outcomes.items()]
    renamed = [person for person in people if not person.outcome() and person.first != person.nick]
    parts += [
        _("{old} is now {new}").format(old=person.first, new=person.nick)
        for person in renamed[:MOST_RENAMED]
    ]
    if len(renamed) > MOST_RENAMED:
        more = len(renamed) - MOST_RENAMED
        words = ngettext("{count} other changed names", "{count} others changed names", more)
        parts.append(words.format(count=number_text(more)))
    return ", ".join(parts) or _("Nothing changed in the end")


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


def _told(outcome: _Outcome, nicks: Sequence[str]) -> str:
    """What those did who did the same."""
    count = len(nicks)
    match outcome:
        case _Outcome.CAME_BACK:
            words = ngettext("{who} left and came back", "{who} left and came back", count)
        case _Outcome.JOINED:
            words = ngettext("{who} joined", "{who} joined", count)
        case _Outcome.CAME_AND_WENT:
            words = ngettext("{who} came and went", "{who} came and went", count)
        case _Outcome.WENT_OFFLINE:
            words = ngettext("{who} went offline", "{who} went offline", count)
        case _Outcome.LEFT:
            words = ngettext("{who} left", "{who} left", count)
    return words.format(who=_listed(nicks))


def _listed(nicks: Sequence[str]) -> str:
    if len(nicks) == 1:
        return nicks[0]
    named = nicks if len(nicks) <= MOST_NAMED else nicks[: MOST_NAMED - 1]
    others = len(nicks) - len(named)
    if not others:
        return _("{names} and {last}").format(names=", ".join(named[:-1]), last=named[-1])
    words = ngettext("{names} and {count} other", "{names} and {count} others", others)
    return words.format(names=", ".join(named), count=number_text(others))
