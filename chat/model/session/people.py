"""Whom we write with: the server is asked how far we read there, as it tells of channels itself.

Looked at in every turn, so that whoever's conversation opens, closes or is renamed is followed.
"""

from __future__ import annotations

from chat.model.session import reading
from chat.model.session.session import Phase, Session


def check(session: Session) -> None:
    """Follow those we have conversations with, and nobody else."""
    if session.phase is not Phase.REGISTERED or not session.welcomed:
        return
    people = {
        session.casefold(each.key.target): each.key.target
        for each in session.conversations.values()
        if each.key.target and not each.is_channel
    }
    if people.keys() == session.followed.keys():
        return
    for name in [people[each] for each in people if each not in session.followed]:
        if reading.is_offered(session):
            session.send("MARKREAD", name)
    session.followed = people
