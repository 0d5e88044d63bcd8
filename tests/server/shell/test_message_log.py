"""The log tells verb and size, never what was said."""

from __future__ import annotations

import pytest

from chat.protocol.line_buffer import OverlongLine
from server.shell.message_log import describe


@pytest.mark.parametrize(
    ("line", "described"),
    [
        (b"PRIVMSG #lobby :secret", "PRIVMSG, 22 bytes"),
        (b"@a=b :x!y@z privmsg #lobby secret", "PRIVMSG, 33 bytes"),
        (b"PASS secret", "PASS, 11 bytes"),
        (b"my secret!", "?, 10 bytes"),
        (b"my-secret! is here", "?, 18 bytes"),
        (b"thisisaverylongpasswordthatsomebodypasted", "?, 41 bytes"),
        (b"", "?, 0 bytes"),
        (b" ", "?, 1 bytes"),
        (b"\xff\xfe", "?, 2 bytes"),
        (OverlongLine(9000, tags_overlong=False), "a line that is too long, 9000 bytes"),
    ],
)
def test_a_line_is_described(line: bytes | OverlongLine, described: str) -> None:
    assert describe(line) == described
