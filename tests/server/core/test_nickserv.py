"""NickServ: a password is changed, or used to log in, by a request of the field's convention."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest

from chat.protocol.message import Message
from server.config import Rates, ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.fakes.memory_accounts import MemoryAccounts
from tests.server.core.said import commands, head, heads, lines, only

CHANGED = "NOTE", "NS", "PASSWORD_CHANGED", "PASSWD", "Password changed"


@pytest.fixture
def ann(network: CoreNetwork) -> CoreClient:
    network.add_account("ann")
    return network.member("ann")


def hashed(network: CoreNetwork) -> str:
    """What is stored of ann's password."""
    network.connect().read()
    store = network.store.accounts
    assert isinstance(store, MemoryAccounts)
    credentials = store.accounts["ann"].credentials
    assert credentials is not None
    return credentials.hashed


def said(messages: list[Message]) -> str:
    """The text of the one notice of the service."""
    (notice,) = messages
    assert notice.command == "NOTICE"
    assert notice.source == "NickServ!NickServ@chat.local"
    assert {"msgid", "bot"} <= set(notice.tags) or not notice.tags
    return notice.params[1]


# PASSWD


@pytest.mark.parametrize("verb", ["NS", "nickserv"])
@pytest.mark.parametrize(
    "words",
    ["PASSWD sesame thistle thistle", ":passwd  sesame  thistle thistle", "Password sesame "],
)
def test_a_password_is_changed(network: CoreNetwork, ann: CoreClient, verb: str, words: str):
    words = words if words.count("thistle") else f"{words} thistle thistle"
    expected = ("NOTE", verb.upper(), *CHANGED[2:])
    before = ann.core.context.state.accounts.find("ann")
    assert lines(ann.ask(f"{verb} {words}")) == [expected]
    assert hashed(network) == "hash of thistle"
    after = ann.core.context.state.accounts.find("ann")
    assert before is not None
    assert after is not None
    assert before.credentials is not None
    assert after.credentials is not None
    assert after.credentials.hashed != before.credentials.hashed
    assert after.credentials.scram != before.credentials.scram
    assert replace(after, credentials=None) == replace(before, credentials=None)
    network.connect().log_in("ann", "thistle")


def test_it_holds_after_a_restart_and_nobody_is_cut_off(network: CoreNetwork, ann: CoreClient):
    phone = network.member("ann")
    ann.ask("NS PASSWD sesame thistle thistle")
    assert phone.read() == []
    assert phone.session.account == "ann"
    network.restart()
    network.connect().log_in("ann", "thistle")
    assert "903" not in commands(try_login(network, "sesame"))


def try_login(network: CoreNetwork, password: str) -> list[Message]:
    guest = network.register("guest")
    return guest.ask(f"NS IDENTIFY ann {password}")


def test_a_message_to_the_service_does_the_same(network: CoreNetwork, ann: CoreClient):
    assert said(ann.ask("PRIVMSG nickserv :PASSWD sesame thistle thistle")) == "Password changed"
    assert hashed(network) == "hash of thistle"


def test_words_with_spaces_stand_in_quotation_marks(network: CoreNetwork, ann: CoreClient):
    assert lines(ann.ask('NS PASSWD :sesame "open it" "open it"')) == [CHANGED]
    assert hashed(network) == "hash of open it"
    assert lines(ann.ask('NS :PASSWD "open it" "\\"to it\\"" "\\"to it\\""')) == [CHANGED]
    assert hashed(network) == 'hash of "to it"'


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "NEED_MORE_PARAMS"),
        ("sesame", "INVALID_PARAMS"),
        ("sesame thistle thistle thistle", "INVALID_PARAMS"),
        ("sesame thistle thistly", "INVALID_PARAMS"),
        ("wrong thistle thistle", "INVALID_CREDENTIALS"),
        ("bell\x07 thistle thistle", "INVALID_CREDENTIALS"),
        ("sesame four four", "WEAK_PASSWORD"),
        ("sesame bell\x07bell bell\x07bell", "UNACCEPTABLE_PASSWORD"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    network: CoreNetwork, ann: CoreClient, words: str, code: str
):
    before = hashed(network)
    answer = ann.ask(f"NS PASSWD {words}")
    assert head(answer) == ("FAIL", "NS", code, "PASSWD")
    assert not any(word in answer[0].params[-1].split() for word in words.split())
    assert hashed(network) == before
    assert said(ann.ask(f"PRIVMSG NickServ :PASSWD {words}")) == answer[0].params[-1]


def test_only_who_is_logged_in_has_a_password(alice: CoreClient):
    answer = head(alice.ask("NS PASSWD sesame thistle thistle"))
    assert answer == ("FAIL", "NS", "ACCOUNT_REQUIRED", "PASSWD")


