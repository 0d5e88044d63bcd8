"""HELP: what each command does, in a line or two."""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.context import Context
from server.core.entities import Session
from server.core.handlers.help_texts import INDEX, TEXTS


def handle_help(context: Context, session: Session, request: Message) -> None:
    """The text about a command, or the list of all (modern IRC, RPL_HELPSTART)."""
    subject = request.params[0] if request.params else ""
    lines = TEXTS.get(subject.upper()) if subject else INDEX
    shown = subject or "*"
    if lines is None:
        context.error(session, Numeric.ERR_HELPNOTFOUND, shown)
        return
    first, *rest = lines
    context.numeric(session, Numeric.RPL_HELPSTART, shown, first)
    for line in ("", *rest):  # the first is a title, and stands apart (modern IRC, HELP)
        context.numeric(session, Numeric.RPL_HELPTXT, shown, line)
    context.numeric(session, Numeric.RPL_ENDOFHELP, shown, "End of /HELP")
