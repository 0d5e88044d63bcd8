"""The model's memory beyond this run: records what happens, restores it, forgets it.

Without a store there is only what is in the sessions, and the servers' histories.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from chat.model.drafts import Drafts
from chat.model.entities import ChatMessage, ConnectionRequest, ConversationKey
from chat.model.events import HistoryForgotten, MemoryRestored, NetworkForgotten, StoreFailed
from chat.model.networks import Networks
from chat.model.ports import LocalStore
from chat.model.preferences import Preferences
from chat.model.publisher import Publisher
from chat.model.recording import Recorder
from chat.model.restoring import NEWEST, PAGE, ask_server, finish_older, restore
from chat.model.session.conversation import Conversation
from chat.model.session.session import Session
from chat.model.store.records import MessagesKept, NetworkWanted, StoredNetwork


class Memory:
    """Between the sessions and a LocalStore."""

    def __init__(
        self,
        store: LocalStore | None,
        networks: Networks,
        publisher: Publisher,
        preferences: Preferences,
        drafts: Drafts,
    ) -> None:
        self._store = store
        self._preferences = preferences
        self._drafts = drafts
        self.restoring = store is not None  # what the store has is still to come
        self._networks = networks
        self._publisher = publisher
        self._asked: set[ConversationKey] = set()  # for whose older messages the store is asked
        if store is not None:
            self._recorder = Recorder(store, self._describe)
            publisher.subscribe(self._recorder.on_event)
            store.start(networks.post, self._tell)
            store.load(NEWEST, self._restore)

    def load_older(self, session: Session, conversation: Conversation) -> None:
        """Fetch messages before those that are here: from the store, or else from the server."""
        key = conversation.key
        if self._store is None or not conversation.from_store:
            ask_server(session, conversation)
        elif key not in self._asked:
            self._asked.add(key)
            self.flush()
            oldest = conversation.messages[0] if conversation.messages else None
            self._store.older(key, oldest, PAGE, partial(self._take_older, key))

    def forget_conversation(self, key: ConversationKey) -> None:
        """Delete what was said there."""
        conversation = self._networks.find(key)
        if conversation is not None:
            conversation.clear()
            self._publisher.emit(HistoryForgotten(key))
        if self._store is not None:
            self._recorder.flush()
            self._store.forget(key)

    def come_back_no_more(self, network: str) -> None:
        """The person left the network: it is not to be connected at the next start."""
        if self._store is not None:
            self._recorder.add(NetworkWanted(network, False))

    def forget_network(self, network: str) -> None:
        """Delete all that was said on a network that is no longer here."""
        self._preferences.forget(network)
        self._publisher.emit(NetworkForgotten(network))

    def limit(self, size: int) -> None:
        """Keep at most so many bytes."""
        if self._store is not None:
            self._store.limit(size)

    def forget_everything(self) -> None:
        """Delete all that is kept; what is open stays open, and empty."""
        self._preferences.forget()
        for session in self._networks:
            for conversation in session.conversations.values():
                conversation.clear()
                self._publisher.emit(HistoryForgotten(conversation.key))
        if self._store is not None:
            self._recorder.forget()
            self._store.forget_everything()

    def close(self) -> None:
        """Write what is still to be written."""
        if self._store is not None:
            self._recorder.flush()
            self._store.close()

    def _describe(self, network: str) -> tuple[ConnectionRequest, str]:
        return self._networks.session(network).description()

    def _tell(self, words: str) -> None:
        self._publisher.emit(StoreFailed(words))

    def _restore(self, stored: tuple[StoredNetwork, ...]) -> None:
        def put() -> None:
            for network in stored:
                self._drafts.restore(network.conversations)
                restore(self._networks.adopt(network.network, network.request), network)
                self._preferences.restore(network.preferences)

        self.unrecorded(put)
        self.restoring = False
        self._publisher.emit(MemoryRestored(tuple(one.network for one in stored if one.wanted)))

    def _take_older(self, key: ConversationKey, messages: tuple[ChatMessage, ...]) -> None:
        self._asked.discard(key)
        conversation = self._networks.find(key)
        if conversation is not None:
            session = self._networks.session(key.network)
            self.unrecorded(lambda: finish_older(session, conversation, messages))

    def keep(self, key: ConversationKey, messages: tuple[ChatMessage, ...]) -> None:
        """Write messages of the past that are in no conversation."""
        if self._store is not None and messages:
            self._store.write((MessagesKept(key, messages),))

    def flush(self) -> None:
        """Write what happened until now, so that the store can be asked about it."""
        if self._store is not None:
            self._recorder.flush()

    def unrecorded(self, put: Callable[[], None]) -> None:
        """What the store gave is not written to it again; what happened before is."""
        self._publisher.publish()
        self._recorder.paused = True
        put()
        self._publisher.publish()
        self._recorder.paused = False
