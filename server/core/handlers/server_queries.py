"""MOTD LUSERS VERSION TIME INFO ADMIN: questions about the server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from chat.protocol.masks import matches
from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.advertisement import send_tokens
from server.core.context import Context
from server.core.entities import Session
from server.core.isupport import isupport_tokens
from server.core.state import CASEMAPPING

_NO_NAME = "It was not said who runs this server"
_NO_ADDRESS = "No e-mail address is given"


def is_meant(context: Context, session: Session, params: Sequence[str]) -> bool:
    """Whether the target, if there is one, is this server: its name, a mask of it, or a nick."""
    target = params[0] if params else ""
    if (
        not target
        or matches(target, context.config.server_name, CASEMAPPING)
        or context.state.find_user(target) is not None
    ):
        return True
    context.error(session, Numeric.ERR_NOSUCHSERVER, target)
    return False


def handle_motd(context: Context, session: Session, request: Message) -> None:
    """The message of the day."""
    if is_meant(context, session, request.params):
        send_motd(context, session)


def send_motd(context: Context, session: Session) -> None:
    """RPL_MOTDSTART, the lines, RPL_ENDOFMOTD; or ERR_NOMOTD."""
    config = context.config
    if not config.motd:
        context.error(session, Numeric.ERR_NOMOTD)
        return
    title = f"- {config.server_name} Message of the day - "
    context.numeric(session, Numeric.RPL_MOTDSTART, title)
    for line in config.motd:
        context.numeric(session, Numeric.RPL_MOTD, f"- {line}")
    context.numeric(session, Numeric.RPL_ENDOFMOTD, "End of /MOTD command.")


def handle_lusers(context: Context, session: Session, _request: Message) -> None:
    """How many are here."""
    send_lusers(context, session)


def send_lusers(context: Context, session: Session) -> None:
    """The numerics of LUSERS; those whose number may only be positive when it is."""
    state = context.state
    users, most = len(state.users), state.most_users
    invisible, operators = state.count_users("i"), state.count_users("o")
    waiting = state.sessions.count_unregistered()
    seen = f"There are {users - invisible} users and {invisible} invisible on 1 servers"
    context.numeric(session, Numeric.RPL_LUSERCLIENT, seen)
    if operators:
        context.numeric(session, Numeric.RPL_LUSEROP, str(operators), "operator(s) online")
    if waiting:
        context.numeric(session, Numeric.RPL_LUSERUNKNOWN, str(waiting), "unknown connection(s)")
    if state.channels:
        channels = str(len(state.channels))
        context.numeric(session, Numeric.RPL_LUSERCHANNELS, channels, "channels formed")
    context.numeric(session, Numeric.RPL_LUSERME, f"I have {users} clients and 0 servers")
    for numeric, scope in ((Numeric.RPL_LOCALUSERS, "local"), (Numeric.RPL_GLOBALUSERS, "global")):
        text = f"Current {scope} users {users}, max {most}"
        context.numeric(session, numeric, str(users), str(most), text)


def send_user_modes(context: Context, session: Session) -> None:
    """RPL_UMODEIS of one who comes with modes, as by its account ("Connection Registration")."""
    user = session.user
    if user is not None and user.modes:
        context.numeric(session, Numeric.RPL_UMODEIS, "+" + "".join(sorted(user.modes)))


def handle_version(context: Context, session: Session, request: Message) -> None:
    """Which program this is, and what it supports."""
    if not is_meant(context, session, request.params):
        return
    config = context.config
    version = f"chat-app-{config.version}"
    context.numeric(session, Numeric.RPL_VERSION, version, config.server_name, config.description)
    send_isupport(context, session)


def handle_isupport(context: Context, session: Session, _request: Message) -> None:
    """What the server supports (IRCv3 extended-isupport)."""
    send_isupport(context, session)


def send_isupport(context: Context, session: Session) -> None:
    """RPL_ISUPPORT, with all there is to tell."""
    send_tokens(context, session, isupport_tokens(context.config) | context.doors.tokens(session))


def handle_time(context: Context, session: Session, request: Message) -> None:
    """What time it is here; the offset from the network's time is always 0."""
    if is_meant(context, session, request.params):
        now = context.clock()
        text = f"{datetime.fromtimestamp(now, UTC):%A %d %B %Y %H:%M:%S} UTC"
        server = context.config.server_name
        context.numeric(session, Numeric.RPL_TIME, server, str(int(now)), "0", text)


def handle_info(context: Context, session: Session, request: Message) -> None:
    """What this program is."""
    if not is_meant(context, session, request.params):
        return
    config = context.config
    started = datetime.fromtimestamp(context.state.started, UTC)
    lines = (
        f"CHAT APP {config.version}: a broadcast server for group chat",
        "It speaks IRC with the IRCv3 extensions; any IRC client can join.",
        f"Running since {started:%Y-%m-%d %H:%M:%S} UTC",
    )
    for line in lines:
        context.numeric(session, Numeric.RPL_INFO, line)
    context.numeric(session, Numeric.RPL_ENDOFINFO, "End of INFO list")


def handle_admin(context: Context, session: Session, request: Message) -> None:
    """Who runs this server; or that it was not said (modern IRC, ADMIN: all four are answered)."""
    if not is_meant(context, session, request.params):
        return
    config = context.config
    server = config.server_name
    context.numeric(session, Numeric.RPL_ADMINME, server, "Administrative info")
    context.numeric(session, Numeric.RPL_ADMINLOC1, config.description)
    context.numeric(session, Numeric.RPL_ADMINLOC2, config.admin_name or _NO_NAME)
    context.numeric(session, Numeric.RPL_ADMINEMAIL, config.admin_email or _NO_ADDRESS)
