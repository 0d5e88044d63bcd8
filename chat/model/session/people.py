"""Whom we write with: how far we read there is asked, and whether they are there is watched.

Looked at in every turn, so that whoever's conversation opens, closes or is renamed is followed.
"""

from __future__ import annotations

from chat.model.session import monitoring, pacing, reading
from chat.model.session.session import Session
from chat.model.session.state import Phase

MOST_WATCHED = 100  # people, unless the server takes fewer


def check(session: Session) -> None:
    """Follow those we have conversations with, and our own nick if another has it."""
    if session.phase is not Phase.REGISTERED or not session.welcomed:
        return
    people = _people(session)
    if people.keys() == session.followed.keys():
        return
    came = [people[name] for name in people if name not in session.followed]
    gone = [nick for name, nick in session.followed.items() if name not in people]
    session.followed = people
    if monitoring.is_offered(session):
        monitoring.unwatch(session, gone)
        monitoring.watch(session, came)
    if reading.is_offered(session):
        for nick in came:
            if session.find(nick) is not None:
                pacing.send_between(session, "MARKREAD", nick)


def _people(session: Session) -> dict[str, str]:
    """Their nicks by casefolded nick, the newest conversations last."""
    nicks = [
        each.key.target
        for each in session.conversations.values()
        if each.key.target and not each.is_channel
    ]
    wanted = [session.wanted_nick] if session.wanted_nick else []
    limit = session.isupport.get("MONITOR") or ""
    most = min(MOST_WATCHED, int(limit)) if limit.isdecimal() and len(limit) < 9 else MOST_WATCHED
    kept = [*wanted, *nicks[-most:]][:most]
    return {session.casefold(nick): nick for nick in kept}
