"""WHOIS: all that one may know about somebody."""

from __future__ import annotations

from chat.protocol.capabilities import pack_words
from chat.protocol.masks import matches
from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.addresses import host_of
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session, User
from server.core.handlers.sender import sender_of
from server.core.metadata import values_of
from server.core.permissions import can_see, may_see_address, prefixes, shows_member
from server.core.state import CASEMAPPING

_METADATA = ("display-name", "pronouns", "homepage", "status")  # what people can read as it is


def handle_whois(context: Context, session: Session, request: Message) -> None:
    """Tell about the nick; before it a server, or somebody on it, may stand (modern IRC, WHOIS)."""
    if not request.params or not request.params[-1]:
        context.error(session, Numeric.ERR_NONICKNAMEGIVEN)
        return
    if len(request.params) > 1 and not _is_here(context, request.params[0]):
        context.error(session, Numeric.ERR_NOSUCHSERVER, request.params[0])
        return
    asked = request.params[min(len(request.params), 2) - 1]
    nick = asked.split(",")[0]
    user = context.find_present(nick)
    if user is None:
        context.error(session, Numeric.ERR_NOSUCHNICK, nick)
    else:
        _describe(context, session, user)
    context.numeric(session, Numeric.RPL_ENDOFWHOIS, asked, "End of /WHOIS list")


def _is_here(context: Context, target: str) -> bool:
    server = context.config.server_name
    return matches(target, server, CASEMAPPING) or context.find_present(target) is not None


def _describe(context: Context, session: Session, user: User) -> None:
    config = context.config
    nick = user.nick
    context.numeric(
        session, Numeric.RPL_WHOISUSER, nick, user.username, user.host, "*", user.realname
    )
    _send_channels(context, session, user)
    context.numeric(session, Numeric.RPL_WHOISSERVER, nick, config.server_name, config.description)
    if "o" in user.modes:
        context.numeric(session, Numeric.RPL_WHOISOPERATOR, nick, "is an IRC operator")
    if may_see_address(session, user):
        _send_addresses(context, session, user)
    if user.away is not None:
        context.numeric(session, Numeric.RPL_AWAY, nick, user.away)
    if "B" in user.modes:  # IRCv3 bot-mode
        text = f"is a bot on {config.network_name}"
        context.numeric(session, Numeric.RPL_WHOISBOT, nick, text)
    if user.account is not None:
        context.numeric(session, Numeric.RPL_WHOISACCOUNT, nick, user.account, "is logged in as")
    _send_certificates(context, session, user)
    values = values_of(context, user)
    for key in (key for key in _METADATA if key in values):
        context.numeric(session, Numeric.RPL_WHOISKEYVALUE, nick, key, "*", values[key])
    if user.sessions and all(each.secure for each in user.sessions):
        context.numeric(session, Numeric.RPL_WHOISSECURE, nick, "is using a secure connection")
    if user is context.service:
        return
    idle = str(int(context.clock() - user.last_spoke))
    signon = str(int(user.signon))
    context.numeric(session, Numeric.RPL_WHOISIDLE, nick, idle, signon, "seconds idle, signon time")


def _send_certificates(context: Context, session: Session, user: User) -> None:
    """Certificates are shown to their owner alone."""
    if session.user is user:
        for certfp in dict.fromkeys(filter(None, (each.certfp for each in user.sessions))):
            text = f"has client certificate fingerprint {certfp}"
            context.numeric(session, Numeric.RPL_WHOISCERTFP, user.nick, text)


def _send_addresses(context: Context, session: Session, user: User) -> None:
    """Where each of the user's connections really comes from."""
    for address in dict.fromkeys(host_of(each.address) for each in user.sessions):
        params = (user.nick, address, "is actually using host")
        context.numeric(session, Numeric.RPL_WHOISACTUALLY, *params)


def _send_channels(context: Context, session: Session, user: User) -> None:
    """The channels that the asker may know of, each with the user's rank in it."""
    viewer = sender_of(session)
    every = bool(session.caps & Cap.MULTI_PREFIX)  # IRCv3 multi-prefix
    words = [
        prefixes(channel, user, every=every) + channel.name
        for channel in sorted(user.channels, key=lambda each: each.name)
        if can_see(channel, viewer) and (user is viewer or shows_member(channel, user, viewer))
    ]
    room = context.room(session, Numeric.RPL_WHOISCHANNELS, user.nick)
    for text in pack_words(words, room):
        context.numeric(session, Numeric.RPL_WHOISCHANNELS, user.nick, text)
