"""TOKEN: something to show to the files' port, which people without a password need (authtoken).

The reply fits one line, so the capability draft/authtoken, for longer ones, is not offered.
"""

from __future__ import annotations

from collections.abc import Callable

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.addresses import block_of
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session, User
from server.core.naming import fold
from server.core.tokens import Grant

FILEHOST = "FILEHOST"  # the service's key


def handle_token(context: Context, session: Session, request: Message) -> None:
    """Hand the subcommand to its part, or say that there is none."""
    subcommand = _SUBCOMMANDS.get(request.params[0].upper())
    if subcommand is None:
        word = request.params[0]
        context.fail(session, "TOKEN", "UNKNOWN_COMMAND", word, f"No such subcommand TOKEN {word}")
    else:
        subcommand(context, session, request)


def _list_services(context: Context, session: Session, _request: Message) -> None:
    url = context.doors.filehost(session)
    if url is not None:
        text = "Files for the people of this chat"
        context.standard_reply(session, "NOTE", "TOKEN", "SERVICE", FILEHOST, url, text)
    context.standard_reply(session, "NOTE", "TOKEN", "END_OF_LIST", "End of service list")


def _generate(context: Context, session: Session, request: Message) -> None:
    user = session.user
    if user is None:
        context.error(session, Numeric.ERR_NOTREGISTERED)
    elif _has(context, session, request, 2) and _knows_batches(context, session):
        _grant(context, session, user, request.params)


def _grant(context: Context, session: Session, user: User, params: tuple[str, ...]) -> None:
    service, scope = params[1], params[2] if len(params) > 2 else ""
    url = context.doors.filehost(session)
    if service.upper() != FILEHOST or url is None:
        text = f"No external service named {service} is defined"
        context.fail(session, "TOKEN", "UNKNOWN_SERVICE", service, text)
    elif context.config.uploads.who == "accounts" and user.account is None:
        text = f"You must be logged into an account to generate a token for the {FILEHOST} service"
        context.fail(session, "TOKEN", "ACCOUNT_REQUIRED", text)
    elif _may_scope(context, session, user, scope):
        grant = Grant(owner_of(session), FILEHOST, url, user.nick, user.account, scope)
        token = context.tokens.issue(grant, context.clock())
        context.say(session, "TOKEN", "GENERATE", FILEHOST, url, token)


def _may_scope(context: Context, session: Session, user: User, scope: str) -> bool:
    """Whether the token may be for this: nothing, a channel that one is in, oneself."""
    if not scope or fold(scope) == fold(user.nick):
        return True
    if any(fold(channel.name) == fold(scope) for channel in user.channels):
        return True
    if scope.startswith("#"):
        text = f"You do not have permission to generate a {FILEHOST} token for {scope}"
        context.fail(session, "TOKEN", "NO_PERMISSIONS", scope, text)
    else:
        context.fail(session, "TOKEN", "INVALID_SCOPE", scope, "The provided scope is invalid")
    return False


def _validate(context: Context, session: Session, request: Message) -> None:
    if not (_has(context, session, request, 4) and _knows_batches(context, session)):
        return
    service, url, token = request.params[1:4]
    tokens = context.tokens
    grant = tokens.redeem(token, context.clock(), service=service.upper(), url=url)
    if grant is None:
        text = "The provided token could not be validated"
        context.fail(session, "TOKEN", "INVALID_TOKEN", text)
        return
    claims = {"account": grant.account, "name": grant.name, "scope": grant.scope}
    with context.batch(session, "draft/authtoken", grant.service, grant.url):
        for key, value in claims.items():
            if value:
                context.say(session, "TOKEN", "CLAIM", key, value)


def _has(context: Context, session: Session, request: Message, count: int) -> bool:
    if len(request.params) < count:
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, request.verb)
        return False
    return True


def _knows_batches(context: Context, session: Session) -> bool:
    if not session.caps & Cap.BATCH:
        text = "You must have the batch capability before using this command"
        context.fail(session, "TOKEN", "NEED_CAPABILITY", "batch", text)
        return False
    return True


def owner_of(session: Session) -> str:
    """Whose a file is for the quota: an account's, or a guest's address's."""
    if session.account is not None:
        return f"account:{fold(session.account)}"
    return f"address:{block_of(session.address)}"


_SUBCOMMANDS: dict[str, Callable[[Context, Session, Message], None]] = {
    "SERVICELIST": _list_services,
    "GENERATE": _generate,
    "VALIDATE": _validate,
}
