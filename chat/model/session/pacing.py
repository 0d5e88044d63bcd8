"""No more is on its way to the server than it may keep waiting: who floods is cut by servers.

A server reads in order, some slowly on purpose ("fakelag", rates of lines). So nobody's rate need
be known: an echo, or the PONG to a PING behind our lines, says how far it has read. Servers cut at
some 8 KB that wait for them, or at 20 lines.
"""

from __future__ import annotations

from chat.model.session.session import Session

WINDOW = 8  # lines; servers that slow down a flood to a line in two seconds still answer in time
CONFIRM = "sent-"  # begins the words of a PING that asks whether all before it was taken in


def has_room(session: Session) -> bool:
    """Whether another message may go out now; none overtakes another."""
    unread = session.lines_sent - session.outgoing.read
    return unread < WINDOW and not session.outgoing.has_queue()


def ask_how_far(session: Session) -> None:
    """Ask whether the server read what we sent, if something depends on it."""
    outgoing = session.outgoing
    if not session.confirming and (outgoing.unconfirmed() or outgoing.has_queue()):
        session.confirming = session.send("PING", f"{CONFIRM}{session.lines_sent}")
