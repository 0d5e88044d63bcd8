from __future__ import annotations

from chat.model.events import AwayChanged, MembersChanged
from chat.model.session import commands, sending
from tests.model.session_rig import Rig


def test_names_are_gathered_and_told_once() -> None:
    rig = Rig().register("multi-prefix userhost-in-names", "PREFIX=(qaohv)~&@%+")
    rig.feed(":alice!a@h JOIN #lobby")
    rig.events.clear()
    rig.feed(
        ":s 353 alice = #lobby :alice!a@h ~@+bob!b@h",
        ":s 353 alice = #lobby :+carol!c@h %dave @ ",
    )
    assert rig.take(MembersChanged) == []
    rig.feed(":s 366 alice #lobby :End")
    assert len(rig.take(MembersChanged)) == 1
    assert rig.members("#lobby") == ["~@+bob", "%dave", "+carol", "alice"]


def test_names_of_channels_we_are_not_in_are_shown() -> None:
    rig = Rig().register()
    rig.feed(":s 353 alice = #other :bob", ":s 366 alice #other :End")
    assert rig.last().text == "= #other bob"


def test_a_server_without_ranks() -> None:
    rig = Rig().register("", "PREFIX=")
    rig.join("#lobby", "bob alice")
    assert rig.members("#lobby") == ["alice", "bob"]


def test_who_is_away_is_asked_after_joining() -> None:
    rig = Rig().register("away-notify")
    rig.feed(":alice!a@h JOIN #lobby", ":s 353 alice = #lobby :alice bob")
    rig.sent()
    rig.feed(":s 366 alice #lobby :End")
    assert rig.sent() == ["WHO #lobby"]
    shown = len(rig.texts())
    rig.feed(
        ":s 352 alice #lobby b h s bob G :0 Bob B.",
        ":s 352 alice #lobby a h s alice H :0 Alice",
        ":s 315 alice #lobby :End",
    )
    bob = rig.conversation("#lobby").members["bob"]
    assert (bob.away, bob.realname) == (True, "Bob B.")
    assert len(rig.texts()) == shown
    rig.feed(":s 352 alice #lobby b h s bob H :0 Bob B.", ":s 315 alice #lobby :End")
    assert len(rig.texts()) == shown + 2
    assert not rig.conversation("#lobby").members["bob"].away


def test_names_again_keep_what_is_known_of_people() -> None:
    rig = Rig().register("away-notify setname")
    rig.join("#lobby", "alice bob")
    rig.feed(":bob AWAY :lunch", ":bob SETNAME :Bob \x02B.")
    rig.feed(":s 353 alice = #lobby :alice @Bob", ":s 366 alice #lobby :End")
    member = rig.conversation("#lobby").members["bob"]
    assert (member.prefixes, member.away, member.realname) == ("@", True, "Bob B.")


def test_coming_back_is_noticed() -> None:
    rig = Rig().register("away-notify")
    rig.join()
    rig.feed(":bob AWAY :lunch", ":bob AWAY", ":ghost AWAY :x")
    assert not rig.conversation("#lobby").members["bob"].away


def test_the_reason_of_an_absence_is_told_once() -> None:
    rig = Rig().register()
    sending.send_text(rig.session, rig.session.open("bob"), "there?")
    rig.feed(":s 301 alice bob :at lunch", ":s 301 alice bob :at lunch")
    assert rig.texts("bob") == ["there?", "bob is away: at lunch"]
    rig.feed(":bob AWAY", ":s 301 alice bob :at lunch")
    assert rig.texts("bob")[2:] == ["bob is away: at lunch"]
    rig.feed(":s 301 alice carol :gone")
    assert rig.last().text == "carol gone"


def test_our_own_absence() -> None:
    rig = Rig().register("away-notify")
    rig.join()
    commands.set_away(rig.session, "back soon")
    assert rig.sent() == ["AWAY :back soon"]
    rig.feed(":s 306 alice :You have been marked as being away")
    assert rig.take(AwayChanged) == [AwayChanged("net", True)]
    assert rig.conversation("#lobby").members["alice"].away
    rig.feed(":alice AWAY :back soon")
    assert rig.take(AwayChanged) == []
    commands.set_away(rig.session, "")
    assert rig.sent() == ["AWAY"]
    rig.feed(":s 305 alice :You are no longer marked as being away")
    assert rig.take(AwayChanged) == [AwayChanged("net", False)]
    assert rig.last().text == "You are back"


def test_hosts_change() -> None:
    rig = Rig().register("chghost")
    rig.join()
    rig.feed(":bob CHGHOST b2 h2", ":alice CHGHOST ali cloak.example")
    assert str(rig.session.source) == "alice!ali@cloak.example"
    rig.feed(":s 396 alice other.cloak :is now your displayed host")
    assert rig.session.source.host == "other.cloak"
    rig.feed(":s 396 alice user@third.cloak :is now your displayed host")
    assert rig.last().text == "Others see you at third.cloak"
