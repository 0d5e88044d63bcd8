"""A conversation written down: as text, as a page (HTML), or as lines of JSON. Pure.

A page stands by itself: nothing is fetched, no script runs, light and dark are the reader's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from chat.model.entities import ChatMessage, MessageKind
from chat.translation import _

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_MOST_OF_A_NAME = 60  # characters
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class ExportFormat(StrEnum):
    """What the file is to be; the value is the end of its name."""

    TEXT = "txt"
    HTML = "html"
    JSON = "jsonl"


class Writer(Protocol):
    """Makes the file's text, piece by piece."""

    def begin(self) -> str:
        """What stands before the first message."""

    def message(self, message: ChatMessage) -> str:
        """One message, and the day it begins, if it does."""

    def end(self) -> str:
        """What stands after the last."""


class TextWriter:
    """As it reads in the window: the day, and under it the time, who, and what."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._days = _Days()

    def begin(self) -> str:
        """See Writer."""
        return f"{_clean(self._title)}\n"

    def message(self, message: ChatMessage) -> str:
        """See Writer."""
        time = message.time.astimezone()
        day = "".join(f"\n--- {day} ---\n" for day in self._days.begun(time))
        text = _clean(_said(message)).replace("\n", "\n        ")
        when = f"{time:%H:%M}" + (" " + _("edited") if message.edited is not None else "")
        return f"{day}[{when}] {_who(message)}{text}\n"

    def end(self) -> str:
        """See Writer."""
        return ""


class JsonWriter:
    """One object a line, with all that is known; times are in UTC."""

    def __init__(self, _title: str) -> None:
        pass

    def begin(self) -> str:
        """See Writer."""
        return ""

    def message(self, message: ChatMessage) -> str:
        """See Writer."""
        facts = {
            "time": message.time.isoformat(),
            "kind": message.kind.value,
            "sender": message.sender,
            "text": message.text,
            "own": message.own,
            "state": message.state.value,
            "msgid": message.msgid,
            "account": message.account,
            "reply_to": message.reply_to,
            "deleted": message.deleted is not None,
            **_edited(message),
            "reactions": {one.text: list(one.nicks) for one in message.reactions},
        }
        return json.dumps(facts) + "\n"

    def end(self) -> str:
        """See Writer."""
        return ""


class HtmlWriter:
    """A page that any browser shows."""

    def __init__(self, title: str) -> None:
        self._title = _escaped(title)
        self._days = _Days()

    def begin(self) -> str:
        """See Writer."""
        return _PAGE.format(title=self._title)

    def message(self, message: ChatMessage) -> str:
        """See Writer."""
        time = message.time.astimezone()
        day = "".join(f"<h2>{_escaped(day)}</h2>\n" for day in self._days.begun(time))
        names = [message.kind.value, *(["own"] if message.own else [])]
        return (
            f'{day}<p class="{" ".join(names)}">'
            f'<time datetime="{message.time.isoformat()}">{time:%H:%M}</time> '
            f"<b>{_escaped(message.sender)}</b> "
            f"<span>{_escaped(_said(message))}</span>{_edited_mark(message)}</p>\n"
        )

    def end(self) -> str:
        """See Writer."""
        return "</main>\n</body>\n</html>\n"


def writer(form: ExportFormat, title: str) -> Writer:
    """What makes a file of this format."""
    made: dict[ExportFormat, type[TextWriter | HtmlWriter | JsonWriter]] = {
        ExportFormat.TEXT: TextWriter,
        ExportFormat.HTML: HtmlWriter,
        ExportFormat.JSON: JsonWriter,
    }
    return made[form](title)


def file_name(target: str) -> str:
    """A conversation's name as a file can have it."""
    return _NOT_IN_NAMES.sub("_", target).strip("._-")[:_MOST_OF_A_NAME] or "conversation"


class _Days:
    """Which day it is, said once."""

    def __init__(self) -> None:
        self._day = ""

    def begun(self, time: datetime) -> Iterator[str]:
        day = f"{time:%Y-%m-%d}"
        if day != self._day:
            self._day = day
            yield day


def _edited(message: ChatMessage) -> dict[str, object]:
    """When a message got its text, and what it said before, as far as it was seen."""
    if message.edited is None:
        return {"edited": None}
    earlier = [{"time": one.time.isoformat(), "text": one.text} for one in message.edited.earlier]
    return {"edited": message.edited.time.isoformat(), "earlier": earlier}


def _edited_mark(message: ChatMessage) -> str:
    if message.edited is None:
        return ""
    time, word = message.edited.time.astimezone(), _escaped(_("edited"))
    return f' <small title="{time:%Y-%m-%d %H:%M}">{word}</small>'


def _said(message: ChatMessage) -> str:
    return _("(deleted)") if message.deleted is not None else message.text


def _who(message: ChatMessage) -> str:
    sender = _clean(message.sender)
    match message.kind:
        case MessageKind.MESSAGE:
            return f"<{sender}> "
        case MessageKind.ACTION:
            return f"* {sender} "
        case MessageKind.NOTICE:
            return f"-{sender}- "
    return ""


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


def _escaped(text: str) -> str:
    import html  # not above: it has a large table, and few write a page

    return html.escape(_clean(text))


_PAGE = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --muted: #5c636a; --line: #d5d8dc; --own: #0a58ca; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --muted: #a5acb3; --line: #444b52; --own: #8bb9fe; }}
}}
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 0; }}
main {{ max-width: 46rem; margin: 0 auto; padding: 1rem; }}
h1 {{ font-size: 1.3rem; overflow-wrap: anywhere; }}
h2 {{ font-size: 1rem; color: var(--muted); border-bottom: 1px solid var(--line); }}
p {{ margin: .2rem 0; }}
p span {{ white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }}
time, small, .event span {{ color: var(--muted); }}
.own b {{ color: var(--own); }}
.action span {{ font-style: italic; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
"""
