"""Going to a message wherever it is: from a search, a quotation, a date. Finds nothing itself.

The messages around it come from the model as an excerpt; while one is shown, what is new is only
counted, and one leaves by the button to the newest, or by reading on until there.
"""

from __future__ import annotations

from collections.abc import Callable

from chat.controller.conversations import ConversationsController
from chat.controller.messages import MessagesController
from chat.controller.selection import Selection
from chat.model.entities import ConversationKey, Place
from chat.model.events import Event, ExcerptEnded, ExcerptGrown, PlaceFound, PlaceMissing
from chat.model.ports import ChatModel


class PlacesController:
    """Implements `chat.view.ports.places.PlacesIntents`; `tell` says what went wrong."""

    def __init__(
        self,
        model: ChatModel,
        selection: Selection,
        conversations: ConversationsController,
        messages: MessagesController,
        tell: Callable[[str], None],
    ) -> None:
        self._model = model
        self._selection = selection
        self._conversations = conversations
        self._messages = messages
        self._tell = tell
        self._returning = False  # to where one read in the run before, which may be gone

    def jump_to(self, key: ConversationKey, place: Place) -> None:
        """Show a conversation around a message; one that is closed is opened for it."""
        if key not in [summary.key for summary in self._model.conversations()]:
            key = self._model.open_conversation(key.network, key.target)
        self._conversations.show(key)
        self._model.places.load_around(key, place)

    def come_back(self, key: ConversationKey, message_id: int) -> None:
        """Show the conversation that is shown where one read it in the run before."""
        self._returning = True
        self._model.places.load_around(key, Place(message_id=message_id))

    def on_event(self, event: Event) -> None:
        """Show what was loaded of the conversation that is shown."""
        match event:
            case PlaceFound(key=key, message_id=number) if self._selection.shows(key):
                self._returning = False
                self._messages.show_around(number)
            case ExcerptGrown(key=key) | ExcerptEnded(key=key) if self._selection.shows(key):
                self._messages.show_grown()
            case PlaceMissing() if self._returning:
                self._returning = False  # nobody asked for it: the newest are as good
            case PlaceMissing(words=words):
                self._tell(words)

    def load_older(self) -> bool:
        """The top came into view; False if it is for others to fetch what is above."""
        key = self._selection.key
        return key is not None and self._model.places.load_older(key)

    def on_scrolled_to_bottom(self) -> None:
        """The last row came into view, and it is not the newest message."""
        if self._selection.key is not None:
            self._model.places.load_newer(self._selection.key)

    def on_jump_to_newest(self) -> None:
        """The newest messages are wanted again."""
        self.leave()
        self._messages.show_conversation()

    def leave(self) -> None:
        """Go back to the newest messages, or away from the conversation."""
        if self._selection.key is not None:
            self._model.places.leave(self._selection.key)