def test_wrong_passwords_are_counted_with_those_of_logging_in():
    network = CoreNetwork(ServerConfig(rates=Rates(password_attempts=2, password_window=60.0)))
    network.add_account("ann")
    ann = network.member("ann")
    guest = network.register("guest")
    ann.ask("NS PASSWD wrong thistle thistle")
    guest.ask("NS IDENTIFY ann wrong")
    asked = network.passwords.asked
    for client, request in ((ann, "PASSWD sesame thistle thistle"), (guest, "IDENTIFY ann sesame")):
        assert head(client.ask(f"NS {request}"))[:3] == ("FAIL", "NS", "TEMPORARILY_UNAVAILABLE")
    assert network.passwords.asked == asked
    network.clock.advance(61.0)
    assert lines(ann.ask("NS PASSWD sesame thistle thistle")) == [CHANGED]


def test_an_account_that_changed_meanwhile_is_left_as_it_is(network: CoreNetwork, ann: CoreClient):
    ann.read()
    deferred = ann.core.receive(ann.session, b"NS PASSWD sesame thistle thistle")
    assert deferred is not None
    network.add_account("ann", "meanwhile")
    deferred.run()
    ann.core.resume(ann.session, deferred)
    assert head(ann.read()) == ("FAIL", "NS", "TEMPORARILY_UNAVAILABLE", "PASSWD")
    assert hashed(network) == "hash of meanwhile"


# IDENTIFY


@pytest.mark.parametrize("words", ["IDENTIFY ann sesame", "id ann sesame", "LOGIN ANN sesame"])
def test_one_logs_in(network: CoreNetwork, words: str):
    network.add_account("ann")
    guest = network.register("guest")
    assert heads(guest.ask(f"NS {words}")) == [
        ("900", "guest", "guest!user@192.0.2.1", "ann"),
        ("NOTE", "NS", "LOGGED_IN", "IDENTIFY"),
    ]
    assert guest.user.account == "ann"
    assert guest.ask("NICK ann")[0].params == ("ann",)
    assert head(guest.ask("NS IDENTIFY ann sesame"))[:3] == ("NOTE", "NS", "LOGGED_IN")


def test_without_a_name_it_is_the_account_of_the_nick(network: CoreNetwork, alice: CoreClient):
    network.add_account("alice", "open it")
    answer = alice.ask('PRIVMSG NickServ :IDENTIFY "open it"')
    assert commands(answer) == ["900", "NOTICE"]
    other = network.register("other")
    assert commands(other.ask('NS :IDENTIFY alice "open it"')) == ["900", "NOTE"]


@pytest.mark.parametrize(
    ("words", "changes", "code"),
    [
        ("ann wrong", {}, "INVALID_CREDENTIALS"),
        ("nobody sesame", {}, "INVALID_CREDENTIALS"),
        ("sesame", {}, "INVALID_CREDENTIALS"),
        ("", {}, "NEED_MORE_PARAMS"),
        ("a b c", {}, "NEED_MORE_PARAMS"),
        ("ann sesame", {"suspended": True}, "ACCOUNT_SUSPENDED"),
        ("ann sesame", {"code": "x", "code_expires": 9e9}, "NOT_VERIFIED"),
    ],
)
def test_nobody_is_let_in_who_may_not(
    network: CoreNetwork, alice: CoreClient, words: str, changes: dict[str, Any], code: str
):
    network.add_account("ann", **changes)
    assert head(alice.ask(f"NS IDENTIFY {words}")) == ("FAIL", "NS", code, "IDENTIFY")
    assert alice.user.account is None


def test_a_ban_of_the_account_holds(network: CoreNetwork, alice: CoreClient):
    network.add_account("ann")
    network.core.context.operators = {"root": "x"}
    network.core.context.verify_password = lambda _hashed, _password: True
    root = network.register("root")
    root.ask("OPER root x")
    root.ask("KLINE ~a:ann :no")
    assert "ERROR" in commands(alice.ask("NS IDENTIFY ann sesame"))


# The service itself


def test_help_tells_what_there_is(alice: CoreClient):
    notes = alice.ask("NS HELP")
    assert {note.params[:3] for note in notes} == {("NS", "HELP", "HELP")}
    assert alice.ask("NS") == notes
    notices = alice.ask("PRIVMSG NickServ :help")
    assert [note.params[-1] for note in notices] == [note.params[-1] for note in notes]


@pytest.mark.parametrize(
    ("word", "part"),
    [("REGISTER x", "REGISTER * *"), ("ghost me", "Log in"), ("SET PASSWORD x", "PASSWD")],
)
def test_what_is_done_elsewhere_is_told(alice: CoreClient, word: str, part: str):
    assert part in said(alice.ask(f"PRIVMSG NickServ :{word}"))


