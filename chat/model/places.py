"""Excerpts: what stands around a message far from the newest, loaded from the store or the server.

The newest messages of a conversation are its own (`session.conversation`); an excerpt stands beside
them, bounded, and becomes one with them where its newer end meets their beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from chat.model.entities import ChatMessage, ConversationKey, Place
from chat.model.events import (
    ConnectionLost,
    Disconnected,
    Event,
    ExcerptEnded,
    ExcerptGrown,
    PlaceFound,
    PlaceMissing,
)
from chat.model.excerpt import SPAN, Excerpt, Page, named
from chat.model.excerpts import Excerpts
from chat.model.memory import Memory
from chat.model.networks import Networks
from chat.model.ports import LocalStore
from chat.model.publisher import Publisher
from chat.model.restoring import put_older
from chat.model.session import history
from chat.model.session.conversation import MAX_MESSAGES, Mark
from chat.model.session.history_requests import Wanted
from chat.model.store.records import Stretch
from chat.translation import _

AROUND = 200  # messages loaded around a place
PAGE = 200  # more of them, when one reads on
MOST_FETCHED = MAX_MESSAGES + 2_000  # messages; beyond, reading on upwards makes an excerpt


class Places:
    """The excerpts of all conversations (`chat.model.ports.places.PlacesModel`)."""

    def __init__(
        self, networks: Networks, memory: Memory, store: LocalStore | None, publisher: Publisher
    ) -> None:
        self._networks = networks
        self._memory = memory
        self._store = store
        self._publisher = publisher
        self._excerpts = Excerpts(networks, publisher)
        self._awaited: set[ConversationKey] = set()  # places that a server was asked for
        publisher.subscribe(self._on_event, ConnectionLost, Disconnected)

    def excerpt(self, key: ConversationKey) -> Sequence[ChatMessage] | None:
        """See PlacesModel."""
        found = self._excerpts.get(key)
        return None if found is None else tuple(found.messages)

    def leave(self, key: ConversationKey) -> None:
        """See PlacesModel."""
        self._excerpts.drop(key)
        conversation = self._networks.find(key)
        if conversation is not None:
            conversation.trim()

    def load_around(self, key: ConversationKey, place: Place) -> None:
        """See PlacesModel."""
        conversation = self._networks.find(key)
        excerpt = self._excerpts.get(key)
        if conversation is None:
            self._publisher.emit(PlaceMissing(key, _("The conversation is not open any more.")))
        elif (here := named(conversation.messages, place)) is not None:
            self._excerpts.drop(key)
            self._publisher.emit(PlaceFound(key, here.id))
        elif excerpt is not None and (here := named(excerpt.messages, place)) is not None:
            self._publisher.emit(PlaceFound(key, here.id))
        elif self._store is not None:
            self._memory.flush()
            self._store.around(key, place, AROUND, partial(self._take_stored, key, place))
        else:
            self._ask_server(key, place)
        self._publisher.publish()

    def load_older(self, key: ConversationKey) -> bool:
        """See PlacesModel."""
        excerpt = self._excerpts.get(key) or self._made_of_newest(key)
        if excerpt is None:
            return False
        if not excerpt.busy and not excerpt.complete and excerpt.messages:
            excerpt.busy = True
            oldest = excerpt.messages[0]
            if excerpt.stored and self._store is not None:
                take = partial(self._take_older_stored, key, excerpt)
                self._store.older(key, oldest, PAGE, take)
            else:
                self._ask_older(key, excerpt)
            self._publisher.publish()
        return True

    def load_newer(self, key: ConversationKey) -> None:
        """See PlacesModel."""
        excerpt = self._excerpts.get(key)
        if excerpt is None or excerpt.busy or not excerpt.messages:
            return
        excerpt.busy = True
        newest = excerpt.messages[-1]
        if excerpt.stored and self._store is not None:
            self._memory.flush()
            self._store.newer(key, newest, PAGE, partial(self._take_newer, key, excerpt))
        elif not self._ask(key, Wanted.MISSED, newest, partial(self._take_newer, key, excerpt)):
            excerpt.busy = False
        self._publisher.publish()

    # -- what comes back ---------------------------------------------------------------------

    def _take_stored(self, key: ConversationKey, place: Place, stretch: Stretch) -> None:
        if stretch.found:
            self._begin(key, Excerpt(list(stretch.messages), stored=True), stretch.found)
        else:
            self._ask_server(key, place)

    def _ask_server(self, key: ConversationKey, place: Place) -> None:
        conversation = self._networks.find(key)
        mark = None if place.time is None else Mark(place.msgid, place.time)
        if place.msgid and mark is None and conversation is not None and conversation.messages:
            mark = Mark(place.msgid, conversation.messages[0].time)
        take = partial(self._take_from_server, key, place)
        if mark is not None and self._ask_mark(key, Wanted.AROUND, mark, take):
            self._awaited.add(key)
        else:
            self._miss(key)

    def _take_from_server(self, key: ConversationKey, place: Place, page: Page | None) -> None:
        self._awaited.discard(key)
        messages = sorted(page or (), key=lambda one: one.time)
        found = named(messages, place)
        if found is None:
            self._miss(key)
        else:
            self._begin(key, Excerpt(messages, stored=False), found.id)

    def _begin(self, key: ConversationKey, excerpt: Excerpt, message_id: int) -> None:
        conversation = self._networks.find(key)
        if conversation is None:
            return
        self._excerpts.put(key, excerpt)
        self._excerpts.recall_reactions(key, excerpt.messages)
        if excerpt.meets(conversation):
            message_id = self._join(key, excerpt, message_id)
        self._publisher.emit(PlaceFound(key, message_id))
        self._publisher.publish()

    def _take_older_stored(self, key: ConversationKey, excerpt: Excerpt, page: Page) -> None:
        if page or self._excerpts.get(key) is not excerpt:
            self._grow_before(key, excerpt, page)
        else:
            self._ask_older(key, excerpt)

    def _ask_older(self, key: ConversationKey, excerpt: Excerpt) -> None:
        take = partial(self._take_older_there, key, excerpt)
        if not self._ask(key, Wanted.OLDER, excerpt.messages[0], take):
            excerpt.busy, excerpt.complete = False, True

    def _take_older_there(self, key: ConversationKey, excerpt: Excerpt, page: Page | None) -> None:
        if page and excerpt.stored:
            self._memory.keep(key, tuple(page))
        self._grow_before(key, excerpt, page or ())

    def _grow_before(self, key: ConversationKey, excerpt: Excerpt, page: Page) -> None:
        excerpt.busy = False
        excerpt.complete = not page
        self._excerpts.recall_reactions(key, page)
        excerpt.add_before(page)
        self._tell_grown(key, excerpt, page)

    def _take_newer(self, key: ConversationKey, excerpt: Excerpt, page: Page | None) -> None:
        excerpt.busy = False
        if page is None or self._excerpts.get(key) is not excerpt:
            return
        self._excerpts.recall_reactions(key, page)
        excerpt.add_after(page)
        conversation = self._networks.find(key)
        if conversation is not None and (not page or excerpt.meets(conversation)):
            self._join(key, excerpt, 0)
            self._publisher.emit(ExcerptEnded(key))
            self._publisher.publish()
        else:
            self._tell_grown(key, excerpt, page)

    def _tell_grown(self, key: ConversationKey, excerpt: Excerpt, page: Page) -> None:
        if page and self._excerpts.get(key) is excerpt:
            self._publisher.emit(ExcerptGrown(key))
            self._publisher.publish()

    # -- inside ------------------------------------------------------------------------------

    def _join(self, key: ConversationKey, excerpt: Excerpt, message_id: int) -> int:
        """Put the excerpt before the newest; returns the number that a message has there."""
        conversation = self._networks.find(key)
        self._excerpts.drop(key)
        if conversation is None:
            return message_id
        wanted = next((one for one in excerpt.messages if one.id == message_id), None)
        session = self._networks.session(key.network)
        put = partial(put_older, session, conversation, tuple(excerpt.messages))
        self._memory.unrecorded(put)
        here = (
            None if wanted is None else named(conversation.messages, Place(wanted.id, wanted.msgid))
        )
        return message_id if here is None else here.id

    def _made_of_newest(self, key: ConversationKey) -> Excerpt | None:
        """An excerpt of the oldest that were fetched, once there are too many of them."""
        conversation = self._networks.find(key)
        if conversation is None or len(conversation.messages) < MOST_FETCHED:
            return None
        oldest = [conversation.messages[at] for at in range(SPAN)]
        made = Excerpt(oldest, stored=self._store is not None)
        self._excerpts.put(key, made)
        return made

    def _ask(
        self,
        key: ConversationKey,
        wanted: Wanted,
        message: ChatMessage,
        take: Callable[[list[ChatMessage] | None], None],
    ) -> bool:
        return self._ask_mark(key, wanted, Mark(message.msgid, message.time), take)

    def _ask_mark(
        self,
        key: ConversationKey,
        wanted: Wanted,
        mark: Mark,
        take: Callable[[list[ChatMessage] | None], None],
    ) -> bool:
        conversation = self._networks.find(key)
        if conversation is None:
            return False
        session = self._networks.session(key.network)
        return history.ask_stretch(session, conversation, wanted, mark, take)

    def _miss(self, key: ConversationKey) -> None:
        words = _("That message is neither on this computer nor in the server's history.")
        self._publisher.emit(PlaceMissing(key, words))
        self._publisher.publish()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, ConnectionLost | Disconnected):
            self._give_up(event.network)

    def _give_up(self, network: str) -> None:
        """A server that is gone answers nothing more."""
        for key in [key for key in self._awaited if key.network == network]:
            self._awaited.discard(key)
            self._miss(key)
        self._excerpts.give_up(network)
