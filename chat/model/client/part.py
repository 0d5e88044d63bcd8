"""What every part of the client has: the networks, the memory, and who is told what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from chat.model.entities import ConversationKey
from chat.model.memory import Memory
from chat.model.networks import Networks
from chat.model.publisher import Publisher
from chat.model.session.conversation import Conversation
from chat.model.session.session import Session

P = ParamSpec("P")


class Part:
    """A part of `Client`: what the person can ask for on one topic, each call a line or two.

    What a command means is decided in `chat.model.session`.
    """

    def __init__(self, networks: Networks, memory: Memory, publisher: Publisher) -> None:
        self._networks = networks
        self._memory = memory
        self._publisher = publisher

    def _find(self, key: ConversationKey) -> tuple[Session, Conversation | None]:
        session = self._networks.session(key.network)
        return session, session.find(key.target)

    def _on_network(
        self,
        network: str,
        do: Callable[Concatenate[Session, P], None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        do(self._networks.session(network), *args, **kwargs)
        self._publisher.publish()

    def _in_conversation(
        self,
        key: ConversationKey,
        do: Callable[Concatenate[Session, Conversation, P], None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do something in a conversation, unless it has just gone."""
        session, conversation = self._find(key)
        if conversation is not None:
            do(session, conversation, *args, **kwargs)
        self._publisher.publish()
