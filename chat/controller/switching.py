"""Going to another conversation by keyboard: the quick switcher, and by number."""

from __future__ import annotations

from chat.controller.conversations import ConversationsController
from chat.controller.rows import row_key
from chat.controller.selection import Selection
from chat.model.entities import ConversationKey, ConversationSummary
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView


class SwitchingController:
    """Remembers in which order conversations were shown."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        conversations: ConversationsController,
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._conversations = conversations
        self._recent: list[ConversationKey] = []  # the newest last

    def note_shown(self) -> None:
        """Another conversation is shown."""
        key = self._selection.key
        if key is not None:
            self._recent = [*(one for one in self._recent if one != key), key]

    def open_switcher(self) -> None:
        """Let the person choose: where mentions wait first, then what was shown last."""
        there = [one for one in self._model.conversations() if one.key != self._selection.key]
        places = {key: place for place, key in enumerate(self._recent)}
        there.sort(key=lambda one: (-bool(one.mentions), -places.get(one.key, -1)))
        choices = [(self._label(one), row_key(one.key)) for one in there]
        show = self._conversations.show_by_row
        self._view.ask_choice(_("Go to"), _("A part of the name"), choices, show)

    def go_to(self, number: int) -> None:
        """Show the conversation of this number in the list, from 1; networks are not counted."""
        keys = [key for key in self._conversations.listed() if key.target]
        if 1 <= number <= len(keys):
            self._conversations.show(keys[number - 1])

    def _label(self, summary: ConversationSummary) -> str:
        network = self._model.network_name(summary.key.network)
        name = f"{summary.key.target} — {network}" if summary.key.target else network
        if summary.mentions:
            return f"{name}  @{summary.mentions}"
        return f"{name}  ({summary.unread})" if summary.unread else name
