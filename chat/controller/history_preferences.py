"""The setting of how much history is kept on this computer: a line of the settings' table."""

from __future__ import annotations

from chat.controller.preference import PRIVACY, Preference
from chat.model.ports import ChatModel, Settings
from chat.translation import N_

MEGABYTE = 1024 * 1024
_CHOICES = (
    ("32", "32 MB"),
    ("128", "128 MB"),
    ("512", "512 MB"),
    ("1024", "1 GB"),
    ("4096", "4 GB"),
    ("16384", "16 GB"),
)


def history_preferences(settings: Settings, model: ChatModel) -> tuple[Preference, ...]:
    """The oldest messages go where there would be more."""

    def change(value: str) -> None:
        settings.history_megabytes = int(value)
        model.limit_history(int(value) * MEGABYTE)

    return (
        Preference(
            "history_megabytes",
            N_("History kept on this computer"),
            _CHOICES,
            lambda: str(settings.history_megabytes),
            change,
            PRIVACY,
        ),
    )
