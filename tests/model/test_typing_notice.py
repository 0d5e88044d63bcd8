"""Typing notices (IRCv3 typing): how long they last, and how often we send them."""

from __future__ import annotations

import pytest

from chat.model.entities import MessageKind
from chat.model.events import TypingChanged
from chat.model.session import sending, typing_notice
from chat.model.session.conversation import Conversation
from tests.model.session_rig import Rig


def hear(rig: Rig, state: str, nick: str = "bob", target: str = "#lobby") -> None:
    rig.feed(f"@+typing={state} :{nick}!b@h TAGMSG {target}")


def typists(rig: Rig, target: str = "#lobby") -> tuple[str, ...]:
    return typing_notice.who(rig.session, rig.conversation(target))


def pass_time(rig: Rig, seconds: float) -> list[str]:
    """Turn after turn; returns the states that others were told."""
    told = []
    for _ in range(int(seconds * 2)):
        rig.advance(0.5)
        typing_notice.check_time(rig.session)
        told += [line.split("=")[1].split()[0] for line in rig.sent()]
    return told


@pytest.fixture
def rig() -> Rig:
    rig = Rig().register("message-tags")
    rig.join("#lobby", "alice bob carol")
    return rig


@pytest.fixture
def lobby(rig: Rig) -> Conversation:
    return rig.conversation("#lobby")


@pytest.mark.parametrize(("state", "seconds"), [("active", 6), ("paused", 30)])
def test_a_notice_ends_by_itself(rig: Rig, state: str, seconds: int) -> None:
    hear(rig, state)
    assert typists(rig) == ("bob",)
    assert len(rig.take(TypingChanged)) == 1
    pass_time(rig, seconds - 0.5)
    assert typists(rig) == ("bob",)
    pass_time(rig, 0.5)
    assert typists(rig) == ()
    assert len(rig.take(TypingChanged)) == 1
    assert rig.session.typing_in == set()


def test_it_ends_with_a_message_a_change_of_mind_or_a_parting(rig: Rig) -> None:
    for nick in ("bob", "carol"):
        hear(rig, "active", nick)
    rig.feed(":bob!b@h PRIVMSG #lobby :here")
    assert typists(rig) == ("carol",)
    hear(rig, "done", "carol")
    hear(rig, "done", "carol")
    assert len(rig.take(TypingChanged)) == 4
    hear(rig, "active", "carol")
    rig.feed(":carol!c@h PART #lobby")
    assert typists(rig) == ()


def test_what_concerns_us_not_is_not_heard(rig: Rig) -> None:
    hear(rig, "active", "alice")
    hear(rig, "active", "stranger", "alice")  # opens no conversation
    hear(rig, "nonsense")
    rig.feed(":bob!b@h TAGMSG #lobby", "@+typing=active :bob!b@h TAGMSG #other")
    assert typists(rig) == ()
    assert rig.session.find("stranger") is None


def test_people_are_heard_where_we_write_with_them(rig: Rig) -> None:
    rig.session.open("bob")
    hear(rig, "active", target="alice")
    assert typists(rig, "bob") == ("bob",)


def test_no_crowd_is_kept(rig: Rig, lobby: Conversation) -> None:
    for number in range(typing_notice.MOST + 10):
        hear(rig, "active", f"n{number}")
    assert len(lobby.typing.others) == typing_notice.MOST


def test_the_others_are_told_every_three_seconds_while_we_type(
    rig: Rig, lobby: Conversation
) -> None:
    typing_notice.note(rig.session, lobby, composing=True)
    assert rig.sent() == ["@+typing=active TAGMSG #lobby"]
    told = []
    for _ in range(6):
        typing_notice.note(rig.session, lobby, composing=True)
        told += pass_time(rig, 1)
    assert told == ["active", "active"]
    assert pass_time(rig, 20) == ["paused"]
    typing_notice.note(rig.session, lobby, composing=False)
    assert rig.sent() == ["@+typing=done TAGMSG #lobby"]
    assert pass_time(rig, 10) == []
    assert rig.session.typing_in == set()


def test_a_message_says_enough(rig: Rig, lobby: Conversation) -> None:
    typing_notice.note(rig.session, lobby, composing=True)
    sending.send_text(rig.session, lobby, "hello", MessageKind.MESSAGE)
    typing_notice.note(rig.session, lobby, composing=False)
    rig.sent()
    assert pass_time(rig, 40) == []


def test_who_only_counts_the_parts_of_a_text_still_types(rig: Rig, lobby: Conversation) -> None:
    typing_notice.note(rig.session, lobby, composing=True)
    sending.parts(rig.session, lobby, "hello", MessageKind.MESSAGE)
    pass_time(rig, 4)
    typing_notice.note(rig.session, lobby, composing=False)
    assert rig.sent()[-1] == "@+typing=done TAGMSG #lobby"


def test_what_was_begun_and_deleted_at_once_is_taken_back_later(
    rig: Rig, lobby: Conversation
) -> None:
    typing_notice.note(rig.session, lobby, composing=True)
    typing_notice.note(rig.session, lobby, composing=False)
    assert rig.sent() == ["@+typing=active TAGMSG #lobby"]
    assert pass_time(rig, 5) == ["done"]


@pytest.mark.parametrize(
    ("caps", "isupport", "told"),
    [
        ("message-tags", "CLIENTTAGDENY=*", False),
        ("message-tags", "CLIENTTAGDENY=typing,react", False),
        ("message-tags", "CLIENTTAGDENY=*,-typing", True),
        ("message-tags", "CLIENTTAGDENY=react", True),
        ("server-time", "NETWORK=x", False),
    ],
)
def test_only_where_the_server_passes_it_on(caps: str, isupport: str, told: bool) -> None:
    rig = Rig().register(caps, isupport)
    lobby = rig.join()
    typing_notice.note(rig.session, lobby, composing=True)
    assert bool(rig.sent()) is told


def test_where_we_are_not_nothing_is_told(rig: Rig, lobby: Conversation) -> None:
    rig.feed(":bob!b@h KICK #lobby alice")
    typing_notice.note(rig.session, lobby, composing=True)
    assert rig.sent() == []
    typing_notice.note(rig.session, lobby, composing=False)
    rig.session.conversations.pop("#lobby")
    typing_notice.check_time(rig.session)
    assert rig.session.typing_in == set()
