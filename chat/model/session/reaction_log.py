"""Who reacted with what to which message: the newest word of each person counts. Data only.

What is said of a message may come before the message itself, as in a history that is read from
its end; so reactions are kept by the server's id, apart from the messages.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

from msgspec import Struct

from chat.model.entities import Reaction

MOST_MESSAGES = 5_000  # with reactions that are remembered; those that were first go first
MOST_ON_ONE = 500  # of one message; no more are taken in
LONGEST = 64  # characters of one reaction; longer ones are none


class _Word(Struct, frozen=True):
    nick: str
    text: str
    own: bool
    time: datetime
    present: bool


class ReactionLog:
    """The reactions of one conversation."""

    def __init__(self) -> None:
        self._words: OrderedDict[str, dict[tuple[str, str], _Word]] = OrderedDict()

    def __contains__(self, msgid: str) -> bool:
        return msgid in self._words

    def note(
        self, msgid: str, nick: str, text: str, *, own: bool, time: datetime, present: bool
    ) -> bool:
        """Take in a reaction (`present`), or that it was taken back; True if that is news."""
        if not msgid or not text or len(text) > LONGEST:
            return False
        words = self._words.setdefault(msgid, {})
        while len(self._words) > MOST_MESSAGES:
            self._words.popitem(last=False)
        key = ("" if own else nick.casefold(), text)  # we stay ourselves under another nick
        known = words.get(key)
        if known is None and len(words) >= MOST_ON_ONE:
            return False
        if known is not None and (known.time > time or known.present == present):
            return False
        words[key] = _Word(nick, text, own, time, present)
        return True

    def restore(self, msgid: str, reactions: tuple[Reaction, ...], time: datetime) -> None:
        """Reactions of an earlier run, which are older than all that is still to come."""
        for reaction in reactions:
            for nick in reaction.nicks[1:] if reaction.own else reaction.nicks:
                self.note(msgid, nick, reaction.text, own=False, time=time, present=True)
            if reaction.own:
                own_nick = reaction.nicks[0]
                self.note(msgid, own_nick, reaction.text, own=True, time=time, present=True)

    def of(self, msgid: str) -> tuple[Reaction, ...]:
        """The reactions to a message, in the order that each first came; our nick goes first."""
        found: dict[str, list[_Word]] = {}
        for word in self._words.get(msgid, {}).values():
            if word.present:
                found.setdefault(word.text, []).append(word)
        return tuple(_together(text, words) for text, words in found.items())

    def forget(self, msgid: str) -> None:
        """The message is deleted."""
        self._words.pop(msgid, None)

    def clear(self) -> None:
        """Forget all of them."""
        self._words.clear()


def _together(text: str, words: list[_Word]) -> Reaction:
    words = sorted(words, key=lambda word: not word.own)
    return Reaction(text, tuple(word.nick for word in words), own=words[0].own)
