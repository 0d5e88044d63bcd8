"""REGISTER and VERIFY (IRCv3 draft/account-registration)."""

from __future__ import annotations

from typing import Any

import pytest

from chat.protocol.message import Message
from server.config import AccountOptions, ServerConfig
from server.core.account_ports import AccountServices
from server.core.accounts import digest
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.fakes.memory_accounts import FakeSender, MemoryAccounts
from tests.server.core.said import commands, head, lines, offered, only


def network_with(**options: Any) -> CoreNetwork:
    return CoreNetwork(ServerConfig(accounts=AccountOptions(**options)))


def accounts(network: CoreNetwork) -> MemoryAccounts:
    """What is stored."""
    network.connect().read()
    assert isinstance(network.store.accounts, MemoryAccounts)
    return network.store.accounts


def failure(messages: list[Message]) -> tuple[str, ...]:
    """Command, code and context of the one FAIL there is."""
    (said,) = messages
    assert said.command == "FAIL"
    return said.params[:-1]


@pytest.mark.parametrize(
    ("options", "value"),
    [
        ({}, "=custom-account-name"),
        ({"custom_account_names": False}, ""),
        ({"custom_account_names": False, "register_before_connect": True}, "=before-connect"),
        ({"custom_account_names": False, "register_requires_email": True}, "=email-required"),
        (
            {"register_before_connect": True, "register_requires_email": True},
            "=before-connect,email-required,custom-account-name",
        ),
    ],
)
def test_the_capability_says_what_is_so(options: dict[str, Any], value: str):
    network = network_with(**options)
    words = offered(network.connect().ask("CAP LS 302"))
    assert f"draft/account-registration{value}" in words
    assert "draft/account-registration" in offered(network.connect().ask("CAP LS"))


def test_a_closed_registration_is_not_offered():
    client = network_with(registration="closed").connect()
    assert not any("account-registration" in word for word in offered(client.ask("CAP LS 302")))
    assert only(client.ask("CAP REQ draft/account-registration"))[2] == "NAK"


def test_an_account_is_made_and_one_is_logged_in(network: CoreNetwork, alice: CoreClient):
    alice.send("CAP REQ account-notify")
    assert lines(alice.ask("REGISTER * * sesame")) == [
        ("REGISTER", "SUCCESS", "alice", "Account successfully registered"),
        ("ACCOUNT", "alice"),
        ("900", "alice", "alice!user@192.0.2.1", "alice", "You are now logged in as alice"),
    ]
    assert alice.user.account == "alice"
    assert "alice" in accounts(network).accounts
    network.connect().log_in("alice")


def test_the_account_may_have_another_name_than_the_nick(network: CoreNetwork, alice: CoreClient):
    assert only(alice.ask("REGISTER Ally a@example.org sesame")[:1])[:3] == (
        "REGISTER",
        "SUCCESS",
        "Ally",
    )
    assert accounts(network).accounts["ally"].email == "a@example.org"


def test_it_needs_three_parameters(alice: CoreClient):
    assert head(alice.ask("REGISTER * *")) == ("461", "alice", "REGISTER")
    assert head(alice.ask("VERIFY alice")) == ("461", "alice", "VERIFY")


