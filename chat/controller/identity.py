"""Who we are there: nick and away, changed from the menus."""

from __future__ import annotations

from chat.controller.commands import AWAY
from chat.controller.conversations import NOT_CONNECTED
from chat.controller.names import nick_error
from chat.controller.selection import Selection
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView


class IdentityController:
    """Asks the network that is shown for another nick or presence."""

    def __init__(self, model: ChatModel, view: ChatView, selection: Selection) -> None:
        self._model = model
        self._view = view
        self._selection = selection

    def change_nick(self, nick: str) -> None:
        """Ask for another nick, if it can be one."""
        network = self._selection.network(self._model)
        problem = nick_error(nick)
        if network is None or not self._model.is_connected(network):
            self._view.show_error(_("Change your name"), _(NOT_CONNECTED))
        elif problem:
            self._view.show_error(_("Change your name"), problem)
        else:
            self._model.change_nick(network, nick)

    def toggle_away(self) -> None:
        """Go away, or come back."""
        network = self._selection.network(self._model)
        if network is None or not self._model.is_connected(network):
            self._view.show_error(_("Away"), _(NOT_CONNECTED))
        else:
            self._model.set_away(network, "" if self._model.is_away(network) else _(AWAY))
