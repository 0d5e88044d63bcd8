"""What we say of ourselves on a network: our display name and status, asked from the menu."""

from __future__ import annotations

from collections.abc import Callable

from chat.controller.conversations import NOT_CONNECTED
from chat.controller.selection import Selection
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView


class ProfileController:
    """Implements `chat.view.ports.profile.ProfileIntents`."""

    def __init__(self, model: ChatModel, view: ChatView, selection: Selection) -> None:
        self._model = model
        self._view = view
        self._selection = selection

    def on_display_name(self) -> None:
        """Another display name is wanted."""
        if (network := self._network(_("Display name"))) is None:
            return
        now = self._model.profiles.of(network, self._model.nick(network)).display_name
        question = _("What shall stand beside your name? Nothing takes it away.")
        self._ask(
            _("Display name"),
            _with(question, now),
            lambda name: self._model.profiles.set_display_name(network, name),
        )

    def on_status(self) -> None:
        """Another status is wanted."""
        if (network := self._network(_("Status"))) is None:
            return
        now = self._model.profiles.of(network, self._model.nick(network)).status
        question = _("What are you doing? Others see it; nothing takes it away.")
        self._ask(
            _("Status"),
            _with(question, now),
            lambda status: self._model.profiles.set_status(network, status),
        )

    def _network(self, title: str) -> str | None:
        network = self._selection.network(self._model)
        if network is None or not self._model.is_connected(network):
            self._view.show_error(title, _(NOT_CONNECTED))
            return None
        return network

    def _ask(self, title: str, question: str, change: Callable[[str], bool]) -> None:
        def take(words: str) -> None:
            if not change(words.strip()):
                self._view.show_error(
                    title, _("This server keeps no profiles: nothing was changed.")
                )

        self._view.ask_line(title, question, _("Change"), take)


def _with(question: str, now: str) -> str:
    return _("{question} Now: {now}").format(question=question, now=now) if now else question