@pytest.mark.parametrize(
    ("options", "line", "refused"),
    [
        ({}, "bob * sesame", ("BAD_ACCOUNT_NAME", "bob")),  # bob is here
        ({}, "1up * sesame", ("BAD_ACCOUNT_NAME", "1up")),
        ({}, "carol * sesame", ("ACCOUNT_EXISTS", "carol")),
        ({}, "CAROL * sesame", ("ACCOUNT_EXISTS", "CAROL")),
        ({"custom_account_names": False}, "al * sesame", ("ACCOUNT_NAME_MUST_BE_NICK", "al")),
        ({"register_requires_email": True}, "* * sesame", ("INVALID_EMAIL", "alice")),
        ({}, "* nobody sesame", ("INVALID_EMAIL", "alice")),
        ({}, "* @example.org sesame", ("INVALID_EMAIL", "alice")),
        ({}, "* -x@example.org sesame", ("INVALID_EMAIL", "alice")),
        ({}, "* a@b.example,x@c.example sesame", ("INVALID_EMAIL", "alice")),
        ({}, "* a@b.example@c.example sesame", ("INVALID_EMAIL", "alice")),
        ({}, "* a<b@example.org> sesame", ("INVALID_EMAIL", "alice")),
        (
            {"email_domains": ("school.example",)},
            "* eve@evil.example,x@school.example sesame",  # the code would reach eve as well
            ("INVALID_EMAIL", "alice"),
        ),
        (
            {"email_domains": ("school.example",)},
            "* a@example.org sesame",
            ("UNACCEPTABLE_EMAIL", "alice"),
        ),
        ({}, "* * short", ("WEAK_PASSWORD", "alice")),
        ({}, "alicia * alicia", ("WEAK_PASSWORD", "alicia")),
        ({}, "* * " + "x" * 451, ("UNACCEPTABLE_PASSWORD", "alice")),
        ({}, "* * :ses\x07ame", ("UNACCEPTABLE_PASSWORD", "alice")),
        ({"registration": "closed"}, "* * sesame", ("TEMPORARILY_UNAVAILABLE", "alice")),
    ],
)
def test_what_cannot_be_is_told_apart(options: dict[str, Any], line: str, refused: tuple[str, ...]):
    network = network_with(**options)
    network.add_account("carol")
    network.register("bob")
    alice = network.register("alice")
    assert failure(alice.ask(f"REGISTER {line}")) == ("REGISTER", *refused)
    assert alice.user.account is None


def test_an_address_of_the_right_domain_is_taken():
    network = network_with(email_domains=("school.example",), register_requires_email=True)
    alice = network.register("alice")
    assert alice.ask("REGISTER * a@School.Example sesame")[0].params[0] == "SUCCESS"


def test_who_is_logged_in_has_an_account(network: CoreNetwork, alice: CoreClient):
    alice.send("REGISTER * * sesame")
    assert failure(alice.ask("REGISTER other * sesame")) == (
        "REGISTER",
        "ALREADY_AUTHENTICATED",
        "other",
    )
    assert failure(alice.ask("VERIFY x y")) == ("VERIFY", "ALREADY_AUTHENTICATED", "x")


def test_before_the_connection_is_complete_it_must_be_allowed(network: CoreNetwork):
    client = network.connect()
    client.send("NICK alice")
    for verb, line in (("REGISTER", "REGISTER * * sesame"), ("VERIFY", "VERIFY alice x")):
        assert failure(client.ask(line)) == (verb, "COMPLETE_CONNECTION_REQUIRED")


def test_before_connect():
    network = network_with(register_before_connect=True)
    client = network.connect()
    client.ask("CAP LS 302")
    assert failure(client.ask("REGISTER * * sesame")) == ("REGISTER", "NEED_NICK", "*")
    client.ask("NICK alice")
    assert lines(client.ask("REGISTER * * sesame")) == [
        ("REGISTER", "SUCCESS", "alice", "Account successfully registered"),
        ("900", "*", "alice!*@*", "alice", "You are now logged in as alice"),
    ]
    client.ask("USER user 0 * :Real Name", "CAP END")
    assert client.user.account == "alice"


def test_before_connect_is_no_way_around_the_servers_password():
    options = AccountOptions(register_before_connect=True)
    network = CoreNetwork(ServerConfig(password="letmein", accounts=options))
    client = network.connect()
    client.ask("CAP LS 302", "NICK alice")
    refused = ("REGISTER", "TEMPORARILY_UNAVAILABLE", "alice")
    assert failure(client.ask("REGISTER * * sesame")) == refused
    client.ask("PASS letmein")
    assert client.ask("REGISTER * * sesame")[0].params[0] == "SUCCESS"


