"""From a verb to its handler: the table of commands, and the checks that all of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session
from server.core.handlers.account_registration import handle_register, handle_verify
from server.core.handlers.away import handle_away
from server.core.handlers.batch import absorb, handle_batch
from server.core.handlers.capabilities import handle_cap
from server.core.handlers.channels import handle_join, handle_part
from server.core.handlers.chathistory import handle_chathistory
from server.core.handlers.chghost import handle_chghost
from server.core.handlers.editing import handle_edit
from server.core.handlers.help import handle_help
from server.core.handlers.invite import handle_invite
from server.core.handlers.kick import handle_kick
from server.core.handlers.knock import handle_knock
from server.core.handlers.links import handle_connect, handle_links, handle_squit
from server.core.handlers.listing import handle_list
from server.core.handlers.liveness import handle_error, handle_ping, handle_pong, handle_quit
from server.core.handlers.messages import handle_notice, handle_privmsg, handle_tagmsg
from server.core.handlers.metadata import handle_metadata
from server.core.handlers.modes import handle_mode
from server.core.handlers.monitor import handle_monitor
from server.core.handlers.names import handle_names
from server.core.handlers.nickserv import handle_nickserv
from server.core.handlers.operators import (
    handle_kill,
    handle_oper,
    handle_rehash,
    handle_wallops,
)
from server.core.handlers.persistence import handle_persistence
from server.core.handlers.read_markers import handle_markread
from server.core.handlers.redaction import handle_redact
from server.core.handlers.registration import handle_nick, handle_pass, handle_user
from server.core.handlers.rename import handle_rename
from server.core.handlers.sasl import handle_authenticate
from server.core.handlers.search import handle_search
from server.core.handlers.server_bans import (
    handle_dline,
    handle_kline,
    handle_undline,
    handle_unkline,
)
from server.core.handlers.server_queries import (
    handle_admin,
    handle_info,
    handle_isupport,
    handle_lusers,
    handle_motd,
    handle_time,
    handle_version,
)
from server.core.handlers.setname import handle_setname
from server.core.handlers.stats import handle_stats
from server.core.handlers.token import handle_token
from server.core.handlers.topic import handle_topic
from server.core.handlers.user_queries import handle_ison, handle_userhost
from server.core.handlers.who import handle_who
from server.core.handlers.whois import handle_whois
from server.core.handlers.whowas import handle_whowas
from server.core.permissions import is_server_operator

Handler = Callable[[Context, Session, Message], None]


@dataclass(frozen=True, slots=True)
class Command:
    """How a verb is handled, how many parameters it needs, and whether it may come early."""

    handler: Handler
    min_params: int = 0
    before_registration: bool = False
    early_caps: int = 0  # any of which lets it come before registration, too
    operators_only: bool = False


COMMANDS: dict[str, Command] = {
    "ADMIN": Command(handle_admin),
    "AUTHENTICATE": Command(handle_authenticate, 1, before_registration=True),
    "AWAY": Command(handle_away, early_caps=Cap.DRAFT_PRE_AWAY),
    "CHATHISTORY": Command(handle_chathistory),
    "BATCH": Command(handle_batch, 1),
    "CAP": Command(handle_cap, 1, before_registration=True),
    "DLINE": Command(handle_dline, 1, operators_only=True),
    "CHGHOST": Command(handle_chghost, 3, operators_only=True),
    "CONNECT": Command(handle_connect, 1, operators_only=True),
    "EDIT": Command(handle_edit, 1),
    "ERROR": Command(handle_error, before_registration=True),
    "HELP": Command(handle_help),
    "HELPOP": Command(handle_help),
    "INFO": Command(handle_info),
    "INVITE": Command(handle_invite),
    "ISON": Command(handle_ison, 1),
    "ISUPPORT": Command(handle_isupport, early_caps=Cap.DRAFT_EXTENDED_ISUPPORT),
    "JOIN": Command(handle_join, 1),
    "KICK": Command(handle_kick, 2),
    "KILL": Command(handle_kill, 2, operators_only=True),
    "KLINE": Command(handle_kline, 1, operators_only=True),
    "LINKS": Command(handle_links),
    "KNOCK": Command(handle_knock, 1),
    "LIST": Command(handle_list),
    "LUSERS": Command(handle_lusers),
    "MARKREAD": Command(handle_markread),
    "METADATA": Command(handle_metadata, early_caps=Cap.DRAFT_METADATA_2 | Cap.DRAFT_METADATA_3),
    "MODE": Command(handle_mode, 1),
    "MONITOR": Command(handle_monitor, 1),
    "MOTD": Command(handle_motd),
    "NAMES": Command(handle_names),
    "NICK": Command(handle_nick, before_registration=True),
    "NICKSERV": Command(handle_nickserv),
    "NOTICE": Command(handle_notice),
    "NS": Command(handle_nickserv),
    "OPER": Command(handle_oper, 2),
    "PART": Command(handle_part, 1),
    "PASS": Command(handle_pass, 1, before_registration=True),
    "PERSISTENCE": Command(handle_persistence),
    "PING": Command(handle_ping, 1, before_registration=True),
    "PONG": Command(handle_pong, before_registration=True),
    "PRIVMSG": Command(handle_privmsg),
    "QUIT": Command(handle_quit, before_registration=True),
    "REGISTER": Command(handle_register, 3, before_registration=True),
    "REHASH": Command(handle_rehash, operators_only=True),
    "REDACT": Command(handle_redact, 2),
    "SEARCH": Command(handle_search),
    "RENAME": Command(handle_rename, 2),
    "SETNAME": Command(handle_setname, 1),
    "SQUIT": Command(handle_squit, 2, operators_only=True),
    "STATS": Command(handle_stats, 1),
    "TAGMSG": Command(handle_tagmsg),
    "TIME": Command(handle_time),
    "TOKEN": Command(handle_token, 1, before_registration=True),
    "TOPIC": Command(handle_topic, 1),
    "UNDLINE": Command(handle_undline, 1, operators_only=True),
    "UNKLINE": Command(handle_unkline, 1, operators_only=True),
    "USER": Command(handle_user, 4, before_registration=True),
    "USERHOST": Command(handle_userhost, 1),
    "VERSION": Command(handle_version),
    "VERIFY": Command(handle_verify, 2, before_registration=True),
    "WALLOPS": Command(handle_wallops, 1, operators_only=True),
    "WHO": Command(handle_who),
    "WHOIS": Command(handle_whois),
    "WHOWAS": Command(handle_whowas),
}


def dispatch(context: Context, session: Session, request: Message) -> None:
    """Hand a request to its handler, or answer why not."""
    verb = context.verb  # the request's, made once
    if (session.batch is not None or "batch" in request.tags) and absorb(context, session, request):
        return
    command = COMMANDS.get(verb)
    if command is None:
        context.error(session, Numeric.ERR_UNKNOWNCOMMAND, request.command)
    elif session.user is None and not (
        command.before_registration or session.caps & command.early_caps
    ):
        context.error(session, Numeric.ERR_NOTREGISTERED)
    elif command.operators_only and not is_server_operator(session):
        context.error(session, Numeric.ERR_NOPRIVILEGES)
    elif len(request.params) < command.min_params:
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, verb)
    else:
        context.state.commands[verb] += 1
        command.handler(context, session, request)
