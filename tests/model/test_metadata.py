"""What people say of themselves (IRCv3 metadata), in both drafts' words."""

from __future__ import annotations

import pytest

from chat.model.entities import Profile
from chat.model.events import ProfileChanged
from chat.model.session import metadata
from tests.fakes.core_client import CoreNetwork
from tests.model.session_rig import Rig
from tests.model.test_client import Desk


def profile(rig: Rig, nick: str = "bob") -> Profile:
    return metadata.profile_of(rig.session, nick)


def connected(caps: str) -> Rig:
    rig = Rig().start()
    rig.feed(f":s CAP * LS :{caps}", f":s CAP * ACK :{caps}", ":s 001 alice :Welcome")
    return rig


def test_we_want_to_be_told_before_we_join_anything() -> None:
    rig = connected("batch draft/metadata-2")
    assert "METADATA * SUB display-name status avatar" in rig.sent()
    assert not any("METADATA" in line for line in connected("batch").sent())


def test_of_two_drafts_the_newer_is_asked_for() -> None:
    rig = Rig().start()
    rig.feed(":s CAP * LS * :draft/metadata-2 batch", ":s CAP * LS :draft/metadata-3")
    asked = " ".join(line for line in rig.sent() if line.startswith("CAP REQ"))
    assert "draft/metadata-3" in asked
    assert "draft/metadata-2" not in asked


@pytest.mark.parametrize(
    ("told", "taken_back"),
    [
        (":s METADATA bob {} * :{}", ":s METADATA bob {} *"),
        (":s 761 alice bob {} * :{}", ":s 766 alice bob {} :Key not set"),
    ],
)
def test_values_come_and_go(told: str, taken_back: str) -> None:
    rig = Rig().register("batch draft/metadata-2")
    rig.feed(told.format("display-name", "Bob \x02B."), told.format("status", "busy"))
    rig.feed(told.format("avatar", "https://example.org/b.png"))
    assert profile(rig) == Profile("Bob B.", "busy", "https://example.org/b.png")
    assert rig.take(ProfileChanged) == [ProfileChanged("net", "bob")] * 3
    rig.feed(taken_back.format("display-name"), taken_back.format("display-name"))
    assert profile(rig).display_name == ""
    assert len(rig.take(ProfileChanged)) == 1


def test_hostile_values_are_short_and_on_one_line() -> None:
    rig = Rig().register("batch draft/metadata-2")
    rig.feed(f":s METADATA bob display-name * :a \t b{'x' * 5000}")
    rig.feed(":s METADATA bob other * :y", ":s METADATA #lobby status * :z")
    assert profile(rig).display_name.startswith("a b")
    assert len(profile(rig).display_name) == metadata.LONGEST
    assert rig.session.profiles.keys() == {"bob"}


def test_no_crowd_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "MOST", 3)
    rig = Rig().register("batch draft/metadata-2")
    for number in range(5):
        rig.feed(f":s METADATA n{number} status * :here")
    assert len(rig.session.profiles) == 3


def test_it_goes_along_with_a_new_nick() -> None:
    rig = Rig().register("batch draft/metadata-2")
    rig.feed(":s METADATA bob status * :busy", ":s METADATA * status * :me")
    rig.feed(":bob!b@h NICK robert", ":alice!a@h NICK anna", ":carol!c@h NICK caz")
    assert profile(rig, "Robert").status == "busy"
    assert profile(rig, "anna").status == "me"
    assert profile(rig) == Profile()


def test_who_comes_may_be_somebody_else() -> None:
    rig = Rig().register("batch draft/metadata-2")
    rig.join("#lobby", "alice bob")
    rig.join("#b", "alice")
    rig.feed(":s METADATA bob status * :busy", ":s METADATA carol status * :here")
    rig.feed(":bob!b@h JOIN #b")  # seen all the time
    assert profile(rig).status == "busy"
    rig.take(ProfileChanged)
    rig.feed(":bob!b@h QUIT", ":bob!other@h JOIN #b", ":dave!d@h JOIN #b")
    assert profile(rig) == Profile()
    assert rig.take(ProfileChanged) == [ProfileChanged("net", "bob")]
    rig.sent()
    metadata.check_time(rig.session)
    assert rig.sent() == ["METADATA bob SYNC"]
    assert profile(rig, "carol").status == "here"


def test_a_crowd_that_comes_back_is_not_asked_for_one_by_one() -> None:
    rig = Rig().register("batch draft/metadata-2")
    rig.join("#lobby", "alice")
    for number in range(30):
        rig.feed(f":s METADATA n{number} status * :here", f":n{number}!n@h JOIN #lobby")
    rig.sent()
    metadata.check_time(rig.session)
    assert len(rig.sent()) == 10


def test_what_is_too_much_at_once_is_asked_for_later() -> None:
    rig = Rig().register("batch draft/metadata-2")
    rig.feed(":s 774 alice #lobby 4", ":s 774 alice #other")
    for seconds, sent in ((3, []), (1, ["METADATA #lobby SYNC"]), (6, ["METADATA #other SYNC"])):
        rig.advance(seconds)
        metadata.check_time(rig.session)
        assert rig.sent() == sent
    metadata.check_time(rig.session)


def test_we_say_something_of_ourselves_where_that_is_kept() -> None:
    rig = Rig().register("batch draft/metadata-2")
    assert metadata.set_own(rig.session, metadata.STATUS, " in a\nmeeting ")
    assert metadata.set_own(rig.session, metadata.DISPLAY_NAME, "")
    assert rig.sent() == ["METADATA * SET status :in a meeting", "METADATA * SET display-name"]
    assert not metadata.set_own(Rig().register().session, metadata.STATUS, "x")


def test_the_controllers_port() -> None:
    desk = Desk()
    network = desk.register()
    profiles = desk.client.profiles
    assert profiles.of(network, "bob") == Profile()
    assert not profiles.set_display_name(network, "Alice")
    assert not profiles.set_status(network, "busy")


def test_our_server_tells_what_others_say_of_themselves() -> None:
    network = CoreNetwork()
    alice = network.register("alice", caps="batch draft/metadata-3").join("#lobby")
    bob = network.register("bob", caps="batch draft/metadata-3").join("#lobby")
    alice.send("METADATA * SUB display-name status avatar")
    alice.read()
    bob.send("METADATA * SET display-name :Bob B.")
    rig = Rig().register("batch draft/metadata-3")
    rig.feed(*alice.read_bytes().decode().split("\r\n")[:-1])
    assert profile(rig).display_name == "Bob B."
