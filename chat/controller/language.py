"""The language of the program: chosen in the settings, spoken at once."""

from __future__ import annotations

from collections.abc import Callable

from chat.controller.preference import Preference
from chat.model.ports import Settings
from chat.translation import (
    N_,
    language,
    language_name,
    languages,
    system_language,
    use_language,
)
from chat.view.ports import ChatView

SYSTEM = "system"


class LanguageController:
    """Changes the language; `show_again` shows anew what the controllers have worded."""

    def __init__(self, view: ChatView, settings: Settings, show_again: Callable[[], None]) -> None:
        self._view = view
        self._settings = settings
        self._show_again = show_again

    def start(self) -> None:
        """Let the window speak as the program does."""
        self._view.language.show(language())

    def preference(self) -> Preference:
        """The setting; each language is called by its own name for itself."""
        names = tuple((code, language_name(code)) for code in languages())
        return Preference(
            "language",
            N_("Language"),
            ((SYSTEM, N_("As the system")), *names),
            lambda: self._settings.language or SYSTEM,
            self._change,
        )

    def _change(self, value: str) -> None:
        self._settings.language = "" if value == SYSTEM else value
        use_language(self._settings.language or system_language())
        self._view.language.show(language())
        self._show_again()
