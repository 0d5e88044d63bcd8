"""The chat, without a screen, as the controllers know it (`ChatModel`): its parts put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from chat.model.events import Event
from chat.model.ports.channels import ChannelsModel
from chat.model.ports.connecting import ConnectingModel
from chat.model.ports.conversations import ConversationsModel
from chat.model.ports.features import FeaturesModel
from chat.model.ports.memory import MemoryModel
from chat.model.ports.sending import SendingModel

Subscriber = Callable[[Event], None]


class ChatModel(
    ConnectingModel,
    ConversationsModel,
    ChannelsModel,
    SendingModel,
    MemoryModel,
    FeaturesModel,
    Protocol,
):
    """The chat, without a screen. Every call returns at once; what follows comes as events.

    All of it belongs to one thread, the Tk thread; the threads of the connections hand over
    through a queue that `pump` empties.
    """

    def subscribe(self, subscriber: Subscriber) -> None:
        """Call `subscriber` with every event from now on."""

    def pump(self, limit: int = 500) -> bool:
        """Digest at most `limit` things that arrived; True if more wait. Ends with TurnEnded."""

    def close(self) -> None:
        """End every connection and thread, within two seconds, whatever state they are in."""
