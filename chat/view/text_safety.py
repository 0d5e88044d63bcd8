"""Makes text of strangers safe to show: no widget gets a character that can hurt the window.

Pure: no toolkit. Everything that came over the wire or out of a file goes through `safe_text`
(may keep line ends), `safe_line` (one line) or `safe_name` before a widget sees it.
What is unsafe and why: UTR #36 (Unicode Security Considerations), UAX #9 (bidirectional text).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from chat.protocol.formatting import strip_formatting
from chat.protocol.patterns import pattern

MAX_MARKS = 5  # combining marks on one character; no script of daily use needs more than four
MAX_INPUT = 65_536  # characters looked at; more than any line or batch that a server passes on
MAX_CHARACTERS = 4_000  # of a message shown in the list; the rest is shown on demand
MAX_LINE = 400  # characters of a title, a topic in the window or a label
MAX_NAME = 64
TAB = "    "  # a proportional font has no columns that a tab could reach
SHORTENED = "…"
LOOKALIKE = "≈ "  # before a name that can be taken for another

_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
# Format characters: bidi embeddings, overrides, isolates and marks, zero-width spaces, soft
# hyphens, tags. The two joiners stay: emoji sequences, Persian and Indic scripts need them.
_INVISIBLE = pattern(
    r"(?V1)[\p{Cf}--\u200c\u200d--\p{Prepended_Concatenation_Mark}]"
    r"|[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\U000e0100-\U000e01ef]"
)
_CONTROL = pattern(r"(?V1)[\p{Cc}--\n]")
# Lone surrogates, and the code points that are never characters: Tk would show rubbish or raise.
_BROKEN = pattern(r"[\p{Cs}\p{Noncharacter_Code_Point}]")
_LOOSE_JOINERS = pattern(r"(?<![\p{L}\p{M}\p{Emoji}])[\u200c\u200d]+|[\u200c\u200d]{2,}")
_MARKS = pattern(rf"(\p{{M}}{{{MAX_MARKS}}})\p{{M}}+")
_EMOJI = pattern(r"(?V1)[\p{Emoji_Presentation}\p{Extended_Pictographic}--\p{Latin1}]")
_EMOJI_GLUE = re.compile(r"[\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
# Most of what is said: none of it is any of the above.
_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u203b\u20ac]*")
_FLAG_OFFSET = 0x1F1E6 - ord("A")


def safe_text(text: str, *, emoji: bool = True, limit: int = MAX_CHARACTERS) -> str:
    """`text` that can be shown over several lines, at most `limit` characters and a mark of it.

    `emoji` False writes emoji as words, for a Tk that cannot draw them.
    """
    cut = text[:MAX_INPUT]
    if not ((cut.isascii() and cut.isprintable()) or _PLAIN.fullmatch(cut)):
        cut = _cleaned(cut, emoji=emoji)
    if len(cut) > limit or len(text) > MAX_INPUT:
        return cut[:limit].rstrip() + SHORTENED
    return cut


def safe_line(text: str, *, emoji: bool = True, limit: int = MAX_LINE) -> str:
    """`text` on one line: line ends are spaces."""
    return safe_text(text, emoji=emoji, limit=limit).replace("\n", " ")


def safe_name(name: str, *, emoji: bool = True) -> str:
    """A name for a list: one line, no joiners, and never blank, so it can always be clicked."""
    shown = safe_line(name, emoji=emoji, limit=MAX_NAME)
    shown = shown.replace("\u200c", "").strip(" \u00a0\u2800\u3000")
    return shown or "(blank)"


def _cleaned(text: str, *, emoji: bool) -> str:
    text = strip_formatting(text)
    text = _LINE_ENDS.sub("\n", text.replace("\t", TAB))
    text = _CONTROL.sub("", text)
    text = _BROKEN.sub("\ufffd", text)
    text = _INVISIBLE.sub("", text)
    text = _LOOSE_JOINERS.sub("", text)
    text = _MARKS.sub(r"\1", text)
    return text if emoji else spell_emoji(text)


def spell_emoji(text: str) -> str:
    """Emoji as words in brackets, and none of the characters that join or colour them."""
    return _EMOJI_GLUE.sub("", _EMOJI.sub(lambda found: _spelled(found.group()), text))


@lru_cache(maxsize=4096)
def _spelled(character: str) -> str:
    if "\U0001f1e6" <= character <= "\U0001f1ff":  # half of a flag: its letter
        return chr(ord(character) - _FLAG_OFFSET)
    if "\U0001f3fb" <= character <= "\U0001f3ff":  # a skin tone says nothing on its own
        return ""
    return f"[{unicodedata.name(character, 'emoji').lower()}]"
