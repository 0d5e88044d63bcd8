"""PERSISTENCE: whether one stays while no client is connected (IRCv3 draft/persistence)."""

from __future__ import annotations

from chat.protocol.message import Message
from server.core.context import Context
from server.core.entities import Session
from server.core.handlers.sender import sender_of
from server.core.permanence import STAYING
from server.core.persistence import CHOICES, choose_to_stay, send_persistence

_PARAMETERS = {"GET": 0, "SET": 1}


def handle_persistence(context: Context, session: Session, request: Message) -> None:
    """Tell or change the setting; subcommands that are not known here are passed over."""
    user = sender_of(session)
    subcommand, params = (request.params or ("",))[0].upper(), request.params[1:]
    if subcommand and subcommand not in _PARAMETERS:
        return
    if user.account is None:
        context.fail(session, "PERSISTENCE", "ACCOUNT_REQUIRED", "An account is required")
    elif len(params) != _PARAMETERS.get(subcommand) or not _is_choice(params):
        context.fail(session, "PERSISTENCE", "INVALID_PARAMETERS", "Invalid parameters")
    else:
        if params:
            _choose(context, session, CHOICES[params[0].upper()])
        send_persistence(context, session, user)


def _is_choice(params: tuple[str, ...]) -> bool:
    return all(param.upper() in CHOICES for param in params)


def _choose(context: Context, session: Session, choice: bool | None) -> None:
    """Staying is a user mode, too: its change is told as one."""
    user = sender_of(session)
    before = STAYING in user.modes
    choose_to_stay(context, user, choice, session)
    after = STAYING in user.modes
    if before != after:
        sign = "+" if after else "-"
        context.tell_user(user, context.event(user, "MODE", user.nick, sign + STAYING), session)
