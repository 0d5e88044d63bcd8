"""Bare text to IRC and back, in memory (row C13)."""

from __future__ import annotations

import pytest

from server.config import ServerConfig
from server.core.core import Core
from server.core.entities import Session
from server.core.plain import LONGEST_TEXT, GuestNumbers, PlainGuest, TextBuffer, clean
from tests.fakes.core_client import pump
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_sink import FakeSink
from tests.fakes.memory_store import MemoryStore


class Room:
    """A core with guests and IRC users, whose ticks are brought out when asked."""

    def __init__(self, config: ServerConfig | None = None) -> None:
        self.config = config or ServerConfig()
        self.clock = FakeClock()
        self.core = Core(self.config, self.clock, store=MemoryStore())
        self.numbers = GuestNumbers()

    def tick(self) -> None:
        pump(self.core)

    def guest(self) -> tuple[PlainGuest, Session, FakeSink]:
        sink = FakeSink()
        guest = PlainGuest(sink, self.config, self.core.receive)
        session = self.core.open(guest, "192.0.2.1")
        guest.enter(self.core, session, self.numbers)
        self.tick()
        return guest, session, sink

    def user(self, nick: str, *lines: str) -> tuple[Session, FakeSink]:
        sink = FakeSink()
        session = self.core.open(sink, "192.0.2.2")
        self.say(session, f"NICK {nick}", f"USER {nick} 0 * :{nick}", *lines)
        sink.take()
        return session, sink

    def say(self, session: Session, *lines: str) -> None:
        for line in lines:
            self.core.receive(session, line.encode())
        self.tick()


@pytest.fixture
def room() -> Room:
    return Room()


def messages(sink: FakeSink) -> list[str]:
    """The texts of the PRIVMSGs that an IRC user got."""
    lines = sink.take().decode().split("\r\n")
    return [line.split(" ", 3)[3].removeprefix(":") for line in lines if " PRIVMSG " in line]


def test_what_a_guest_says_reaches_the_lobby(room: Room) -> None:
    guest, _, heard = room.guest()
    _, alice = room.user("alice", "JOIN #lobby")
    guest.say(b"  hello all ")
    room.tick()
    assert messages(alice) == ["hello all"]
    assert heard.take() == b""  # nothing of its own, and nobody's coming and going


def test_what_others_say_reaches_the_guest_as_text(room: Room) -> None:
    _, _, heard = room.guest()
    alice, _ = room.user("alice", "JOIN #lobby")
    room.say(
        alice,
        "PRIVMSG #lobby :hi",
        "PRIVMSG #lobby :\x01ACTION waves\x01",
        "NOTICE #lobby :look",
        "PRIVMSG Guest1 :psst",
        "PRIVMSG Guest1 :\x01VERSION\x01",
        "TOPIC #lobby :about",
        "PART #lobby",
    )
    assert heard.take().decode() == (
        "alice: hi\n* alice waves\nalice: look\nalice (to you): psst\n"
    )


def test_a_guest_reads_what_was_edited(room: Room) -> None:
    _, _, heard = room.guest()
    caps = "CAP REQ :draft/message-edit message-tags echo-message"
    alice, echoes = room.user("alice", caps, "CAP END", "JOIN #lobby")
    room.say(alice, "PRIVMSG #lobby :helo")
    msgid = echoes.take().decode().partition("msgid=")[2].partition(" ")[0]
    heard.take()
    edit = f"@draft/target-msgid={msgid};draft/edit-text=hello\\sall EDIT #lobby"
    deferred = room.core.receive(alice, edit.encode())
    assert deferred is not None
    deferred.run()
    room.core.resume(alice, deferred)
    room.tick()
    assert heard.take() == b"* alice edited a message from 0 seconds ago: hello all\n"


def test_a_text_that_is_a_terminals_command_is_only_text(room: Room) -> None:
    _, _, heard = room.guest()
    alice, _ = room.user("alice", "JOIN #lobby")
    room.say(alice, "PRIVMSG #lobby :\x0304red\x0f \x1b[2J\x9b5n\x07and\tso")
    assert heard.take().decode() == "alice: red [2J5nand so\n"


def test_what_is_no_text_is_cleaned_or_left_out(room: Room) -> None:
    guest, _, _ = room.guest()
    _, alice = room.user("alice", "JOIN #lobby")
    for text in (b"", b"   ", b"\x01\x02\x00", b"\xff\xfeok", b"\x01ACTION x\x01", b"/quit"):
        guest.say(text)
    room.tick()
    assert messages(alice) == ["\ufffd\ufffdok", "ACTION x", "/quit"]


