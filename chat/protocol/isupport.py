"""What a server says of itself in RPL_ISUPPORT (modern IRC documents, "RPL_ISUPPORT Parameters").

Tokens to data and back, and `ISupport`, a client's view of its server with the defaults of the
documents. A server may say anything: nonsense counts as not said, and nothing here raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from chat.protocol.capabilities import pack_words
from chat.protocol.casemapping import CaseMapping

Prefixes = tuple[tuple[str, str], ...]

_TOKENS_PER_LINE = 13  # RFC 2812's 15 parameters less the nick and the text
_HEX_RUN = re.compile(r"(?:\\x[0-9A-Fa-f]{2})+")
_TO_ESCAPE = re.compile(r"[\x00-\x20\\=\x7f]")
_PREFIX = re.compile(r"\(([^()]*)\)([^()]*)")
_LARGEST = 2**31 - 1  # what a limit may be; more digits are nonsense


def parse_isupport(tokens: Iterable[str]) -> dict[str, str | None]:
    """Tokens to values with `\\xHH` undone; None where there is no "=".

    One that is taken back keeps the "-" before its name. A token with a space is the text at the
    end of the numeric, and is passed over.
    """
    values: dict[str, str | None] = {}
    for token in tokens:
        name, equals, value = token.partition("=")
        if name.strip("-") and " " not in token:
            values[name] = _unescape(value) if equals else None
    return values


def format_isupport(tokens: Mapping[str, str | None], room: int) -> list[list[str]]:
    """Tokens in lines, as stand between the nick and the text of the numeric.

    Of at most 13, and of at most `room` bytes with the spaces between, but for one that is longer.
    """
    words = [
        name if value is None else f"{name}={_TO_ESCAPE.sub(_hex_escape, value)}"
        for name, value in tokens.items()
    ]
    lines = []
    for start in range(0, len(words), _TOKENS_PER_LINE):
        packed = pack_words(words[start : start + _TOKENS_PER_LINE], room)
        lines += [line.split(" ") for line in packed]
    return lines


def _unescape(value: str) -> str:
    return _HEX_RUN.sub(_unhex, value)


def _unhex(run: re.Match[str]) -> str:
    return bytes.fromhex(run[0].replace("\\x", "")).decode("utf-8", "replace")


def _hex_escape(character: re.Match[str]) -> str:
    return f"\\x{ord(character[0]):02X}"


class ISupport:
    """What one server supports, as far as it has said."""

    def __init__(self) -> None:
        self._values: dict[str, str | None] = {}

    def apply(self, tokens: Iterable[str]) -> None:
        """Take in the tokens of one RPL_ISUPPORT; "-NAME" takes a token back."""
        for name, value in parse_isupport(tokens).items():
            if name.startswith("-"):
                self._values.pop(name[1:], None)
            else:
                self._values[name] = value

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def get(self, name: str) -> str | None:
        """A token's value; "" if it has none, None if the server has not said it."""
        return (self._values[name] or "") if name in self._values else None

    @property
    def network(self) -> str:
        """The network's name, or ""."""
        return self.get("NETWORK") or ""

    @property
    def casemapping(self) -> CaseMapping:
        """How names are compared; RFC 1459's way unless the server says one that is known."""
        try:
            return CaseMapping((self.get("CASEMAPPING") or "").lower())
        except ValueError:
            return CaseMapping.RFC1459

    @property
    def chantypes(self) -> str:
        """What a channel's name may begin with; "#&" unless said; "" if there are no channels."""
        value = self.get("CHANTYPES")
        return "#&" if value is None else value

    def is_channel(self, target: str) -> bool:
        """Whether a target is a channel's name."""
        return target[:1] != "" and target[0] in self.chantypes

    @property
    def prefixes(self) -> Prefixes:
        """(mode letter, symbol) of each rank, highest first; (("o", "@"), ("v", "+")) unless said.

        Empty if the server has no ranks (PREFIX without a value).
        """
        value = self.get("PREFIX")
        if value == "":
            return ()
        match = _PREFIX.fullmatch(value or "")
        if match is None or len(match[1]) != len(match[2]):
            return (("o", "@"), ("v", "+"))
        return tuple(zip(match[1], match[2], strict=True))

    @property
    def chanmodes(self) -> tuple[str, str, str, str]:
        """Letters of the channel modes of types A, B, C and D; those of RFC 1459 unless said."""
        kinds = (self.get("CHANMODES") or "").split(",")
        if len(kinds) < 4:
            return ("b", "k", "l", "imnpst")
        return (kinds[0], kinds[1], kinds[2], kinds[3])

    @property
    def statusmsg(self) -> str:
        """The symbols of ranks that can be written to ("@#channel"); "" unless said."""
        return self.get("STATUSMSG") or ""

    @property
    def modes(self) -> int | None:
        """How many modes with a parameter one MODE may change; 3 unless said, None is no limit."""
        if self.get("MODES") == "":
            return None
        return self._number("MODES") or 3

    @property
    def linelen(self) -> int:
        """The longest line in bytes with CR LF, without tags; 512 unless more is said."""
        return max(self._number("LINELEN") or 0, 512)

    @property
    def userlen(self) -> int | None:
        """The longest user name, or None if the server has not said."""
        return self._number("USERLEN")

    @property
    def hostlen(self) -> int | None:
        """The longest host, or None if the server has not said."""
        return self._number("HOSTLEN")

    @property
    def chathistory(self) -> int | None:
        """The most messages that one CHATHISTORY gives; None if there is no limit, or unsaid."""
        return self._number("CHATHISTORY")

    def knows_reference(self, kind: str) -> bool:
        """Whether CHATHISTORY takes "msgid" or "timestamp" (MSGREFTYPES); both unless said."""
        value = self.get("MSGREFTYPES")
        return value is None or kind in value.split(",")

    def _number(self, name: str) -> int | None:
        return _positive(self.get(name) or "")


def _positive(text: str) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LARGEST))):
        return None
    number = int(text)
    return number if 0 < number <= _LARGEST else None
