"""What was typed in the search window, as a query: operators taken out, dates read. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from msgspec import Struct

from chat.model.store.records import SearchQuery
from chat.translation import _
from chat.view.ports.search import SearchForm

_OPERATOR = re.compile(r"(?<!\S)(from|in|since|after|until|before):(\S+)", re.IGNORECASE)
_FIELDS = {
    "from": "person",
    "in": "place",
    "since": "since",
    "after": "since",
    "until": "until",
    "before": "until",
}
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d")


class Terms(Struct, frozen=True):
    """The query, and the words to be marked in what is found."""

    query: SearchQuery
    words: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked at all."""
        return self.query == SearchQuery()


def read_terms(form: SearchForm) -> Terms:
    """The query of a form. Raises ValueError with a sentence for a date that is none."""
    fields = {name: str(getattr(form, name)).strip() for name in set(_FIELDS.values())}
    for name, value in _OPERATOR.findall(form.text):
        fields[_FIELDS[name.lower()]] = value
    text = " ".join(_OPERATOR.sub(" ", form.text).split())
    since, until = _day(fields["since"]), _day(fields["until"])
    query = SearchQuery(
        text,
        fields["person"].lstrip("@"),
        fields["place"],
        since,
        until + timedelta(days=1) if until else None,
    )
    return Terms(query, tuple(text.split()))


def _day(text: str) -> datetime | None:
    """The beginning of a day, on this machine's clock."""
    if not text:
        return None
    for form in _DATES:
        try:
            return datetime.strptime(text, form).astimezone()
        except (ValueError, OverflowError, OSError):
            continue
    raise ValueError(_("“{text}” is no date: write it as 2026-03-31.").format(text=text))
