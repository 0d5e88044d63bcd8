"""The settings of notices: lines of the settings window's table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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

    def now() -> NoticeSettings:
        return settings.notices

    def to(field: str, of: Callable[[str], object] = str) -> Callable[[str], None]:
        return lambda value: notices.change(replace(now(), **{field: of(value)}))  # type: ignore[arg-type]

    def switch(field: str, label: str) -> Preference:
        return Preference(
            f"notices_{field}",
            label,
            ON_OFF,
            lambda: on_off(getattr(now(), field)),
            to(field, lambda value: value == "on"),
            NOTICES,
        )

    def line(
        field: str,
        label: str,
        choices: tuple[tuple[str, str], ...],
        of: Callable[[str], object] = str,
    ) -> Preference:
        name = f"notices_{field}"
        return Preference(
            name, label, choices, lambda: str(getattr(now(), field)), to(field, of), NOTICES
        )

    return (
        line("people", N_("From people who write to me alone"), _RULES),
        line("channels", N_("From channels"), _RULES),
        Preference(
            "notices_keywords",
            N_("Words that count as my name (with commas between)"),
            (),
            lambda: ", ".join(now().keywords),
            to("keywords", lambda value: cleaned(value.split(","))),
            NOTICES,
        ),
        switch("desktop", N_("By the desktop")),
        switch("sound", N_("With a sound")),
        switch("preview", N_("Show what was said")),
        line("quiet_from", N_("Quiet from"), _FROM, int),
        line("quiet_until", N_("Quiet until"), _UNTIL, int),
    )