def test_what_is_not_known_is_not_repeated(alice: CoreClient):
    (answer,) = alice.ask("NS sesame")
    assert answer.params[:3] == ("NS", "UNKNOWN_COMMAND", "*")
    assert "sesame" not in " ".join(answer.params)


def test_the_echo_comes_before_the_answer_under_one_label(network: CoreNetwork):
    network.add_account("ann")
    ann = network.member("ann", caps="echo-message labeled-response batch message-tags")
    phone = network.member("ann", caps="echo-message")
    opening, echo, notice, closing = ann.ask(
        "@label=x PRIVMSG NickServ :PASSWD sesame thistle thistle"
    )
    assert opening.tags["label"] == "x"
    assert opening.params[1] == "labeled-response"
    assert (echo.source, echo.params[0]) == (ann.user.source, "NickServ")
    assert (echo.command, notice.command, closing.command) == ("PRIVMSG", "NOTICE", "BATCH")
    assert phone.read() == []
    (note,) = ann.ask("@label=y NS PASSWD thistle sesame sesame")
    assert (note.tags["label"], note.params[1]) == ("y", "PASSWORD_CHANGED")


def test_what_is_said_to_it_is_kept_nowhere(network: CoreNetwork, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    network.add_account("ann")
    ann = network.member("ann", caps="draft/chathistory batch")
    ann.ask("PRIVMSG NickServ :PASSWD sesame thistle thistle", "NOTICE NickServ :sesame")
    history = ann.ask("CHATHISTORY LATEST NickServ * 50")
    first, last = (f"timestamp={year}-01-01T00:00:00.000Z" for year in (2000, 2100))
    targets = ann.ask(f"CHATHISTORY TARGETS {first} {last} 9")
    assert "thistle" not in repr((history, targets, caplog.text))
    assert "NickServ" not in repr(targets)


def test_only_a_message_is_a_request(alice: CoreClient):
    alice.send("CAP REQ message-tags")
    alice.read()
    assert alice.ask("NOTICE NickServ :HELP") == []
    assert alice.ask("@+typing=active TAGMSG NickServ") == []
    assert alice.ask("PRIVMSG NickServ :\x01VERSION\x01") == []
    answers = [one for one in alice.ask("PRIVMSG NickServ,alice :HELP") if one.command == "NOTICE"]
    assert {each.params[-1] for each in answers} == {
        "Nothing was done: write one line, and to NickServ alone"
    }


def test_of_several_lines_none_is_taken(network: CoreNetwork):
    ann = network.register("ann", caps="batch draft/multiline message-tags labeled-response")
    answer = ann.ask(
        "BATCH +1 draft/multiline NickServ",
        "@batch=1 PRIVMSG NickServ :HELP",
        "@batch=1 PRIVMSG NickServ :HELP",
        "BATCH -1",
    )
    assert "Nothing was done" in said(answer)


@pytest.mark.parametrize("nick", ["NickServ", "nickserv", "ＮickServ", "NіckServ"])
def test_its_nick_is_nobodys(network: CoreNetwork, alice: CoreClient, nick: str):
    assert commands(alice.ask(f"NICK {nick}"))[0] in ("432", "433")
    assert alice.user.nick == "alice"
    assert head(alice.ask(f"REGISTER {nick} * thistle"))[:2] == ("FAIL", "REGISTER")
    newcomer = network.connect()
    newcomer.send(f"NICK {nick}", "USER x 0 * :x")
    assert not newcomer.session.registered


def test_it_is_there_for_who_looks_and_on_no_list(network: CoreNetwork, alice: CoreClient):
    whois = alice.ask("WHOIS nickserv nickserv")
    assert commands(whois) == ["311", "312", "335", "318"]
    assert whois[0].params[1:] == (
        "NickServ",
        "NickServ",
        "chat.local",
        "*",
        "Accounts: /msg NickServ HELP",
    )
    assert only(alice.ask("ISON NickServ"))[-1] == "NickServ"
    assert only(alice.ask("USERHOST NickServ"))[-1] == "NickServ=+NickServ@chat.local"
    assert only(alice.ask("MONITOR + NickServ"))[-1] == "NickServ!NickServ@chat.local"
    assert commands(alice.ask("WHO *")) == ["352", "315"]
    assert list(network.core.context.state.users) == ["alice"]


def test_it_cannot_be_acted_upon(alice: CoreClient):
    alice.join("#x")
    for request in (
        "INVITE NickServ #x",
        "KICK #x NickServ",
        "MODE #x +o NickServ",
        "WHOWAS NickServ",
    ):
        assert commands(alice.ask(request))[0] in ("401", "441", "406"), request
