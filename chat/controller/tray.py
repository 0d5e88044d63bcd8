"""Keeping the program running when its window is closed, with an icon in the tray to come back."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from chat.controller.preference import NOTICES, ON_OFF, Preference, on_off
from chat.model.ports import ChatModel, Settings
from chat.translation import N_, _
from chat.view.ports import ChatView


class TrayController:
    """`quit_program` really ends it."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        settings: Settings,
        quit_program: Callable[[], None],
    ) -> None:
        self._model = model
        self._view = view
        self._settings = settings
        self._quit = quit_program

    def start(self) -> None:
        """Put the icon there, if the person wants the program to keep running."""
        self._model.tray.bind(self._view.notices.come_forward, self._quit)
        self._apply()

    def say_again(self) -> None:
        """Another language is spoken: the icon's menu is made anew."""
        if self._settings.notices.keep_running:
            self._model.tray.hide()
            self._apply()

    def stays(self) -> bool:
        """The window is to close: whether it was only put away."""
        if not self._settings.notices.keep_running:
            return False
        # Without an icon one could not come back to a window that is nowhere.
        self._view.notices.put_away(minimised=not self._model.tray.is_there())
        return True

    def on_quit(self) -> None:
        """Quit was chosen: the program ends, whatever a closed window means."""
        self._quit()

    def preference(self) -> Preference:
        """The line of the settings window."""
        return Preference(
            "keep_running",
            N_("Keep running when the window is closed"),
            ON_OFF,
            lambda: on_off(self._settings.notices.keep_running),
            self._set,
            NOTICES,
        )

    def _set(self, value: str) -> None:
        self._settings.notices = replace(self._settings.notices, keep_running=value == "on")
        self._apply()

    def _apply(self) -> None:
        if self._settings.notices.keep_running:
            self._model.tray.show(_("Open the chat"), _("Quit"))
        else:
            self._model.tray.hide()
