"""The settings of notices: lines of the settings window's table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from chat.controller.notices import RULE_NAMES, NoticesController
from chat.controller.preference import NOTICES, ON_OFF, Preference, on_off
from chat.model.notice_settings import NEVER, RULES, NoticeSettings, cleaned
from chat.model.ports import Settings
from chat.translation import N_

_RULES = tuple((rule, RULE_NAMES[rule]) for rule in RULES)
_FROM = ((str(NEVER), N_("Never")), *((str(hour), f"{hour}:00") for hour in (*range(17, 24), 0)))
_UNTIL = tuple((str(hour), f"{hour}:00") for hour in range(5, 13))


def notice_preferences(settings: Settings, notices: NoticesController) -> tuple[Preference, ...]:
    """One line for each wish."""
    wishes = _Wishes(settings, notices)
    return (
        wishes.choice("people", N_("From people who write to me alone"), _RULES),
        wishes.choice("channels", N_("From channels"), _RULES),
        wishes.words("keywords", N_("Words that count as my name (with commas between)")),
        wishes.switch("desktop", N_("By the desktop")),
        wishes.switch("sound", N_("With a sound")),
        wishes.switch("preview", N_("Show what was said")),
        wishes.choice("quiet_from", N_("Quiet from"), _FROM, int),
        wishes.choice("quiet_until", N_("Quiet until"), _UNTIL, int),
    )


class _Wishes:
    """Makes a line of a field of NoticeSettings, by its kind."""

    def __init__(self, settings: Settings, notices: NoticesController) -> None:
        self._settings = settings
        self._notices = notices

    def choice(
        self,
        field: str,
        label: str,
        choices: tuple[tuple[str, str], ...],
        of: Callable[[str], object] = str,
    ) -> Preference:
        """One of several; `of` makes the field's value of what was chosen."""
        return self._line(field, label, choices, str, of)

    def switch(self, field: str, label: str) -> Preference:
        """Yes or no."""
        return self._line(field, label, ON_OFF, on_off, lambda value: value == "on")

    def words(self, field: str, label: str) -> Preference:
        """A list that one types."""
        return self._line(field, label, (), ", ".join, lambda value: cleaned(value.split(",")))

    def _line(
        self,
        field: str,
        label: str,
        choices: tuple[tuple[str, str], ...],
        to_text: Callable[[Any], str],
        of: Callable[[str], object],
    ) -> Preference:
        def read() -> str:
            return to_text(getattr(self._settings.notices, field))

        def change(value: str) -> None:
            now: NoticeSettings = self._settings.notices
            self._notices.change(replace(now, **{field: of(value)}))

        return Preference(f"notices_{field}", label, choices, read, change, NOTICES)
