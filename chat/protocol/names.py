"""Which names are valid: nicks, user names, channels, servers. One rule for server and client.

Names are UTF-8, as UTF8ONLY demands, so what RFC 2812 section 2.3.1 says of octets is read for
characters, after the IdentifierClass of PRECIS (RFC 8264): what looks alike must be spelled alike,
and nothing invisible is in a name.
"""

from __future__ import annotations

import re
from unicodedata import category, is_normalized

import regex

# RFC 2812 "nickname": a letter or special first, then also digits and "-"; here letters, their
# marks and digits of any script. No more marks in a row than writing needs.
_NICK = regex.compile(
    r"[\p{L}\[\]\\`_^{|}][\p{L}\p{M}\p{Nd}\[\]\\`_^{|}\-]*+",
)
_MARK_RUN = regex.compile(r"\p{M}{4}")
# Letters and marks that show nothing (RFC 8264 sections 9.10 and 9.13).
_INVISIBLE = regex.compile(r"\p{Default_Ignorable_Code_Point}|[\u115F\u1160\u2800\u3164\uFFA0]")
_USERNAME = regex.compile(r"[\p{L}\p{M}\p{Nd}\[\]\\`_^{|}.~\-]++")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOSTNAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
# Categories of Unicode that a name cannot hold: controls and IRC formatting, bidi and other format
# characters, surrogates, unassigned; line, paragraph and other spaces.
_NEVER = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs"}


def is_valid_nick(nick: str, max_bytes: int) -> bool:
    """Whether a person can be called this, in at most `max_bytes` of UTF-8.

    Letters, marks and digits of any script and "[]\\`_^{|}-", not beginning with a digit, a mark
    or "-" (RFC 2812). So nothing that a server or a client gives a meaning: no space, comma,
    "!@*?.:$#&~%+" or control. In normal form NFKC (RFC 8264 section 9.17), with at most three
    marks in a row.
    """
    return (
        _NICK.fullmatch(nick) is not None
        and _fits(nick, max_bytes)
        and is_normalized("NFKC", nick)
        and _MARK_RUN.search(nick) is None
        and _INVISIBLE.search(nick) is None
    )


def is_valid_username(username: str, max_bytes: int) -> bool:
    """Whether it can stand between "!" and "@" in a source (RFC 2812 "user", narrowed)."""
    return (
        _USERNAME.fullmatch(username) is not None
        and _fits(username, max_bytes)
        and _INVISIBLE.search(username) is None
    )


def is_valid_channel(name: str, max_bytes: int, chantypes: str = "#") -> bool:
    """Whether a channel can be called this, in at most `max_bytes` of UTF-8.

    One of `chantypes` and then at least one character that is no comma, space, control or
    formatting code (modern IRC documents, "Channels" and "Formatting: Names"), nothing invisible,
    in normal form NFC.
    """
    return (
        len(name) > 1
        and name[0] in chantypes
        and "," not in name
        and _fits(name, max_bytes)
        and is_normalized("NFC", name)
        and (name.isascii() or _INVISIBLE.search(name) is None)
        and not any(category(char) in _NEVER for char in name)
    )


def is_valid_hostname(host: str) -> bool:
    """Whether a server can be called this: labels of RFC 1123 section 2.1, with a dot.

    The dot is what tells a server's name from a nick in a source.
    """
    return len(host) <= 253 and _HOSTNAME.fullmatch(host) is not None


def _fits(name: str, max_bytes: int) -> bool:
    # A character takes a byte at least: what has more characters is not worth encoding.
    return len(name) <= max_bytes and len(name.encode("utf-8", "surrogatepass")) <= max_bytes
