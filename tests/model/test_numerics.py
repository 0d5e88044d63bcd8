from __future__ import annotations

import pytest

from chat.model.entities import MessageKind
from tests.model.session_rig import Rig

SERVER, ERROR = MessageKind.SERVER, MessageKind.ERROR


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        (":s 372 alice :- Hello \x02there", SERVER, "- Hello there"),
        (":s 311 alice bob b h * :Bob B.", SERVER, "bob b h * Bob B."),
        (":s 311 alice bob b h * :Bob", SERVER, "bob b h * Bob"),
        (":s 999 alice :what", SERVER, "what"),
        (":s 471 alice #x :Cannot join", ERROR, "#x is full: try again later"),
        (":s 461 alice JOIN :Not enough parameters", ERROR, "JOIN: Not enough parameters"),
        (":s 499 alice :Strange", ERROR, "Strange"),
        ("FAIL * CODE :No such thing", ERROR, "No such thing"),
        (":s 263 alice NICK :Please wait 3 s", ERROR, "NICK: Please wait 3 s"),
        (":s 263 alice WHO :One at a time", SERVER, "WHO One at a time"),
        ("WARN * CODE :Careful", SERVER, "Careful"),
        ("NOTE * CODE :By the way", SERVER, "By the way"),
        (":op WALLOPS :to all", SERVER, "op WALLOPS to all"),
        (":bob JOIN", SERVER, "bob JOIN"),
        (":s 332 alice #x", SERVER, "#x"),
        ("FAIL", SERVER, "FAIL"),
    ],
)
def test_in_words_in_the_networks_own_conversation(line: str, kind: MessageKind, text: str) -> None:
    rig = Rig().register()
    rig.feed(line)
    assert rig.lines("")[-1] == (kind, text)


def test_errors_about_an_open_conversation_are_shown_there() -> None:
    rig = Rig().register()
    rig.join()
    rig.feed(":s 482 alice #lobby :You're not channel operator")
    assert rig.last("#lobby").text == "Only operators of #lobby can do that"
    rig.feed(":s 441 alice bob #lobby :They aren't on that channel")
    assert rig.last("#lobby").text == "bob is not in #lobby"
    rig.feed("FAIL CHATHISTORY INVALID #lobby :No history")
    assert rig.last("#lobby").text == "No history"


def test_a_name_that_is_taken_is_not_told_to_whoever_has_it() -> None:
    rig = Rig().register()
    rig.feed(":bob!b@h PRIVMSG alice :hello", ":s 433 alice bob :Nickname is already in use")
    assert rig.last("bob").text == "hello"
    assert rig.lines("")[-1] == (ERROR, "Somebody is already called bob: choose another name")


def test_an_error_about_somebody_in_a_channel_is_the_channels() -> None:
    rig = Rig().register()
    rig.join()
    rig.feed(":bob!b@h PRIVMSG alice :hello", ":s 443 alice bob #lobby :is already on channel")
    assert rig.last("bob").text == "hello"
    assert rig.last("#lobby").text == "bob is in #lobby already"


def test_a_reply_that_says_nothing_is_not_shown() -> None:
    rig = Rig().register()
    shown = len(rig.texts())
    rig.feed(
        ":s 500",
        ":s 432",
        ":s 999 :",
        ":s 329 alice #lobby 1",
        "PONG",
        ":bob TAGMSG alice",
        ":b ACCOUNT *",
    )
    assert len(rig.texts()) == shown


def test_pings_are_answered() -> None:
    rig = Rig().register()
    rig.feed("PING :some token", "PING a b", "PING")
    assert rig.sent() == ["PONG :some token", "PONG a b"]
