"""What was said before: fetched when the person scrolls to the top, forgotten when they ask."""

from __future__ import annotations

from chat.controller.selection import Selection
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView


class MemoryController:
    """Asks for older messages, as often as the person goes up: the model knows if there are any."""

    def __init__(self, model: ChatModel, view: ChatView, selection: Selection) -> None:
        self._model = model
        self._view = view
        self._selection = selection

    def fetch_older(self) -> None:
        """The top of what is listed came into view."""
        if self._selection.key is not None:
            self._model.load_older(self._selection.key)

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
            self._model.forget_everything()
