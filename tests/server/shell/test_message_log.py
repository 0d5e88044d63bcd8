"""The log tells verb and size, never what was said."""

from __future__ import annotations

import pytest

from chat.protocol.line_buffer import OverlongLine
from server.shell.message_log import describe


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"PRIVMSG #lobby :secret", ("PRIVMSG", 22)),
        (b"@a=b :x!y@z privmsg #lobby secret", ("PRIVMSG", 33)),
        (b"PASS secret", ("PASS", 11)),
        (b"my secret!", ("?", 10)),
        (b"my-secret! is here", ("?", 18)),
        (b"thisisaverylongpasswordthatsomebodypasted", ("?", 41)),
        (b"", ("?", 0)),
        (b" ", ("?", 1)),
        (b"\xff\xfe", ("?", 2)),
        (OverlongLine(9000, tags_overlong=False), ("too long", 9000)),
    ],
)
def test_a_line_is_described(line: bytes | OverlongLine, told: tuple[str, int]) -> None:
    assert describe(line) == dict(zip(("verb", "bytes"), told, strict=True))
