"""Our nick, when it is taken after a loss: another for now, and the old one as soon as it is free.

Mostly it is our own lost connection that still has it. MONITOR tells when it goes; where there is
none, ISON is asked now and then.
"""

from __future__ import annotations

from datetime import timedelta

from chat.model.entities import MessageKind
from chat.model.session import monitoring
from chat.model.session.incoming import Incoming
from chat.model.session.numerics import show_reply
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.translation import _

PAUSE = timedelta(seconds=30)  # between two questions
MOST_TRIES = 4  # nicks with one more "_" each


def try_another(session: Session) -> bool:
    """At registration the nick is taken: try one like it; False if that makes no sense."""
    wanted = session.wanted_nick or session.request.nick
    tries = len(session.nick) - len(wanted)
    if not session.returning or tries >= MOST_TRIES:
        return False
    session.wanted_nick = wanted
    session.nick = f"{session.nick}_"
    return session.send("NICK", session.nick)


def tell(session: Session) -> None:
    """We are in, under another nick than was wanted."""
    if session.wanted_nick:
        words = _("“{nick}” is taken: you are called {other} until it is free").format(
            nick=session.wanted_nick, other=session.nick
        )
        session.add(session.home, MessageKind.EVENT, words)


def check_time(session: Session) -> None:
    """Ask whether the nick is free, where nobody tells."""
    if not session.wanted_nick or session.phase is not Phase.REGISTERED or not session.welcomed:
        return
    asked = session.ison_asked
    if not monitoring.is_offered(session) and (asked is None or session.clock() - asked >= PAUSE):
        session.ison_asked = session.clock()
        session.send("ISON", session.wanted_nick)


def handle_ison(session: Session, incoming: Incoming) -> None:
    """303: those of them that are there; the answer to our own question, or else shown."""
    if session.ison_asked is None:
        show_reply(session, incoming)
        return
    there = incoming.params[-1].split()
    wanted = session.wanted_nick
    if wanted and not any(session.same(nick, wanted) for nick in there):
        session.send("NICK", wanted)


def is_too_early(session: Session, incoming: Incoming) -> bool:
    """Whether a refusal is of our own attempt: somebody else was faster, so we go on waiting."""
    wanted = session.wanted_nick
    return bool(wanted) and session.same(incoming.param(1), wanted)
