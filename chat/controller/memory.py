"""What was said before: fetched when the person scrolls to the top, forgotten when they ask."""

from __future__ import annotations

from chat.controller.selection import Selection
from chat.model.entities import ConversationKey
from chat.model.events import Event, HistoryAdded, HistoryEnded, Registered
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView


class MemoryController:
    """Asks for older messages, once at a time, and no more when there are none."""

    def __init__(self, model: ChatModel, view: ChatView, selection: Selection) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._asked: set[ConversationKey] = set()
        self._grown: set[ConversationKey] = set()  # since they were asked for
        self._complete: set[ConversationKey] = set()

    def on_event(self, event: Event) -> None:
        """Note what came of a question; with a new connection there may be more."""
        match event:
            case HistoryAdded(key=key):
                self._grown.add(key)
            case HistoryEnded(key=key) if key in self._asked:
                self._asked.discard(key)
                if key not in self._grown:
                    self._complete.add(key)
            case Registered(network=network):
                self._asked = {key for key in self._asked if key.network != network}
                self._complete = {key for key in self._complete if key.network != network}

    def fetch_older(self) -> None:
        """The top of what is listed came into view."""
        key = self._selection.key
        if key is None or key in self._asked or key in self._complete:
            return
        self._grown.discard(key)
        self._asked.add(key)
        self._model.load_older(key)

    def forget_conversation(self) -> None:
        """Forget what was said in the conversation that is shown, if the person is sure."""
        key = self._selection.key
        if key is None:
            return
        where = key.target or self._model.network_name(key.network)
        if self._view.ask_sure(
            _("Forget what was said"),
            _(
                "Delete everything said in {where} from this computer? It cannot be undone."
                " What others and the server keep stays there."
            ).format(where=where),
            _("Forget what was said"),
        ):
            self._model.forget_conversation(key)

    def forget_everything(self) -> None:
        """Forget all that is kept on this computer, if the person is sure."""
        if self._view.ask_sure(
            _("Forget everything"),
            _(
                "Delete all messages and conversations from this computer? It cannot be undone."
                " What others and the servers keep stays there."
            ),
            _("Forget everything"),
        ):
            self._complete.clear()
            self._model.forget_everything()
