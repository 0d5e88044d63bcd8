"""Reactions: who reacted how, ours as others', now and in the past; kept, and bounded."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chat.model.entities import Reaction
from chat.model.events import MessageChanged, Reacted
from chat.model.session import reactions
from chat.model.session.reaction_log import LONGEST, MOST_MESSAGES, MOST_ON_ONE, ReactionLog
from tests.model.session_rig import ALL_CAPS, START, Rig

NO_ECHO = ALL_CAPS.replace(" echo-message", "")


@pytest.fixture
def rig() -> Rig:
    rig = Rig().register(ALL_CAPS)
    rig.join()
    rig.feed("@msgid=m1 :bob!b@h PRIVMSG #lobby :tea?")
    rig.events.clear()
    return rig


def react(nick: str, text: str, *, back: bool = False, second: int = 0) -> str:
    tag = "+draft/unreact" if back else "+draft/react"
    time = f"time=2024-05-01T11:00:{second:02}.000Z"
    return f"@{time};+draft/reply=m1;{tag}={text} :{nick}!x@h TAGMSG #lobby"


def test_reactions_gather_under_their_message(rig: Rig) -> None:
    rig.feed(react("bob", "👍"), react("carol", "👍"), react("carol", "☕"), react("alice", "☕"))
    assert rig.last("#lobby").reactions == (
        Reaction("👍", ("bob", "carol")),
        Reaction("☕", ("alice", "carol"), own=True),
    )
    assert len(rig.take(MessageChanged)) == 4


def test_one_is_taken_back_and_the_newest_word_counts(rig: Rig) -> None:
    rig.feed(react("bob", "👍", second=1), react("bob", "👍", second=2))  # twice is once
    assert len(rig.take(Reacted)) == 1
    rig.feed(react("bob", "👍", back=True, second=5), react("bob", "👍", second=3))
    assert rig.last("#lobby").reactions == ()


def test_a_reaction_may_come_before_its_message(rig: Rig) -> None:
    rig.feed("@+draft/reply=m2;+draft/react=x :bob!b@h TAGMSG #lobby")
    rig.feed("@msgid=m2 :carol!c@h PRIVMSG #lobby :late")
    assert rig.last("#lobby").reactions == (Reaction("x", ("bob",)),)


def test_what_is_no_reaction_is_passed_over(rig: Rig) -> None:
    rig.feed(
        "@+typing=active :bob!b@h TAGMSG #lobby",
        "@+draft/react=x :bob!b@h TAGMSG #lobby",
        "@+draft/reply=m1;+draft/react= :bob!b@h TAGMSG #lobby",
        f"@+draft/reply=m1;+draft/react={'x' * (LONGEST + 1)} :bob!b@h TAGMSG #lobby",
        "@+draft/reply=m1;+draft/react=x :bob!b@h TAGMSG #nowhere",
        "@+draft/reply=m1;+draft/react=x :bob!b@h TAGMSG alice",
    )
    assert rig.last("#lobby").reactions == ()
    assert not rig.take(Reacted)


def test_we_react_and_take_it_back_when_the_server_echoes(rig: Rig) -> None:
    lobby = rig.conversation("#lobby")
    reactions.react(rig.session, lobby, lobby.messages[-1], "👍")
    assert rig.sent() == ["@+draft/reply=m1;+draft/react=👍 TAGMSG #lobby"]
    assert not lobby.messages[-1].reactions  # not before the server says so
    rig.feed(react("alice", "👍", second=1))
    reactions.react(rig.session, lobby, lobby.messages[-1], "👍")
    assert rig.sent() == ["@+draft/reply=m1;+draft/unreact=👍 TAGMSG #lobby"]
    rig.feed(react("alice", "👍", back=True, second=2))
    assert lobby.messages[-1].reactions == ()


def test_without_an_echo_it_is_settled_at_once() -> None:
    rig = Rig().register(NO_ECHO)
    lobby = rig.join()
    rig.feed("@msgid=m1 :bob!b@h PRIVMSG #lobby :tea?")
    reactions.react(rig.session, lobby, lobby.messages[-1], "👍")
    assert lobby.messages[-1].reactions == (Reaction("👍", ("alice",), own=True),)
    rig.advance(1)
    reactions.react(rig.session, lobby, lobby.messages[-1], "👍")
    assert lobby.messages[-1].reactions == ()


def test_our_own_stay_ours_under_another_nick(rig: Rig) -> None:
    rig.feed(react("alice", "👍", second=1), ":alice!x@h NICK al", react("al", "👍", second=2))
    message = rig.conversation("#lobby").by_msgid("m1")
    assert message is not None
    assert message.reactions == (Reaction("👍", ("alice",), own=True),)


@pytest.mark.parametrize(
    ("caps", "isupport", "tags", "why"),
    [
        (ALL_CAPS, "", "@msgid=m1 ", ""),
        (ALL_CAPS, "", "", reactions.NO_ID),
        ("server-time", "", "@msgid=m1 ", reactions.NO_TAGS),
        (ALL_CAPS, "CLIENTTAGDENY=*", "@msgid=m1 ", reactions.NO_TAGS),
        (ALL_CAPS, "CLIENTTAGDENY=draft/react,typing", "@msgid=m1 ", reactions.NO_TAGS),
        (ALL_CAPS, "CLIENTTAGDENY=*,-draft/react,-draft/reply", "@msgid=m1 ", ""),
    ],
)
def test_why_one_cannot_react(caps: str, isupport: str, tags: str, why: str) -> None:
    rig = Rig().register(caps, *([isupport] if isupport else []))
    lobby = rig.join()
    rig.feed(f"{tags}:bob!b@h PRIVMSG #lobby :tea?")
    message = lobby.messages[-1]
    assert reactions.obstacle(rig.session, message) == why
    reactions.react(rig.session, lobby, message, "x")
    assert bool(rig.sent()) is not bool(why)


def test_the_log_is_bounded() -> None:
    log = ReactionLog()
    for number in range(MOST_ON_ONE + 5):
        log.note("m", f"n{number}", "x", own=False, time=START, present=True)
    assert len(log.of("m")[0].nicks) == MOST_ON_ONE
    for number in range(MOST_MESSAGES):
        log.note(f"m{number}", "bob", "x", own=False, time=START, present=True)
    assert "m" not in log
    assert f"m{MOST_MESSAGES - 1}" in log


def test_what_an_earlier_run_knew_is_older_than_all_that_comes() -> None:
    log = ReactionLog()
    log.restore("m", (Reaction("x", ("me", "bob"), own=True), Reaction("y", ("bob",))), START)
    assert log.of("m")[0] == Reaction("x", ("me", "bob"), own=True)
    later = START + timedelta(seconds=1)
    assert log.note("m", "bob", "y", own=False, time=later, present=False)
    assert log.note("m", "now-called-this", "x", own=True, time=later, present=False)
    assert log.of("m") == (Reaction("x", ("bob",)),)