def test_a_long_text_is_split_and_nothing_is_lost(room: Room) -> None:
    guest, _, _ = room.guest()
    _, alice = room.user("alice", "JOIN #lobby")
    text = " ".join(["wörter"] * 400)
    guest.say(text.encode())
    tick = room.core.delivery.take()
    for session, data in tick.deliveries():
        assert all(len(line) <= 512 for line in data.splitlines(keepends=True))
        session.sink.send(data)
    assert " ".join(messages(alice)) == text


def test_a_nick_that_somebody_has_is_passed_over(room: Room) -> None:
    room.user("guest1", "JOIN #lobby")
    _, first, _ = room.guest()
    assert first.user is not None
    assert first.user.nick == "Guest2"
    assert room.numbers.take() == 1  # still free, for when that somebody has gone


def test_the_lowest_number_is_given_again(room: Room) -> None:
    guests = [room.guest() for _ in range(3)]
    guest, session, _ = guests[1]
    room.core.drop(session, "gone")
    guest.leave(room.numbers)
    _, again, _ = room.guest()
    assert again.user is not None
    assert again.user.nick == "Guest2"


def test_a_ping_is_answered_inside(room: Room) -> None:
    _, session, heard = room.guest()
    room.clock.advance(room.config.limits.ping_interval)
    room.core.sweep()
    assert session.ping_sent is not None
    room.tick()
    assert session.ping_sent is None
    assert heard.take() == b""


def test_one_who_may_not_speak_is_told(room: Room) -> None:
    alice, _ = room.user("alice", "JOIN #lobby")
    guest, _, heard = room.guest()
    room.say(alice, "MODE #lobby +m")
    guest.say(b"hello?")
    room.tick()
    told = heard.take().decode()
    assert told.startswith("* ")
    assert told.count("\n") == 1


def test_one_who_is_removed_is_told_and_others_removal_is_not(room: Room) -> None:
    alice, _ = room.user("alice", "JOIN #lobby")
    room.user("bob", "JOIN #lobby")
    _, _, heard = room.guest()
    room.say(alice, "KICK #lobby bob :away", "KICK #lobby Guest1 :be \x1b[1mkind")
    assert heard.take().decode() == "* alice removed you from #lobby: be [1mkind\n"


def test_the_end_of_the_server_is_told(room: Room) -> None:
    guest, _, heard = room.guest()
    room.core.shutdown("Server shutting down")
    room.tick()
    assert heard.take().decode() == "* Closing link: Server shutting down\n"
    assert heard.closed
    guest.say(b"too late")
    room.tick()


def test_a_password_keeps_guests_out() -> None:
    room = Room(ServerConfig(password="sesame"))
    guest, session, heard = room.guest()
    assert session.closing
    assert heard.closed
    guest.say(b"let me in")
    room.tick()


def test_what_is_no_message_is_passed_over(room: Room) -> None:
    guest, _, heard = room.guest()
    guest.send(b"\r\n:only-a-source\r\n")
    assert heard.sent == []


def test_texts_end_at_line_ends_of_any_kind() -> None:
    texts = TextBuffer()
    assert texts.feed(b"one\r\ntwo\n\n\nth") == [b"one", b"two"]
    assert texts.feed(b"ree\rfour") == [b"three"]
    assert texts.take_pending() == [b"four"]
    assert texts.take_pending() == []


def test_a_text_without_end_is_taken_in_pieces_of_whole_characters() -> None:
    texts = TextBuffer()
    data = ("x" + "ü" * LONGEST_TEXT).encode()
    pieces = texts.feed(data) + texts.take_pending()
    assert b"".join(pieces) == data
    assert [piece.decode() for piece in pieces]
    assert all(len(piece) <= LONGEST_TEXT for piece in pieces)


def test_bytes_that_are_no_characters_are_cut_anywhere() -> None:
    texts = TextBuffer()
    data = b"\x80" * (LONGEST_TEXT + 10)
    assert b"".join(texts.feed(data) + texts.take_pending()) == data


def test_clean_leaves_scripts_and_emoji_alone() -> None:
    assert clean("né 漢字 👩‍👩‍👧 עברית") == "né 漢字 👩‍👩‍👧 עברית"
