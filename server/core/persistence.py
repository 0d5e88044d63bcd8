"""Staying while no client is connected (always-on): an account's choice, and telling what is so.

The words are those of IRCv3 draft/persistence. What it takes to stay is `server.core.permanence`'s.
"""

from __future__ import annotations

from dataclasses import replace

from server.core.account_ports import SaveAccount
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session, User
from server.core.permanence import is_standing, settle

CHOICES: dict[str, bool | None] = {"ON": True, "OFF": False, "DEFAULT": None}
_WORDS = {choice: word for word, choice in CHOICES.items()}


def choose_to_stay(
    context: Context, user: User, choice: bool | None, origin: Session | None = None
) -> bool:
    """Keep what the account wants (None: as the server has it); False if there is no account.

    The user's clients but `origin` are told.
    """
    account = context.state.accounts.find(user.account or "")
    if account is None:
        return False
    account = replace(account, always_on=choice)
    context.state.accounts.put(account)
    context.record(SaveAccount(account))
    settle(context, user)
    for session in user.sessions:
        if session is not origin:
            tell_persistence(context, session, user)
    return True


def tell_persistence(context: Context, session: Session, user: User) -> None:
    """Tell a session of the user, if it knows the extension and there is an account."""
    if user.account is not None and session.caps & Cap.DRAFT_PERSISTENCE:
        send_persistence(context, session, user)


def send_persistence(context: Context, session: Session, user: User) -> None:
    """PERSISTENCE STATUS: what the account chose, and what is so."""
    account = context.state.accounts.find(user.account or "")
    chosen = _WORDS[None if account is None else account.always_on]
    effective = _WORDS[is_standing(context, user)]
    context.say(session, "PERSISTENCE", "STATUS", chosen, effective)
