"""Any bytes at all, through all that a reader of a connection does with them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chat.protocol.capabilities import parse_capabilities
from chat.protocol.casemapping import casefold
from chat.protocol.ctcp import parse_ctcp
from chat.protocol.formatting import spans, strip_formatting
from chat.protocol.isupport import ISupport
from chat.protocol.line_buffer import LineBuffer, OverlongLine
from chat.protocol.masks import matches, normalize_mask
from chat.protocol.message import MalformedMessage, Message, parse_message
from chat.protocol.modes import parse_mode_changes
from chat.protocol.names import is_valid_channel, is_valid_nick
from chat.protocol.source import parse_source
from chat.protocol.splitting import split_text, truncate

_likely = st.lists(
    st.sampled_from(
        [
            b"\r\n",
            b"\n",
            b" ",
            b" :",
            b":",
            b"@",
            b"=",
            b";",
            b"\\",
            b"\x01",
            b"\x03",
            b"\x00",
            b"\xff",
            b"PRIVMSG",
            b"005",
            b"MODE",
            b"#lobby",
            b"+ov-b",
            b"a!b@c",
            b"PREFIX=(ov)@+",
            "é👩".encode(),
        ]
    )
).map(b"".join)


@given(st.lists(st.binary() | _likely))
def test_any_bytes_raise_nothing_but_the_documented_error(chunks: list[bytes]) -> None:
    buffer = LineBuffer()
    for chunk in [*chunks, b"\n"]:
        for line in buffer.feed(chunk):
            if isinstance(line, OverlongLine):
                continue
            try:
                message = parse_message(line.decode("utf-8", "replace"))
            except MalformedMessage:
                continue
            _read(message)


def _read(message: Message) -> None:
    parse_source(message.source)
    server = ISupport()
    server.apply(message.params)
    parse_mode_changes(message.command, message.params, list_modes="b", prefix_modes="ov")
    for text in (message.command, *message.params, *message.tags.values()):
        parse_ctcp(text)
        parse_capabilities(text)
        assert "\x02" not in strip_formatting(text)
        spans(text)
        split_text(text, 20)
        truncate(text, 20)
        is_valid_nick(text, 32)
        is_valid_channel(text, 64)
        # A name without wildcards is a mask of itself.
        if not set(text) & set("*?\\"):
            assert matches(text, casefold(text))
        matches(normalize_mask(text), text)
