"""Who is ignored on one network, found quickly by nick and by account. State only."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from chat.model.entities import IgnoredPerson


class Ignored:
    """People whose words are not wanted. Names are kept in the form in which they are compared."""

    def __init__(self) -> None:
        self.people: tuple[IgnoredPerson, ...] = ()
        self.by_nick: dict[str, IgnoredPerson] = {}
        self.by_account: dict[str, IgnoredPerson] = {}
        self.known_as: dict[str, IgnoredPerson] = {}  # under other nicks, while they are here

    def put(self, people: Iterable[IgnoredPerson], casefold: Callable[[str], str]) -> None:
        """It is these from now on."""
        self.people = tuple(people)
        self.known_as = {k: one for k, one in self.known_as.items() if one in self.people}
        self.fold(casefold)

    def fold(self, casefold: Callable[[str], str]) -> None:
        """Names are compared so from now on."""
        self.by_nick = {casefold(one.nick): one for one in self.people}
        self.by_account = {casefold(one.account): one for one in self.people if one.account}