@pytest.fixture
def mail(network: CoreNetwork) -> FakeSender:
    return network.verify_by_mail()


def test_a_code_is_sent_and_verifies(network: CoreNetwork, alice: CoreClient, mail: FakeSender):
    (said,) = alice.ask("REGISTER * a@example.org sesame")
    assert said.params[:2] == ("VERIFICATION_REQUIRED", "alice")
    ((name, address, code),) = mail.sent
    assert (name, address) == ("alice", "a@example.org")
    assert failure(alice.ask("VERIFY alice wrong")) == ("VERIFY", "INVALID_CODE", "alice")
    assert lines(alice.ask(f"VERIFY alice {code}")) == [
        ("VERIFY", "SUCCESS", "alice", "Account successfully registered"),
        ("900", "alice", "alice!user@192.0.2.1", "alice", "You are now logged in as alice"),
    ]
    assert accounts(network).accounts["alice"].verified
    again = network.register("bob").ask(f"VERIFY alice {code}")
    assert failure(again) == ("VERIFY", "INVALID_CODE", "alice")


def test_a_star_is_ones_own_nick_also_with_the_code(alice: CoreClient, mail: FakeSender):
    alice.send("REGISTER * a@example.org sesame")
    assert failure(alice.ask("VERIFY * wrong")) == ("VERIFY", "INVALID_CODE", "alice")
    assert alice.ask(f"VERIFY * {mail.sent[0][2]}")[0].params[:2] == ("SUCCESS", "alice")


def test_a_code_expires_and_the_name_is_free_again(
    network: CoreNetwork, alice: CoreClient, mail: FakeSender, bob: CoreClient
):
    alice.send("REGISTER ally a@example.org sesame")
    taken = ("REGISTER", "ACCOUNT_EXISTS", "ally")
    assert failure(bob.ask("REGISTER ally * sesame")) == taken
    network.clock.advance(24 * 3600)
    code = mail.sent[0][2]
    assert failure(alice.ask(f"VERIFY ally {code}")) == ("VERIFY", "INVALID_CODE", "ally")
    assert bob.ask("REGISTER ally * sesame")[0].params[0] == "SUCCESS"


def test_a_code_is_good_after_a_restart(network: CoreNetwork, mail: FakeSender):
    network.register("alice").ask("REGISTER * a@example.org sesame")
    network.restart()
    said = network.register("alice").ask(f"VERIFY alice {mail.sent[0][2]}")
    assert said[0].params[0] == "SUCCESS"


def test_a_mail_that_cannot_be_sent_is_told(
    network: CoreNetwork, alice: CoreClient, mail: FakeSender
):
    mail.failing = True
    refused = ("REGISTER", "INVALID_EMAIL", "alice")
    assert failure(alice.ask("REGISTER * a@example.org sesame")) == refused
    assert accounts(network).accounts == {}


def test_without_an_address_nothing_is_sent(alice: CoreClient, mail: FakeSender):
    assert alice.ask("REGISTER * * sesame")[0].params[0] == "SUCCESS"
    assert mail.sent == []


def test_guessing_codes_is_limited(network: CoreNetwork, alice: CoreClient, mail: FakeSender):
    alice.send("REGISTER * a@example.org sesame")
    for _ in range(network.core.config.rates.password_attempts):
        alice.ask("VERIFY alice wrong")
    refused = ("VERIFY", "TEMPORARILY_UNAVAILABLE", "alice")
    assert failure(alice.ask(f"VERIFY alice {mail.sent[0][2]}")) == refused


