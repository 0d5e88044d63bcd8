"""The end of the program (rows C4 and C11): every step is taken, whatever the others do."""

from __future__ import annotations

import logging
from collections.abc import Callable

from chat.controller.appearance import AppearanceController
from chat.model.ports import ChatModel, Settings
from chat.view.ports import ChatView

log = logging.getLogger(__name__)


class ClosingController:
    """Ends connections and threads, saves the settings, takes the window away; once."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        settings: Settings,
        appearance: AppearanceController,
        *,
        may_close: Callable[[], bool],
        keep_place: Callable[[], None],
    ) -> None:
        """`may_close` asks whoever hosts a chat, which ends with the program."""
        self._model = model
        self._view = view
        self._settings = settings
        self._appearance = appearance
        self._may_close = may_close
        self._keep_place = keep_place
        self.closed = False

    def quit(self) -> None:
        """The person wants the program to end."""
        if not self.closed and self._may_close():
            self.close()

    def close(self) -> None:
        """Close it all; a step that fails is logged and holds up none of the others."""
        if self.closed:
            return
        self.closed = True
        _try("remember the window's place", self._appearance.remember_geometry)
        _try("remember what is shown and begun", self._keep_place)
        _try("say goodbye and end the connections", self._model.close)
        _try("save the settings", self._settings.save)
        _try("take the window away", self._view.destroy)


def _try(what: str, step: Callable[[], None]) -> None:
    try:
        step()
    except Exception:
        log.exception("on closing, it was not possible to %s", what)
