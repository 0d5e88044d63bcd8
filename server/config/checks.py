"""What a value must be beyond its type; each raises ValueError with a sentence for the operator."""

from __future__ import annotations

import re
import shlex
from ipaddress import ip_network
from urllib.parse import urlsplit

from chat.protocol.names import is_valid_channel, is_valid_hostname

_LONGEST_CHANNEL = 64  # bytes, as a channel's name may be unless that is changed
_LONGEST_NETWORK_NAME = 50  # characters; it stands in a token of 005 and in window titles

# IRCv3 message-tags, "CLIENTTAGDENY": "*" first or not at all, "-" before what it lets through.
_TAG = r"[A-Za-z0-9./-]+"
_CLIENT_TAG_LIST = re.compile(rf"(?:{_TAG}(?:,{_TAG})*|\*(?:,-{_TAG})*)?")


def check_server_name(name: str) -> None:
    """The name in every numeric: a host's, with a dot."""
    if not is_valid_hostname(name):
        raise ValueError(
            f"a server's name is letters, digits and hyphens with a dot between, as chat.example, "
            f"not {name!r}"
        )


def check_network_name(name: str) -> None:
    """The chat's name for people: one word."""
    if not name.isprintable() or " " in name or not 0 < len(name) <= _LONGEST_NETWORK_NAME:
        raise ValueError(
            f"a network's name is one word of at most {_LONGEST_NETWORK_NAME} characters, "
            f"not {name!r}"
        )


def check_line(text: str) -> None:
    """A text that stands in one line of the protocol."""
    if any(char in text for char in "\r\n\0"):
        raise ValueError(f"a text of one line is needed, not {text!r}")


def check_lobby(name: str) -> None:
    """A channel's name."""
    if not is_valid_channel(name, _LONGEST_CHANNEL):
        raise ValueError(
            f"a channel's name begins with #, as #lobby, and is one word, not {name!r}"
        )


def check_ranges(ranges: tuple[str, ...]) -> None:
    """Addresses, or ranges of them (CIDR)."""
    for each in (ranges,) if isinstance(ranges, str) else ranges:
        try:
            ip_network(each, strict=False)
        except ValueError:
            text = f"an address or a range is needed, as 10.0.0.0/8, not {each!r}"
            raise ValueError(text) from None


def check_url(url: str) -> None:
    """An address for browsers, or none."""
    parts = urlsplit(url)
    if url and not (parts.scheme in ("http", "https") and parts.hostname and url.isascii()):
        raise ValueError(f"a URL is needed, as https://chat.example/files, not {url!r}")


def check_operators(operators: tuple[str, ...]) -> None:
    """Operators with their passwords."""
    for operator in (operators,) if isinstance(operators, str) else operators:
        name, colon, password = operator.partition(":")
        if not name.strip() or " " in name or not colon or not password:
            raise ValueError("an operator is given as NAME:PASSWORD, its name one word")


def check_client_tag_deny(value: str) -> None:
    """A value of the token CLIENTTAGDENY."""
    if not _CLIENT_TAG_LIST.fullmatch(value):
        raise ValueError(
            f'denied tags are names parted by commas, or "*" and what is let through, '
            f"as *,-typing, not {value!r}"
        )


def check_mail_command(command: str) -> None:
    """A command line that the system can take apart."""
    try:
        shlex.split(command)
    except ValueError as error:
        raise ValueError(f"this is no command that could be run ({error}): {command!r}") from None
