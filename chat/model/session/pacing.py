"""No more is on its way to the server than it may keep waiting: who floods is cut by servers.

A server reads in order, some slowly on purpose ("fakelag", rates of lines). So nobody's rate need
be known: an echo, or the PONG to a PING behind our lines, says how far it has read. Servers cut at
some 8 KB that wait for them, or at 20 lines.

What the program asks by itself (who is away in each of a hundred channels) goes in between, and
leaves room for what the person says.
"""

from __future__ import annotations

from chat.model.session.session import Session

WINDOW = 8  # lines; servers that slow down a flood to a line in two seconds still answer in time
CONFIRM = "sent-"  # begins the words of a PING that asks whether all before it was taken in


def has_room(session: Session) -> bool:
    """Whether another message may go out now; none overtakes another."""
    return _unread(session) < WINDOW and not session.outgoing.has_queue()


def _unread(session: Session) -> int:
    return session.lines_sent - session.outgoing.read


def send_between(session: Session, command: str, *params: str) -> None:
    """Send a line that nobody waits for, now or as soon as the server has read on."""
    session.between.append((command, params))
    send_next(session)


def send_next(session: Session) -> None:
    """Send what is to go in between, as far as there is room for more than that."""
    while session.between and _unread(session) < WINDOW // 2 and not session.outgoing.has_queue():
        command, params = session.between.popleft()
        session.send(command, *params)
    ask_how_far(session)


def ask_how_far(session: Session) -> None:
    """Ask whether the server read what we sent, if something depends on it."""
    outgoing = session.outgoing
    waits = session.between or outgoing.unconfirmed() or outgoing.has_queue()
    if waits and not session.confirming:
        session.confirming = session.send("PING", f"{CONFIRM}{session.lines_sent}")
