"""The beginning: back to the networks where one was at the end, or else the connect dialog."""

from __future__ import annotations

from chat.controller.connecting import ConnectingController
from chat.model.events import Event, MemoryRestored
from chat.model.ports import ChatModel, Settings


class ReturningController:
    """Decides once the model has told what an earlier run left."""

    def __init__(
        self, model: ChatModel, settings: Settings, connecting: ConnectingController
    ) -> None:
        self._model = model
        self._settings = settings
        self._connecting = connecting
        self._waiting = False

    def begin(self) -> None:
        """Nobody said where to connect."""
        self._waiting = self._model.is_restoring()
        if not self._waiting:
            self._connecting.open_dialog()

    def on_event(self, event: Event) -> None:
        """What an earlier run left is there."""
        if not isinstance(event, MemoryRestored) or not self._waiting:
            return
        self._waiting = False
        if event.wanted and self._settings.auto_connect:
            for network in event.wanted:
                self._model.reconnect(network)
        else:
            self._connecting.open_dialog()
