"""Finding a text in one conversation: in what is loaded and in what is kept, as one answer."""

from __future__ import annotations

from functools import partial

from chat.model.entities import ChatMessage, ConversationKey, MessageKind
from chat.model.events import MatchesFound
from chat.model.memory import Memory
from chat.model.networks import Networks
from chat.model.ports import LocalStore
from chat.model.publisher import Publisher
from chat.model.store import rows
from chat.model.store.records import Matches

MOST = 10_000  # matches; who has more types more


class Finding:
    """`chat.model.ports.finding.FindingModel`."""

    def __init__(
        self, networks: Networks, memory: Memory, store: LocalStore | None, publisher: Publisher
    ) -> None:
        self._networks = networks
        self._memory = memory
        self._store = store
        self._publisher = publisher
        self._asked = 0

    def find(self, key: ConversationKey, text: str) -> None:
        """See FindingModel."""
        self._asked += 1
        if self._store is None or not text:
            self._take(self._asked, key, text, Matches())
        else:
            self._memory.flush()
            self._store.matches(key, text, MOST, partial(self._take, self._asked, key, text))

    def _take(self, asked: int, key: ConversationKey, text: str, kept: Matches) -> None:
        if asked != self._asked:
            return
        conversation = self._networks.find(key)
        here = conversation.messages if conversation is not None and text else ()
        found = set(kept.found)
        found |= {(rows.stamp(one.time), one.id) for one in here if contains(one, text.casefold())}
        numbers = tuple(number for _time, number in sorted(found, reverse=True))
        self._publisher.emit(MatchesFound(key, text, numbers[:MOST], kept.more))
        self._publisher.publish()


def contains(message: ChatMessage, folded: str) -> bool:
    """Whether a message says a text, which is casefolded, in any case; joins and parts do not."""
    return message.kind is not MessageKind.EVENT and folded in message.text.casefold()
