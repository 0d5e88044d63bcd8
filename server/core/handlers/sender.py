"""Who sent a command. Handlers that may only come after registration start here."""

from __future__ import annotations

from server.core.entities import Session, User


def sender_of(session: Session) -> User:
    """The session's user; the dispatcher lets nobody without one through."""
    assert session.user is not None
    return session.user
