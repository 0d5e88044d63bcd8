"""LIST, bans and WHOIS: asked, gathered, told when they are complete."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chat.model.entities import Ban, ConversationKey, ListedChannel
from chat.model.events import BansListed, ChannelsListed, WhoisEnded
from chat.model.session import commands
from tests.model.session_rig import Rig

LOBBY = ConversationKey("net", "#lobby")


def test_the_channels_are_told_when_all_are_there() -> None:
    rig = Rig().register()
    commands.list_channels(rig.session)
    assert rig.sent() == ["LIST"]
    rig.feed(":s 321 alice Channel :Users Name", ":s 322 alice #a 3 :\x02All\x02 about a")
    assert rig.take(ChannelsListed) == []
    rig.feed(":s 322 alice #b many", ":s 323 alice :End")
    channels = (ListedChannel("#a", 3, "All about a"), ListedChannel("#b", 0, ""))
    assert rig.take(ChannelsListed) == [ChannelsListed("net", channels)]
    commands.send_line(rig.session, "LIST")
    rig.feed(":s 323 alice :End")
    assert rig.take(ChannelsListed) == [ChannelsListed("net", ())]


def test_an_answer_that_nobody_asked_for_opens_no_window_and_is_not_gathered() -> None:
    rig = Rig().register()
    rig.join()
    rig.feed(":s 322 alice #a 3 :x", ":s 323 alice :End")
    rig.feed(":s 367 alice #lobby *!*@x", ":s 368 alice #lobby :End")
    rig.feed(*(f":s 367 alice #c{number} *!*@x" for number in range(50)))
    assert rig.take(ChannelsListed) == [] == rig.take(BansListed)
    assert not rig.session.answers.channels
    assert not rig.session.answers.bans
    commands.send_line(rig.session, "MODE #lobby b")
    rig.feed(":s 367 alice #lobby troll!*@*", ":s 368 alice #lobby :End")
    rig.feed(":s 368 alice #lobby :End")
    assert rig.take(BansListed) == [BansListed(LOBBY, (Ban("troll!*@*"),))]


def test_the_bans_of_a_channel_are_told_when_all_are_there() -> None:
    rig = Rig().register()
    conversation = rig.join()
    commands.change_mode(rig.session, conversation, "+b")
    assert rig.sent() == ["MODE #lobby +b"]
    rig.feed(
        ":s 367 alice #LOBBY *!*@bad.example bob!b@h 1700000000",
        ":s 367 alice #lobby troll!*@*",
        ":s 367 alice #lobby x!*@* bob soon",
        ":s 368 alice #lobby :End",
    )
    time = datetime.fromtimestamp(1_700_000_000, UTC)
    bans = (Ban("*!*@bad.example", "bob", time), Ban("troll!*@*"), Ban("x!*@*", "bob"))
    assert rig.take(BansListed) == [BansListed(LOBBY, bans)]
    rig.feed(":s 368 alice #elsewhere :End")
    assert rig.take(BansListed) == []


def test_who_somebody_is_comes_in_words() -> None:
    rig = Rig().register()
    commands.whois(rig.session, "Bob")
    assert rig.sent() == ["WHOIS Bob"]
    rig.feed(
        ":s 311 alice bob ~b host.example * :Bob B.",
        ":s 312 alice bob s.example :A server",
        ":s 313 alice bob :is an operator",
        ":s 317 alice bob 3720 1700000000 :seconds idle",
        ":s 319 alice bob :@#lobby ",
        ":s 330 alice bob bobby :is logged in as",
        ":s 760 alice bob display-name * :Bob the B.",
        ":s 671 alice bob :is secure",
        ":s 318 alice bob :End",
    )
    [event] = rig.take(WhoisEnded)
    assert event.nick == "bob"
    assert event.facts == (
        "Real name: Bob B.\nAddress: bob!~b@host.example",
        "Server: s.example (A server)",
        "Runs this network",
        "Idle for 1 h 2 min",
        "Channels: @#lobby",
        "Account: bobby",
        "display-name: Bob the B.",
        "Connected with encryption (TLS)",
    )
    assert rig.texts("") == ["Welcome"]


@pytest.mark.parametrize(("seconds", "words"), [("30", "Wrote just now"), ("x", "Idle")])
def test_how_long_somebody_is_idle(seconds: str, words: str) -> None:
    rig = Rig().register()
    commands.whois(rig.session, "bob")
    rig.feed(f":s 317 alice bob {seconds} :idle", ":s 318 alice bob :End")
    assert rig.take(WhoisEnded) == [WhoisEnded("net", "bob", (words,))]


def test_nobody_is_told_of_when_nothing_is_known() -> None:
    rig = Rig().register()
    commands.whois(rig.session, "ghost")
    rig.feed(":s 401 alice ghost :No such nick", ":s 318 alice ghost :End")
    assert rig.take(WhoisEnded) == []
    assert "nobody called ghost" in rig.texts("")[-1]


def test_ranks_and_putting_out_are_asked_for() -> None:
    rig = Rig().register()
    conversation = rig.join()
    commands.change_mode(rig.session, conversation, "+o", "bob")
    commands.kick(rig.session, conversation, "bob", "go out")
    commands.kick(rig.session, conversation, "bob", "")
    assert rig.sent() == ["MODE #lobby +o bob", "KICK #lobby bob :go out", "KICK #lobby bob"]


def test_hosts_of_members_are_learned() -> None:
    rig = Rig().register()
    rig.join("#lobby", "alice @bob!b@bobs.example carol")
    rig.feed(
        ":dave!d@daves.example JOIN #lobby",
        ":s 352 alice #lobby c carols.example s carol H :0 Carol",
        ":dave!d@daves.example CHGHOST dd hidden.example",
    )
    members = rig.conversation("#lobby").members
    assert [(members[nick].user, members[nick].host) for nick in ("bob", "carol", "dave")] == [
        ("b", "bobs.example"),
        ("c", "carols.example"),
        ("dd", "hidden.example"),
    ]
