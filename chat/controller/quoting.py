"""Messages quoted by their answers, and the reactions under them, in words. Pure functions."""

from __future__ import annotations

from chat.model.entities import ChatMessage, Reaction
from chat.protocol.spoilers import covered
from chat.translation import _
from chat.view.ports.marks import Chip, Quote

MOST_QUOTED = 160  # characters; the view cuts them to its width
MOST_NAMED = 30  # people of one reaction


def quote_of(message: ChatMessage, original: ChatMessage | None) -> Quote | None:
    """What stands over a message that answers another; None if it answers none."""
    if not message.reply_to:
        return None
    return Quote(_("an earlier message")) if original is None else quote(original)


def quote(original: ChatMessage) -> Quote:
    """How a message begins, on one line, with what it hides hidden."""
    if original.deleted is not None:
        return Quote(_("deleted message"), original.sender)
    text = " ".join(covered(original.as_said[: 4 * MOST_QUOTED]).split())
    return Quote(text[:MOST_QUOTED], original.sender)


def chips(reactions: tuple[Reaction, ...]) -> tuple[Chip, ...]:
    """Reactions as they stand under a message."""
    return tuple(Chip(one.text, len(one.nicks), one.own, names(one)) for one in reactions)


def names(reaction: Reaction) -> str:
    """Who reacted so, as "ann, bob and 3 more"."""
    shown, more = reaction.nicks[:MOST_NAMED], len(reaction.nicks) - MOST_NAMED
    listed = ", ".join(shown)
    return _("{names} and {count} more").format(names=listed, count=more) if more > 0 else listed


def deleted_text(message: ChatMessage) -> str:
    """The stub that stays of a deleted message."""
    deletion = message.deleted
    if deletion is None:
        return ""
    by_sender = deletion.by == message.sender
    words = _("Message deleted") if by_sender else _("Message deleted by {nick}")
    words = words.format(nick=deletion.by)
    return f"{words}: {deletion.reason}" if deletion.reason else words
