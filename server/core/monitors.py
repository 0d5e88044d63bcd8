"""Which sessions want to know whether which nicks are here (IRCv3 monitor). Data only."""

from __future__ import annotations

from collections.abc import Callable

from server.core.entities import Session


class Monitors:
    """Each session's list of nicks, found by either. `fold` makes equal nicks equal."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        self._fold = fold
        self._nicks: dict[Session, dict[str, str]] = {}  # folded -> as it was given
        self._watchers: dict[str, dict[Session, None]] = {}  # in the order in which they came

    def add(self, session: Session, nick: str) -> None:
        """Put a nick on a session's list; one that is there stays as it was."""
        folded = self._fold(nick)
        self._nicks.setdefault(session, {}).setdefault(folded, nick)
        self._watchers.setdefault(folded, {})[session] = None

    def remove(self, session: Session, nick: str) -> None:
        """Take a nick off a session's list; absent is no error."""
        folded = self._fold(nick)
        if self._nicks.get(session, {}).pop(folded, None) is not None:
            watchers = self._watchers[folded]
            del watchers[session]
            if not watchers:
                del self._watchers[folded]

    def clear(self, session: Session) -> None:
        """Forget a session's whole list."""
        for nick in self.nicks(session):
            self.remove(session, nick)
        self._nicks.pop(session, None)

    def nicks(self, session: Session) -> list[str]:
        """A session's list, in the order in which it was made."""
        return list(self._nicks.get(session, {}).values())

    def has(self, session: Session, nick: str) -> bool:
        """Whether a nick is on a session's list."""
        return self._fold(nick) in self._nicks.get(session, {})

    def watchers(self, nick: str) -> list[Session]:
        """Who has this nick on its list."""
        return list(self._watchers.get(self._fold(nick), ()))
