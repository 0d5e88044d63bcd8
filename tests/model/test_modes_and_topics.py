from __future__ import annotations

import pytest

from chat.model.entities import ConversationKey
from chat.model.events import MembersChanged, TopicChanged
from chat.model.session import commands
from tests.model.session_rig import Rig

LOBBY = ConversationKey("net", "#lobby")


@pytest.mark.parametrize(
    ("modes", "words"),
    [
        ("+o carol", "bob gave operator rank to carol"),
        ("-o bob", "bob took operator rank from bob"),
        ("+v alice", "bob gave voice to you"),
        ("+b *!*@bad", "bob banned *!*@bad"),
        ("-b *!*@bad", "bob lifted the ban on *!*@bad"),
        ("+l 20", "bob limited the channel to 20 members"),
        ("-l", "bob removed the limit of members"),
        ("+k sesame", "bob set a key for the channel"),
        ("+m", "bob let only those with voice speak"),
        ("-t", "bob let everybody change the topic"),
        ("+z", "bob set mode +z"),
        ("-f x", "bob set mode -f x"),
        ("+Y carol", "bob gave rank Y to carol"),
        ("+o", "bob set mode +o"),
    ],
)
def test_modes_are_told_in_sentences(modes: str, words: str) -> None:
    rig = Rig().register("", "PREFIX=(Yov)!@+", "CHANMODES=beI,kf,l,imnst")
    rig.join("#lobby", "alice @bob carol")
    rig.feed(f":bob!b@h MODE #lobby {modes}")
    assert rig.last("#lobby").text == words


def test_ranks_follow() -> None:
    rig = Rig().register("multi-prefix")
    rig.join("#lobby", "alice @bob")
    rig.feed(":alice MODE #lobby +vo-o alice ALICE bob")
    assert rig.members("#lobby") == ["@+alice", "bob"]
    assert rig.texts("#lobby")[-3:] == [
        "You gave voice to yourself",
        "You gave operator rank to yourself",
        "You took operator rank from bob",
    ]
    rig.events.clear()
    rig.feed(":bob MODE #lobby +o ghost")
    assert rig.take(MembersChanged) == []


def test_our_own_modes_are_the_servers_words() -> None:
    rig = Rig().register()
    rig.feed(":alice MODE alice :+i", ":s MODE #elsewhere +o x")
    assert rig.texts()[-2:] == ["Modes changed: alice +i", "Modes changed: #elsewhere +o x"]


def test_topics() -> None:
    rig = Rig().register()
    lobby = rig.join()
    rig.feed(":s 332 alice #lobby :Be \x02kind", ":s 333 alice #lobby bob 1")
    assert rig.take(TopicChanged) == [TopicChanged(LOBBY, "Be kind")]
    rig.feed(":s 332 alice #lobby :Be kind")
    assert rig.take(TopicChanged) == []
    rig.feed(":bob!b@h TOPIC #lobby :News")
    assert lobby.topic == "News"
    assert rig.last("#lobby").text == "bob changed the topic to: News"
    rig.feed(":alice TOPIC #lobby :")
    assert rig.last("#lobby").text == "You removed the topic"
    rig.feed(":bob TOPIC #lobby :x", ":s 331 alice #lobby :No topic is set")
    assert lobby.topic == ""
    rig.feed(":s 331 alice #other :No topic is set", ":s 332 alice #other :Theirs")
    assert rig.texts()[-2:] == ["#other No topic is set", "#other Theirs"]


def test_asking_for_a_topic() -> None:
    rig = Rig().register()
    lobby = rig.join()
    commands.set_topic(rig.session, lobby, "two\nlines")
    assert rig.sent() == ["TOPIC #lobby :two lines"]
