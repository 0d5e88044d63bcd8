"""Days in words: the names of the weekdays and months, in the person's language.

`strftime("%A")` would follow the locale of the C library, which is not the language that was
chosen and is not the same on all systems. Pure functions; the clock is asked elsewhere.
"""

from __future__ import annotations

from datetime import date

from chat.translation import N_, _

_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


def day_text(day: date) -> str:
    """The day in full, as "Monday, 23 November 2026"."""
    return _("{weekday}, {day} {month} {year}").format(
        weekday=_(_WEEKDAYS[day.weekday()]),
        day=day.day,
        month=_(_MONTHS[day.month - 1]),
        year=day.year,
    )
