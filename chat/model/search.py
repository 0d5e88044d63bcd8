"""Looking for messages anywhere: the local store and the servers are asked at once, and what they
find is one list, newest first, with nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from chat.model.entities import ChatMessage
from chat.model.events import ConnectionLost, Disconnected, Event, SearchGrown
from chat.model.memory import Memory
from chat.model.networks import Networks
from chat.model.ports import LocalStore
from chat.model.ports.search import Hit
from chat.model.publisher import Publisher
from chat.model.session import searching
from chat.model.session.session import Session
from chat.model.store.records import FoundMessage, SearchQuery
from chat.translation import _

HERE = ""  # the local store, among those that look

Name = tuple[object, ...]  # what tells one message from all others


class MessageSearch:
    """`chat.model.ports.search.SearchModel`."""

    def __init__(
        self, networks: Networks, memory: Memory, store: LocalStore | None, publisher: Publisher
    ) -> None:
        self._networks = networks
        self._memory = memory
        self._store = store
        self._publisher = publisher
        self._number = 0  # of the search; answers to others are nobody's business
        self._awaited: set[str] = set()  # networks, and HERE for the store
        self._hits: dict[Name, Hit] = {}
        self._problems: list[str] = []
        publisher.subscribe(self._on_event, ConnectionLost, Disconnected)

    def begin(self, query: SearchQuery) -> None:
        """See SearchModel."""
        self.cancel()
        self._hits, self._problems = {}, []
        sessions = [session for session in self._networks if searching.is_offered(session)]
        self._awaited = {session.network for session in sessions}
        if self._store is not None:
            self._awaited.add(HERE)
            self._memory.flush()
            self._store.search(query, partial(self._take_kept, self._number))
        for session in sessions:
            searching.ask(session, query, partial(self._take_there, self._number, session))
        self._tell()

    def cancel(self) -> None:
        """See SearchModel."""
        self._number += 1
        self._awaited = set()
        for session in self._networks:
            searching.forget(session)

    def is_going(self) -> bool:
        """See SearchModel."""
        return bool(self._awaited)

    def hits(self) -> Sequence[Hit]:
        """See SearchModel."""
        return sorted(
            self._hits.values(),
            key=lambda hit: (hit.found.message.time, hit.found.message.id),
            reverse=True,
        )

    def problems(self) -> Sequence[str]:
        """See SearchModel."""
        return tuple(self._problems)

    def _take_kept(self, number: int, found: tuple[FoundMessage, ...]) -> None:
        if number == self._number:
            for one in found:
                self._hits[_name(one)] = Hit(one, here=True)
            self._settle(HERE)

    def _take_there(
        self, number: int, session: Session, found: list[FoundMessage] | None, words: str
    ) -> None:
        if number != self._number:
            return
        if found is None:
            self._note_problem(session, words)
        for one in found or ():
            self._hits.setdefault(_name(one), Hit(one, here=False))
        self._settle(session.network)

    def _on_event(self, event: Event) -> None:
        """A server that is gone answers nothing more."""
        match event:
            case ConnectionLost(network=network) | Disconnected(network=network):
                if network in self._awaited:
                    self._note_problem(
                        self._networks.session(network), _("The connection is gone.")
                    )
                    self._settle(network)

    def _note_problem(self, session: Session, words: str) -> None:
        name = session.name or session.request.host
        said = _("{network} could not be searched: {reason}")
        self._problems.append(said.format(network=name, reason=words))

    def _settle(self, source: str) -> None:
        self._awaited.discard(source)
        self._tell()

    def _tell(self) -> None:
        self._publisher.emit(SearchGrown())
        self._publisher.publish()


def _name(found: FoundMessage) -> Name:
    """By the server's id; a message that has none by where, when, who and what."""
    key, message = found.key, found.message
    where = (key.network, key.target.casefold())
    return (*where, message.msgid) if message.msgid else (*where, *_said(message))


def _said(message: ChatMessage) -> Name:
    return message.time, message.sender, message.text
