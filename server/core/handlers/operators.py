"""OPER, KILL, WALLOPS, REHASH: what those who run the server do, and how they become operators."""

from __future__ import annotations

from chat.protocol.message import Message, message
from chat.protocol.numerics import Numeric
from chat.protocol.splitting import truncate
from server.core.context import Context
from server.core.entities import Session, User
from server.core.handlers.sender import sender_of
from server.core.membership import disconnect
from server.core.moderation import audit


def handle_oper(context: Context, session: Session, request: Message) -> None:
    """Become an operator, by name and password (modern IRC, OPER)."""
    name, *words = request.params
    password = " ".join(words)  # who types one with spaces forgets the colon before it
    attempts = context.restraints.passwords
    wait = attempts.wait(session.address, f"oper {name}", context.clock())
    if wait > 0:
        context.try_again(session, request.verb, wait, attempts.limit)
        return
    kept = context.operators.get(name)  # None: of a name that is nobody's
    verify = context.verify_password

    def done(matches: bool) -> None:
        _conclude(context, session, name, matches)

    context.defer(session, lambda: verify(kept, password), done)


def _conclude(context: Context, session: Session, name: str, matches: bool) -> None:
    attempts = context.restraints.passwords
    if not matches:
        attempts.failed(session.address, f"oper {name}", context.clock())
        audit(context, session, "OPER", name if name in context.operators else "?", "refused")
        context.error(session, Numeric.ERR_PASSWDMISMATCH)
        return
    attempts.succeeded(session.address, f"oper {name}")
    user = sender_of(session)
    user.operator = name
    audit(context, session, "OPER", name)
    context.numeric(session, Numeric.RPL_YOUREOPER, "You are now an IRC operator")
    if "o" not in user.modes:
        context.state.set_user_mode(user, "o", on=True)
        line = context.event(user, "MODE", user.nick, "+o")
        context.tell_user(user, line, session)


def handle_kill(context: Context, session: Session, request: Message) -> None:
    """Close somebody's connections (modern IRC, KILL)."""
    nick, comment = request.params[:2]
    target = context.state.find_user(nick)
    if not comment:
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, request.verb)
    elif nick.lower() == context.config.server_name.lower():
        context.error(session, Numeric.ERR_CANTKILLSERVER)
    elif target is None:
        context.error(session, Numeric.ERR_NOSUCHNICK, nick)
    elif not target.sessions:
        context.fail(session, request.verb, "NOT_CONNECTED", nick, "It stays without a client")
    else:
        comment = truncate(comment, context.limits.kick_length)
        audit(context, session, "KILL", f"{target.source} ({_addresses(target)})", comment)
        _kill(context, sender_of(session), target, comment)


def _addresses(user: User) -> str:
    return " ".join(sorted({each.address for each in user.sessions}))


def _kill(context: Context, killer: User, target: User, comment: str) -> None:
    """All of its connections read KILL, QUIT and ERROR; the others read one QUIT."""
    notice = message("KILL", target.nick, comment, source=killer.source)
    reason = f"Killed ({killer.nick} ({comment}))"
    quit_notice = message("QUIT", reason, source=target.source)
    for each in list(target.sessions):
        context.reply(each, notice)
        context.reply(each, quit_notice)
        disconnect(context, each, reason, told=f"{context.config.server_name} ({reason})")


def handle_rehash(context: Context, session: Session, _request: Message) -> None:
    """Read the configuration again (RFC 2812 section 4.2); what came of it is told in notices."""
    audit(context, session, "REHASH", "")
    context.numeric(session, Numeric.RPL_REHASHING, "configuration", "Rehashing")
    context.rehash(session)


def handle_wallops(context: Context, session: Session, request: Message) -> None:
    """Say something to all who have the mode w (modern IRC, WALLOPS)."""
    text = request.params[0]
    if not text:
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, request.verb)
        return
    user = sender_of(session)
    audit(context, session, "WALLOPS", "")
    line = context.event(user, "WALLOPS", text)
    for each in context.state.users.values():
        if "w" in each.modes or each is user:
            context.tell_user(each, line, session)
