"""Another password over a session: the request, and the answers of services of all kinds."""

from __future__ import annotations

import pytest

from chat.model.events import PasswordChanged, PasswordRefused
from chat.model.session import password_change
from tests.model.session_rig import ALL_CAPS, Rig

DONE = PasswordChanged("net", "ann")


def asked(caps: str = ALL_CAPS, current: str = "old", new: str = "fresh") -> Rig:
    """Logged in as ann, with the request on its way."""
    rig = Rig().register(caps)
    rig.feed(":s 900 alice alice!a@h ann :You are now logged in as ann")
    rig.events.clear()
    password_change.begin(rig.session, current, new)
    return rig


def untouched(rig: Rig) -> bool:
    """Nothing of it stands in a conversation."""
    return not any("assword" in message.text for message in rig.session.home.messages)


@pytest.mark.parametrize(
    ("current", "new", "line"),
    [
        ("old", "fresh", "NS PASSWD old fresh fresh"),
        ("old", "two words", 'NS :PASSWD "old" "two words" "two words"'),
        (":old", "fresh", "NS :PASSWD :old fresh fresh"),
    ],
)
def test_the_request_is_one_line(current: str, new: str, line: str) -> None:
    assert asked("", current, new).sent() == [line]


def test_with_labels_only_what_bears_its_label_answers() -> None:
    rig = asked()
    assert rig.sent() == ["@label=p1 NS PASSWD old fresh fresh"]
    rig.feed(":NickServ!n@s NOTICE alice :Password changed")
    assert rig.take(PasswordChanged) == []
    rig.feed("@label=p1 :s NOTE NS PASSWORD_CHANGED PASSWD :Password changed")
    assert rig.take(PasswordChanged) == [DONE]
    assert rig.session.login.password == "fresh"
    rig.feed("@label=p1 :s NOTE NS PASSWORD_CHANGED PASSWD :Password changed")
    assert rig.take(PasswordChanged) == []


def test_a_notice_of_the_service_answers_as_well() -> None:
    rig = asked()
    rig.feed("@label=p1 :NickServ!n@s NOTICE alice :\x02Password changed\x02")
    assert rig.take(PasswordChanged) == [DONE]
    assert untouched(rig)


def test_services_on_another_server_answer_without_the_label() -> None:
    rig = asked()
    rig.feed("@label=p1 :s ACK", ":NickServ!n@s NOTICE alice :Invalid command.")
    assert rig.take(PasswordRefused) == [PasswordRefused("net", "", "Invalid command.")]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (":s 421 alice NS :Unknown command", "UNKNOWN_COMMAND", "Unknown command"),
        (":s 440 alice NickServ :Services are down", "", "Services are down"),
        (":s 401 alice NickServ :No such nick", "", "No such nick"),
        (":s FAIL NS WEAK_PASSWORD PASSWD :Too weak", "WEAK_PASSWORD", "Too weak"),
        (":nickserv!n@s NOTICE alice :Wrong password", "", "Wrong password"),
    ],
)
def test_a_refusal_is_told_and_stands_in_no_conversation(line: str, code: str, words: str) -> None:
    rig = asked("")
    rig.feed(line)
    assert rig.take(PasswordRefused) == [PasswordRefused("net", code, words)]
    assert rig.session.login.password == ""
    assert [message.text for message in rig.session.home.messages] == ["Welcome"]


def test_what_others_say_meanwhile_is_theirs() -> None:
    rig = asked("")
    rig.feed(
        ":s 401 alice bob :No such nick",
        ":bob!b@h NOTICE alice :Password changed",
        ":s NOTE OTHER CODE :Password changed",
        ":NickServ!n@s NOTICE #lobby :Password changed",
    )
    assert [type(event) for event in rig.events if "Password" in type(event).__name__] == []
    rig.feed(":s NOTE NS PASSWORD_CHANGED PASSWD :Password changed")
    assert rig.take(PasswordChanged) == [DONE]


@pytest.mark.parametrize(("new", "code"), [("x" * 300, "TOO_LONG"), ("two\nlines", "UNSENDABLE")])
def test_what_no_line_can_say_is_not_sent(new: str, code: str) -> None:
    rig = asked("", "old", new)
    assert rig.sent() == []
    assert rig.take(PasswordRefused) == [PasswordRefused("net", code, "")]
