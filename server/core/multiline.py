"""A message of several lines, for those who know such and for those who do not (multiline)."""

from __future__ import annotations

from collections.abc import Sequence

from chat.protocol.message import Message, message
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.delivery import Line, Part

_KNOWS = Cap.BATCH | Cap.DRAFT_MULTILINE
_ON_EVERY_LINE = ("bot", "account")  # of the tags, what is as true of the second line


def with_lines(context: Context, first: Line, lines: Sequence[tuple[str, bool]]) -> Line:
    """The event that `first` began, with all of its lines: (text, joined to the one before).

    A batch for those who know it; for others its lines that are not blank, each a message, of
    which the first has the id (multiline, "Fallback").
    """
    said = first.message
    line = context.delivery.line(
        _apart(said, [text for text, _ in lines if text]),
        needs=first.needs,
        alternatives=((_KNOWS, _together(said, lines, context.new_id())),),
        time=first.time,
        account=first.account,
    )
    line.id = first.id
    return line


def _apart(said: Message, texts: list[str]) -> tuple[Part, ...]:
    later = {name: value for name, value in said.tags.items() if name in _ON_EVERY_LINE}
    return tuple(
        Part(Message(later if place else said.tags, said.source, said.command, (target, text)))
        for target in said.params[:1]
        for place, text in enumerate(texts)
    )


def _together(said: Message, lines: Sequence[tuple[str, bool]], reference: str) -> tuple[Part, ...]:
    target, source = said.params[0], said.source
    opening = ("BATCH", f"+{reference}", "draft/multiline", target)
    parts = [Part(message(*opening, source=source, tags=said.tags))]
    for text, concat in lines:
        framing = {"batch": reference, **({"draft/multiline-concat": ""} if concat else {})}
        line = message(said.command, target, text, source=source)
        parts.append(Part(line, framing, timed=False))
    parts.append(Part(message("BATCH", f"-{reference}", source=source), timed=False))
    return tuple(parts)
