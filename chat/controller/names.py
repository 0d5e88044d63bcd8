"""What a nick and a channel may be called, checked before a server is asked.

Only what no server takes is refused here (modern IRC documents, "Clients" and "Channels"); the
server has the last word. Pure functions; nothing is shown or sent.
"""

from __future__ import annotations

import re

from chat.translation import _

FALLBACK_NICK = "guest"
_CHANNEL_PREFIXES = "#&"
_NOT_IN_NICK = re.compile(r"[\s\x00-\x1f\x7f,*?!@.:]")
_NOT_FIRST_IN_NICK = re.compile(r"[$#&~%+\-/\d]")
_NOT_IN_CHANNEL = re.compile(r"[\s\x00-\x1f\x7f,]")


def nick_error(nick: str) -> str:
    """One sentence on what is wrong with a nick, or "" if nothing is."""
    if not nick:
        return _("Enter the name that the others shall see.")
    if bad := _NOT_IN_NICK.search(nick):
        return _("A name cannot contain {character}: leave it out, or use _ instead.").format(
            character=_named(bad.group())
        )
    if _NOT_FIRST_IN_NICK.match(nick):
        return _("A name cannot begin with “{character}”: begin with a letter.").format(
            character=nick[0]
        )
    return ""


def channel_error(channel: str) -> str:
    """One sentence on what is wrong with a channel's name, or "" if nothing is."""
    if not channel.lstrip(_CHANNEL_PREFIXES):
        return _("Enter the channel's name, as #lobby.")
    if bad := _NOT_IN_CHANNEL.search(channel):
        return _("A channel's name cannot contain {character}: leave it out, as in #lobby.").format(
            character=_named(bad.group())
        )
    return ""


def with_prefix(channel: str) -> str:
    """The channel's name with the "#" that people leave out."""
    return channel if channel[:1] in _CHANNEL_PREFIXES and channel else f"#{channel}"


def nick_from(name: str) -> str:
    """The nearest valid nick to a name of any kind, as an account's; "guest" if nothing is left."""
    nick = _NOT_IN_NICK.sub("_", name.strip()).strip("_")
    while nick and _NOT_FIRST_IN_NICK.match(nick):
        nick = nick[1:]
    return nick[:16] or FALLBACK_NICK


def _named(character: str) -> str:
    if character.isspace():
        return _("a space")
    return f"“{character}”" if character.isprintable() else _("an invisible character")