def test_an_invitation_is_good_for_one():
    network = network_with(registration="invitation")
    accounts(network).invitations.add(digest("welcome"))
    alice, bob = network.register("alice"), network.register("bob")
    for client in (alice, bob):
        (said,) = client.ask("REGISTER * * sesame")
        assert said.params[0] == "VERIFICATION_REQUIRED"
    assert failure(alice.ask("VERIFY alice guess"))[1] == "INVALID_CODE"
    assert alice.ask("VERIFY alice welcome")[0].params[0] == "SUCCESS"
    assert failure(bob.ask("VERIFY bob welcome"))[1] == "INVALID_CODE"
    assert accounts(network).invitations == set()


def test_accounts_from_one_address_are_limited():
    network = network_with(accounts_per_address=1)
    network.register("alice").send("REGISTER * * sesame")
    refused = ("REGISTER", "TEMPORARILY_UNAVAILABLE", "bob")
    assert failure(network.register("bob").ask("REGISTER * * sesame")) == refused
    other = network.register("carol", address="192.0.2.2")
    assert other.ask("REGISTER * * sesame")[0].params[0] == "SUCCESS"
    network.clock.advance(3600)
    assert network.register("dave").ask("REGISTER * * sesame")[0].params[0] == "SUCCESS"


def test_all_addresses_of_one_ipv6_network_are_one_address():
    network = network_with(accounts_per_address=1)
    network.register("alice", address="2001:db8::1").send("REGISTER * * sesame")
    bob = network.register("bob", address="2001:db8::2")
    refused = ("REGISTER", "TEMPORARILY_UNAVAILABLE", "bob")
    assert failure(bob.ask("REGISTER * * sesame")) == refused
    carol = network.register("carol", address="2001:db8:0:1::1")
    assert carol.ask("REGISTER * * sesame")[0].params[0] == "SUCCESS"


def test_the_certificate_shown_opens_the_new_account(network: CoreNetwork, bob: CoreClient):
    alice = network.connect(secure=True)
    alice.session.certfp = "ab" * 32
    alice.register("alice").send("REGISTER * * sesame")
    assert accounts(network).accounts["alice"].fingerprints == {"ab" * 32}
    bob.session.certfp = "ab" * 32
    bob.send("REGISTER * * sesame")  # it goes on to open alice's
    assert accounts(network).accounts["bob"].fingerprints == frozenset()


def test_of_two_who_want_a_name_at_once_one_gets_it(network: CoreNetwork, alice: CoreClient):
    class Slow:
        """Somebody else is faster while this one hashes."""

        def make(self, password: str):
            network.add_account("ally")
            return network.passwords.make(password)

        def fits(self, credentials: object, password: str) -> bool:
            return False

    services = network.core.context.services
    network.core.context.services = AccountServices(Slow(), services.invitations)
    refused = ("REGISTER", "ACCOUNT_EXISTS", "ally")
    assert failure(alice.ask("REGISTER ally * sesame")) == refused


def test_no_password_is_taken_where_no_service_is():
    from server.core.account_ports import NO_SERVICES

    network = CoreNetwork()
    network.core.context.services = NO_SERVICES
    alice = network.register("alice")
    assert commands(alice.ask("REGISTER * * sesame")) == ["400"]
    assert not NO_SERVICES.passwords.fits(None, "x")
    assert not NO_SERVICES.invitations.is_open("x", 0.0)


def test_who_asked_is_told_when_registration_opens_and_closes(network: CoreNetwork):
    new, old = network.connect(), network.register("old", caps="cap-notify")
    new.ask("CAP LS 302", "CAP REQ draft/account-registration")
    unasked = network.register("unasked")
    closed = ServerConfig(accounts=AccountOptions(registration="closed"))
    name = "draft/account-registration"
    network.core.reconfigure(closed)
    assert only(new.read()) == ("CAP", "*", "DEL", name)
    assert only(old.read()) == ("CAP", "old", "DEL", name)
    assert name not in offered(new.ask("CAP LIST"))
    network.core.reconfigure(ServerConfig())
    assert only(new.read()) == ("CAP", "*", "NEW", f"{name}=custom-account-name")
    assert only(old.read()) == ("CAP", "old", "NEW", name)
    assert unasked.read() == []
