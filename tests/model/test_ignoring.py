"""Ignoring people: what of theirs is dropped, how they are known again, and what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.model.client import Client
from chat.model.entities import ConnectionRequest, IgnoredPerson
from chat.model.events import Event, IgnoredChanged, MessagesAdded, TypingChanged
from chat.model.known_servers import KnownServers
from chat.model.session import ignoring, typing_notice
from tests.fakes.fake_transport import FakeDialler
from tests.model.session_rig import ALL_CAPS, Rig

CAPS = f"{ALL_CAPS} account-tag extended-join account-notify draft/multiline draft/chathistory"


@pytest.fixture
def rig() -> Rig:
    rig = Rig().register(CAPS)
    rig.join("#lobby", "alice @bob carol")
    return rig


def ignore(rig: Rig, nick: str) -> None:
    ignoring.ignore(rig.session, nick)
    rig.events.clear()


@pytest.mark.parametrize(
    "line",
    [
        ":bob!b@h PRIVMSG #lobby :alice: look",
        ":BOB!b@h PRIVMSG alice :alone",
        ":bob!b@h NOTICE alice :alone",
        ":bob!b@h PRIVMSG #lobby :\x01ACTION waves\x01",
        ":bob!b@h PRIVMSG alice :\x01VERSION\x01",
        ":bob!b@h NOTICE alice :\x01VERSION none of yours\x01",
        "@+typing=active :bob!b@h TAGMSG #lobby",
        "@+draft/react=x;+draft/reply=1 :bob!b@h TAGMSG #lobby",
        ":bob!b@h INVITE alice #trap",
    ],
)
def test_nothing_of_theirs_is_shown_told_or_answered(rig: Rig, line: str) -> None:
    ignore(rig, "bob")
    before = {target: len(one.messages) for target, one in rig.session.conversations.items()}
    rig.feed(line)
    after = {target: len(one.messages) for target, one in rig.session.conversations.items()}
    assert after == before
    assert rig.events == []
    assert rig.sent() == []
    assert all(one.unread == 0 for one in rig.session.conversations.values())


def test_others_and_ourselves_are_heard_and_comings_are_told(rig: Rig) -> None:
    ignore(rig, "bob")
    rig.feed(
        ":carol!c@h PRIVMSG #lobby :hello",
        ":alice!a@h PRIVMSG bob :not from him",
        ":bob!b@h PART #lobby :bye",
        ":bob!b@h JOIN #lobby * :Bob",
    )
    assert rig.texts("#lobby")[-3:] == ["hello", "bob left: bye", "bob joined"]
    assert rig.texts("bob") == ["not from him"]


def test_several_lines_and_the_past_are_dropped_too(rig: Rig) -> None:
    ignore(rig, "bob")
    rig.feed(
        ":bob!b@h BATCH +1 draft/multiline #lobby",
        "@batch=1 :bob!b@h PRIVMSG #lobby :one",
        "@batch=1 :bob!b@h PRIVMSG #lobby :two",
        "BATCH -1",
    )
    assert rig.take(MessagesAdded) == []
    rig = Rig().register(CAPS + " draft/event-playback")
    ignore(rig, "bob")
    rig.feed(":alice!ali@home JOIN #lobby")
    request = next(line for line in rig.sent() if "CHATHISTORY" in line)
    label = request.partition("label=")[2].partition(" ")[0].partition(";")[0]
    rig.feed(
        f"@label={label} :s.example BATCH +h chathistory #lobby",
        "@batch=h;msgid=m1;time=2024-05-01T11:00:00.000Z :bob!b@h PRIVMSG #lobby :from bob",
        "@batch=h;msgid=m2;time=2024-05-01T11:01:00.000Z :carol!c@h PRIVMSG #lobby :from carol",
        "@batch=h;+draft/reply=m2;+draft/react=x;time=2024-05-01T11:02:00.000Z"
        " :bob!b@h TAGMSG #lobby",
        "BATCH -h",
    )
    [said] = [one for one in rig.messages("#lobby") if one.sender]
    assert (said.text, said.reactions) == ("from carol", ())


def test_an_account_is_known_whatever_its_nick(rig: Rig) -> None:
    rig.feed("@account=bobby :bob!b@h PRIVMSG #lobby :hello")
    ignore(rig, "bob")
    assert rig.session.ignored.people == (IgnoredPerson("bob", "bobby"),)
    rig.feed("@account=Bobby :other!b@h PRIVMSG #lobby :me again")
    assert rig.take(MessagesAdded) == []
    rig.feed("@account=robert :bob!r@h PRIVMSG #lobby :another bob")
    assert rig.texts("#lobby")[-1] == "another bob"
    rig.feed(":bob!b@h PRIVMSG #lobby :logged out")
    assert rig.texts("#lobby")[-1] == "another bob"


def test_the_account_is_known_from_joining_and_logging_in(rig: Rig) -> None:
    rig.feed(":dan!d@h JOIN #lobby danny :Dan", ":bob!b@h ACCOUNT bobby", ":carol!c@h ACCOUNT c")
    rig.feed(":eve!e@h JOIN #lobby * :Eve", ":carol!c@h ACCOUNT *")
    for nick in ("dan", "bob", "carol", "eve"):
        ignoring.ignore(rig.session, nick)
    assert [one.account for one in rig.session.ignored.people] == ["danny", "bobby", "", ""]


def test_a_guest_is_followed_to_other_nicks_until_they_go(rig: Rig) -> None:
    ignore(rig, "bob")
    rig.feed(":bob!b@h NICK :rob", ":rob!b@h PRIVMSG #lobby :me again")
    assert rig.take(MessagesAdded)[0].messages[0].text == "bob is now known as rob"
    assert rig.texts("#lobby")[-1] == "bob is now known as rob"
    assert ignoring.person_of(rig.session, "rob") == IgnoredPerson("bob")
    rig.feed(":rob!b@h QUIT", ":rob!r@elsewhere JOIN #lobby * :R")
    rig.feed(":rob!r@elsewhere PRIVMSG #lobby :another rob")
    assert rig.texts("#lobby")[-1] == "another rob"
    rig.feed(":x!x@h NICK :bob")
    assert ignoring.find(rig.session, "bob") is not None


def test_a_nick_that_is_given_back_is_free_again(rig: Rig) -> None:
    ignore(rig, "bob")
    rig.feed(":bob!b@h NICK :rob", ":rob!b@h NICK :robby", ":new!n@h JOIN #lobby * :N")
    rig.feed(":new!n@h NICK :rob", ":rob!n@h PRIVMSG #lobby :hi")
    assert rig.texts("#lobby")[-1] == "hi"


def test_names_are_compared_as_the_server_does() -> None:
    rig = Rig()
    ignoring.ignore(rig.session, "bob[x]")
    rig.register(ALL_CAPS, "CASEMAPPING=rfc1459")
    rig.feed(":BOB{X}!b@h PRIVMSG alice :hello")
    assert rig.session.find("BOB{X}") is None


def test_who_was_typing_is_not_any_more(rig: Rig) -> None:
    rig.feed("@+typing=active :bob!b@h TAGMSG #lobby")
    assert typing_notice.who(rig.session, rig.conversation("#lobby")) == ("bob",)
    ignoring.ignore(rig.session, "bob")
    assert typing_notice.who(rig.session, rig.conversation("#lobby")) == ()
    assert len(rig.take(TypingChanged)) == 2


def test_nobody_ignores_themselves_or_everybody(rig: Rig) -> None:
    rig.feed(":s.example 900 alice alice!a@h ally :You are now logged in as ally")
    rig.feed("@account=ally :phone!a@h PRIVMSG #lobby :my own phone")
    for nick in ("ALICE", "phone", ""):
        assert ignoring.obstacle(rig.session, nick)
        ignoring.ignore(rig.session, nick)
    assert rig.session.ignored.people == ()
    for number in range(ignoring.MOST + 5):
        ignoring.ignore(rig.session, f"n{number}")
    assert len(rig.session.ignored.people) == ignoring.MOST


def test_stopping_shows_what_comes_then(rig: Rig) -> None:
    ignore(rig, "bob")
    ignore(rig, "bob")
    [person] = rig.session.ignored.people
    rig.feed(":bob!b@h NICK :rob")
    assert ignoring.person_of(rig.session, "ROB") == person
    assert ignoring.person_of(rig.session, "Bob") == person
    ignoring.stop(rig.session, person)
    rig.feed(":rob!b@h PRIVMSG #lobby :at last")
    assert rig.texts("#lobby")[-1] == "at last"


# The client: kept over restarts, for each server


def connect(path: Path, port: int = 6667) -> tuple[Client, str, list[Event]]:
    dialler = FakeDialler()
    client = Client(dialler=dialler, known=KnownServers(path))
    events: list[Event] = []
    client.subscribe(events.append)
    network = client.connect(ConnectionRequest("alice", "Chat.example", port))
    dialler.last.report_opened()
    dialler.last.report_lines(":s.example 001 alice :Welcome", ":bob!b@h PRIVMSG alice :hello")
    client.pump()
    return client, network, events


def spoke(client: Client) -> list[str]:
    return [one.key.target for one in client.conversations() if one.key.target]


def test_it_is_kept_for_the_server_and_forgotten_with_it(tmp_path: Path) -> None:
    path = tmp_path / "servers.json"
    client, network, events = connect(path)
    assert spoke(client) == ["bob"]
    client.ignoring.ignore(network, "bob")
    assert IgnoredChanged(network) in events
    assert client.ignoring.is_ignored(network, "BOB")
    assert not client.ignoring.is_ignored(network, "carol")
    client.close()

    client, network, _events = connect(path)
    assert spoke(client) == []
    assert list(client.ignoring.people(network)) == [IgnoredPerson("bob")]
    assert client.ignoring.obstacle(network, "carol") == ""
    client.close()

    client, _network, _events = connect(path, 6668)
    assert spoke(client) == ["bob"]
    client.close()

    client, network, _events = connect(path)
    person = client.ignoring.person_of(network, "bob")
    assert person is not None
    client.ignoring.stop(network, person)
    client.ignoring.ignore(network, "carol")
    client.forget_network(network)
    client.close()
    assert KnownServers(path).ignored("chat.example", 6667) == []


def test_a_file_that_was_meddled_with_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "servers.json"
    path.write_text(
        '{"ignored": {"a:1": [{"nick": "bob", "account": ""}, {"nick": 3}, "x", {"nick": ""}],'
        ' "b:1": "no list"}}'
    )
    known = KnownServers(path)
    assert known.ignored("A", 1) == [IgnoredPerson("bob")]
    assert known.ignored("b", 1) == []
    known.put_ignored("c", 1, ())
