"""Whatever a server sends, the session does not raise, and its state stays whole."""

from __future__ import annotations

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from chat.model.connection import decode
from chat.model.session import dispatch, ending, sending
from chat.model.session.dispatch import HANDLERS
from chat.protocol.line_buffer import LineBuffer
from chat.protocol.message import MalformedMessage, Message, parse_message
from tests.model.session_rig import ALL_CAPS, Rig

NAMES = ["alice", "bob", "#lobby", "#LOBBY", "#other", "", "*", "@#lobby", "s.example", "ALICE"]
WORDS = [
    *NAMES, "+o", "-o", "+beIklimnstvoq", "=", ":x", "\x01ACTION", "\x01VERSION\x01", "@bob +alice",
    "LS", "ACK", "NAK", "NEW", "DEL", "+1", "-1", "batch echo-message", "PREFIX=(ov)@", "PREFIX=",
    "CASEMAPPING=ascii", "CASEMAPPING=rfc1459", "CHANTYPES=", "CHANMODES=,,,", "STATUSMSG=@#",
    "LINELEN=1", "NETWORK=\x02", "0 real name", "G", "\x03", "\u202e", "a" * 600, "🦊" * 200,
]  # fmt: skip
TAG_NAMES = [
    "label", "batch", "time", "msgid", "draft/target-msgid", "draft/edit-text", "chat-app/edited",
]  # fmt: skip
TAG_VALUES = [
    "m1", "m2", "1", "", "2024-01-01T00:00:00Z", "0001-01-01", "9999-12-31T23:59Z",
    "\x01ACTION \x01", "\x02", "two\nlines",
]  # fmt: skip
TAGS = st.dictionaries(st.sampled_from(TAG_NAMES), st.sampled_from(TAG_VALUES))
MESSAGES = st.builds(
    Message,
    TAGS,
    st.sampled_from([None, "alice!a@h", "bob!b@h", "s.example", "", "!@", "bob"]),
    st.sampled_from([*HANDLERS, "WALLOPS", "499", "999", "join"]),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=20), max_size=9).map(tuple),
)


def check(rig: Rig) -> None:
    """What must hold whatever happened."""
    session = rig.session
    assert session.find("") is session.home
    for target, conversation in session.conversations.items():
        assert session.same(target, conversation.key.target)
        conversation.sorted_members(session.ranks)
        assert all(session.same(nick, m.nick) for nick, m in conversation.members.items())


@given(st.binary(max_size=600), st.lists(st.integers(1, 40), max_size=30))
def test_any_bytes_in_any_cuts(data: bytes, cuts: list[int]) -> None:
    rig = Rig().register(ALL_CAPS)
    rig.join()
    buffer = LineBuffer(512)
    pieces = []
    for cut in cuts:
        pieces.append(data[:cut])
        data = data[cut:]
    for piece in [*pieces, data, b"\r\n"]:
        for line in buffer.feed(piece):
            if isinstance(line, bytes):
                try:
                    message = parse_message(decode(line))
                except MalformedMessage:
                    continue
                dispatch.receive(rig.session, message)
    check(rig)


@settings(max_examples=150)
@given(st.lists(MESSAGES, max_size=25), st.booleans())
def test_any_messages_in_any_order(messages: list[Message], registered: bool) -> None:
    rig = Rig()
    if registered:
        rig.register(ALL_CAPS)
        rig.join()
        sending.send_text(rig.session, rig.conversation("#lobby"), "pending")
    else:
        rig.start()
    for message in messages:
        dispatch.receive(rig.session, message)
    sending.send_text(rig.session, rig.session.home, "x" * 900)
    sending.send_text(rig.session, rig.session.open("#lobby"), "x" * 900)
    check(rig)
    ending.lose(rig.session, "")
    check(rig)


@given(st.text(max_size=800), st.text(string.printable, max_size=30))
def test_any_text_to_any_target_is_one_whole_line_each(text: str, target: str) -> None:
    rig = Rig().register()
    sending.send_text(rig.session, rig.session.open(target), text)
    for line in rig.sent():
        assert "\r" not in line
        assert "\n" not in line
        assert len(line.encode()) <= 510
