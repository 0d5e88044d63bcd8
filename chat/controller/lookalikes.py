"""Whom somebody's name can be taken for, in a sentence; most names can be for nobody."""

from __future__ import annotations

from collections.abc import Iterable

from chat.model.entities import ConversationKey
from chat.model.ports import ChatModel
from chat.protocol.lookalikes import index, mixes_scripts, read_as
from chat.translation import _


def warnings(nicks: Iterable[str]) -> dict[str, str]:
    """Of those who are together: what is to be said of each whose name deceives."""
    nicks = list(nicks)
    strange = [nick for nick in nicks if not nick.isascii()]
    if not strange:
        return {}
    together = index(nicks)
    told = ((nick, warning(nick, together)) for nick in strange)
    return {nick: words for nick, words in told if words}


def warning(nick: str, together: dict[str, list[str]]) -> str:
    """What is to be said of a name among others (an `index`); "" for most."""
    if other := read_as(nick, together):
        return _("Reads like “{name}”, but is written with other letters").format(name=other)
    if mixes_scripts(nick):
        return _("Mixes letters of several scripts: it may not be who it seems")
    return ""


class Senders:
    """The same of those who write, for many messages in a row: whom they are with is kept."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self._key: ConversationKey | None = None
        self._together: dict[str, list[str]] = {}

    def forget(self) -> None:
        """Others may be there by now."""
        self._key = None

    def warning(self, key: ConversationKey, nick: str) -> str:
        """What is to be said of the sender of a message there."""
        if nick.isascii():
            return ""
        if key != self._key:
            self._key, self._together = key, index(self._around(key))
        return warning(nick, self._together)

    def _around(self, key: ConversationKey) -> list[str]:
        nicks = [member.nick for member in self._model.members(key)]
        if not nicks:  # a private talk: whoever writes may pass for others that one writes with
            summaries = self._model.conversations()
            here = [one.key for one in summaries if one.key.network == key.network]
            nicks = [one.target for one in here if one.target]
        return [*nicks, self._model.nick(key.network)]
