"""Addresses as people paste them: `irc://host:port/#channel`, `host:port`. Pure; opens nothing."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct

from chat.controller.names import with_prefix
from chat.translation import _

IRC_PORT = 6667
IRC_TLS_PORT = 6697  # RFC 7194
# What may follow a target, after commas (draft-butcher-irc-url-04, 4.4).
_PEOPLE = frozenset({"isnick", "isuser"})
_FLAGS = _PEOPLE | {"ischannel", "isserver", "needkey", "needpass"}


class Address(Struct, frozen=True):
    """Where a link or a typed address leads; `port` is None where it names none."""

    host: str
    port: int | None = None
    tls: bool = False
    channel: str = ""
    key: str = ""  # the channel's
    fingerprint: str = ""  # of the server's certificate (chat.controller.invitations)


def parse_link(link: str) -> Address:
    """Read an `irc://` or `ircs://` link; a channel may stand with or without its "#".

    Its key may follow, as `?key` (draft-mirashi-url-irc-01) or `?key=key`; a link to a person
    (`,isnick`, draft-butcher-irc-url-04) leads to their server.

    Raises ValueError with a sentence for the person if it is no such link.
    """
    scheme, separator, rest = link.strip().partition("://")
    if not separator or scheme.lower() not in ("irc", "ircs"):
        raise ValueError(
            _("“{link}” is no link to a chat: write it as irc://host:port/#channel.").format(
                link=link
            )
        )
    authority, _slash, target = rest.partition("/")
    address = split_address(authority)
    if not address.host:
        raise ValueError(
            _("“{link}” names no server: write it as irc://host:port/#channel.").format(link=link)
        )
    tls = scheme.lower() == "ircs"
    port = address.port or (IRC_TLS_PORT if tls else IRC_PORT)
    names, _mark, query = target.partition("?")
    channel, options = _channels(names), _options(query)
    key = options.get("key", "") if channel else ""
    return Address(address.host, port, tls, channel, key, options.get("fingerprint", "").lower())


def _channels(names: str) -> str:
    """The channels that a link names, parted by commas."""
    words = [unquote(word) for word in names.split(",")]
    if _PEOPLE & {word.lower() for word in words[1:]}:
        return ""
    channels = [with_prefix(word) for word in words if word and word.lower() not in _FLAGS]
    return ",".join(channels)


def _options(query: str) -> dict[str, str]:
    """What follows the channel: `name=value`, or the channel's key alone."""
    if "=" not in query:
        return {"key": unquote(query)}
    return {name: values[0] for name, values in parse_qs(query).items()}


def split_address(text: str) -> Address:
    """Split `host`, `host:port`, `[v6]:port` or a bare IPv6 address.

    Raises ValueError with a sentence for the person if the port is no number from 1 to 65535.
    """
    text = text.strip()
    if text.count(":") > 1 and not text.startswith("["):
        return Address(text)
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError(
            _(
                "“{text}” is no address: write it as host or host:port, with a port from 1 to"
                " 65535."
            ).format(text=text)
        )
    return Address(host, port)
