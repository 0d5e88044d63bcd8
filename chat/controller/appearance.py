"""How the window looks and where it stands, from the settings and back into them."""

from __future__ import annotations

from chat.controller.preference import Preference
from chat.model.ports import Settings
from chat.translation import N_
from chat.view.ports import ChatView

NORMAL_SIZE = 100  # per cent
TEXT_SIZES = (70, 80, 90, 100, 110, 125, 150, 175, 200)
MODES = ("light", "dark", "system")


class AppearanceController:
    """Keeps theme and geometry over the end of the program."""

    def __init__(self, view: ChatView, settings: Settings) -> None:
        self._view = view
        self._settings = settings

    def show(self) -> None:
        """Put the window where it was, as it was."""
        if self._settings.geometry:
            self._view.set_geometry(self._settings.geometry)
        if any(self._settings.side_widths):
            self._view.set_side_widths(*self._settings.side_widths)
        if self._settings.text_size != NORMAL_SIZE:
            self._view.set_text_size(self._settings.text_size)
        if self._settings.roomy:
            self._view.set_roomy(True)
        mode = self._settings.theme_mode
        self._view.set_theme(mode if mode in MODES else "system")

    def preferences(self) -> tuple[Preference, ...]:
        """The settings of it."""
        settings = self._settings
        return (
            Preference(
                "theme",
                N_("Colours"),
                (("light", N_("Light")), ("dark", N_("Dark")), ("system", N_("As the system"))),
                lambda: settings.theme_mode,
                self.set_theme,
            ),
            Preference(
                "text_size",
                N_("Text size"),
                tuple((str(size), f"{size} %") for size in TEXT_SIZES),
                lambda: str(settings.text_size),
                self.set_text_size,
            ),
            Preference(
                "rows",
                N_("Rows"),
                (("compact", N_("Compact")), ("roomy", N_("Roomy"))),
                lambda: "roomy" if settings.roomy else "compact",
                self.set_rows,
            ),
        )

    def set_theme(self, mode: str) -> None:
        """Change the theme, and remember it."""
        if mode in MODES:
            self._settings.theme_mode = mode
            self._view.set_theme(mode)

    def set_text_size(self, percent: str) -> None:
        """Change the size of all text, in per cent, and remember it."""
        self._settings.text_size = int(percent)
        self._view.set_text_size(self._settings.text_size)

    def set_rows(self, kind: str) -> None:
        """Change the room around rows, "compact" or "roomy", and remember it."""
        self._settings.roomy = kind == "roomy"
        self._view.set_roomy(self._settings.roomy)

    def remember_geometry(self) -> None:
        """Note where the window stands now."""
        self._settings.side_widths = self._view.side_widths()
        self._settings.geometry = self._view.geometry_text()
