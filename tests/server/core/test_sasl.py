"""AUTHENTICATE (IRCv3 sasl-3.1, sasl-3.2)."""

from __future__ import annotations

import base64

import pytest

from chat.protocol.message import Message
from chat.protocol.sasl import encode_chunks, format_plain
from chat.protocol.scram import ScramClient
from server.config import Rates, ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, lines, offered


@pytest.fixture
def network() -> CoreNetwork:
    network = CoreNetwork()
    network.add_account("alice")
    return network


@pytest.fixture
def client(network: CoreNetwork) -> CoreClient:
    """Negotiated, not registered."""
    client = network.connect()
    client.ask("CAP LS 302", "CAP REQ sasl", "NICK alice", "USER user 0 * :Real Name")
    return client


def authenticate(client: CoreClient, mechanism: str, payload: bytes) -> list[Message]:
    said = client.ask(f"AUTHENTICATE {mechanism}")
    assert lines(said) == [("AUTHENTICATE", "+")]
    return client.ask(*(f"AUTHENTICATE {chunk}" for chunk in encode_chunks(payload)))


def plain(client: CoreClient, name: str = "alice", password: str = "sesame") -> list[Message]:
    return authenticate(client, "PLAIN", format_plain(name, password))


def payload(messages: list[Message]) -> bytes:
    """What the server's AUTHENTICATE carries; it is short here."""
    (message,) = messages
    assert message.command == "AUTHENTICATE"
    return base64.b64decode(message.params[0])


def test_the_mechanisms_are_told_to_those_who_know_302(network: CoreNetwork):
    assert "sasl=PLAIN,SCRAM-SHA-256" in offered(network.connect().ask("CAP LS 302"))
    assert "sasl" in offered(network.connect().ask("CAP LS"))


def test_external_is_told_to_those_who_show_a_certificate(network: CoreNetwork):
    client = network.connect(secure=True)
    client.session.certfp = "ab" * 32
    words = offered(client.ask("CAP LS 302"))
    assert "sasl=PLAIN,SCRAM-SHA-256,EXTERNAL" in words


def test_plain_logs_in(client: CoreClient):
    assert lines(plain(client)) == [
        ("900", "*", "alice!user@*", "alice", "You are now logged in as alice"),
        ("903", "*", "SASL authentication successful"),
    ]
    said = client.ask("CAP END")
    assert said[0].params[0] == "alice"
    assert client.user.account == client.session.account == "alice"


def test_plain_takes_oneself_as_the_one_to_act_as(client: CoreClient):
    said = authenticate(client, "PLAIN", format_plain("alice", "sesame", "Alice"))
    assert commands(said) == ["900", "903"]


@pytest.mark.parametrize(
    ("name", "password", "authzid"),
    [("alice", "wrong", ""), ("nobody", "sesame", ""), ("alice", "sesame", "bob")],
)
def test_what_is_wrong_is_904_and_nothing_more(
    client: CoreClient, name: str, password: str, authzid: str
):
    said = authenticate(client, "PLAIN", format_plain(name, password, authzid))
    assert lines(said) == [("904", "*", "SASL authentication failed")]
    assert commands(plain(client)) == ["900", "903"]  # it may be tried again


def test_a_name_that_is_not_there_costs_as_much_as_a_wrong_password(
    network: CoreNetwork, client: CoreClient
):
    plain(client, "nobody", "sesame")
    assert network.passwords.asked == 1


@pytest.mark.parametrize("chunk", ["!!!!", "AAAA", "+"])
def test_what_is_no_message_of_plain_is_904(client: CoreClient, chunk: str):
    client.ask("AUTHENTICATE PLAIN")
    assert head(client.ask(f"AUTHENTICATE {chunk}")) == ("904", "*")


def test_the_mechanism_is_read_in_any_case(client: CoreClient):
    assert lines(client.ask("AUTHENTICATE plain")) == [("AUTHENTICATE", "+")]


@pytest.mark.parametrize("mechanism", ["FOO", "EXTERNAL", "SCRAM-SHA-1"])
def test_an_unknown_mechanism_is_908_and_904(client: CoreClient, mechanism: str):
    assert lines(client.ask(f"AUTHENTICATE {mechanism}")) == [
        ("908", "*", "PLAIN,SCRAM-SHA-256", "are available SASL mechanisms"),
        ("904", "*", "SASL authentication failed"),
    ]


def test_an_asterisk_aborts(client: CoreClient):
    client.ask("AUTHENTICATE PLAIN")
    assert lines(client.ask("AUTHENTICATE *")) == [("906", "*", "SASL authentication aborted")]
    assert commands(plain(client)) == ["900", "903"]


def test_a_chunk_over_400_bytes_is_905(client: CoreClient):
    client.ask("AUTHENTICATE PLAIN")
    assert lines(client.ask("AUTHENTICATE " + "A" * 401)) == [("905", "*", "SASL message too long")]
    assert commands(plain(client)) == ["900", "903"]


def test_a_response_without_end_is_905(client: CoreClient):
    client.ask("AUTHENTICATE PLAIN")
    said = client.ask(*["AUTHENTICATE " + "A" * 400] * 17)
    assert commands(said) == ["905"]


@pytest.mark.parametrize("length", [292, 293, 600])
def test_long_passwords_come_in_chunks(network: CoreNetwork, client: CoreClient, length: int):
    network.add_account("carol", "x" * length)
    assert commands(plain(client, "carol", "x" * length)) == ["900", "903"]


def test_a_second_login_is_907(client: CoreClient):
    plain(client)
    already = ("You have already authenticated using SASL",)
    assert lines(client.ask("AUTHENTICATE PLAIN")) == [("907", "*", *already)]
    client.ask("CAP END")
    assert lines(client.ask("AUTHENTICATE PLAIN")) == [("907", "alice", *already)]


def test_without_the_capability_it_is_904(network: CoreNetwork):
    client = network.connect()
    client.send("CAP LS 302")
    assert head(client.ask("AUTHENTICATE PLAIN")) == ("904", "*")


def test_authenticate_without_a_parameter_is_461(client: CoreClient):
    assert head(client.ask("AUTHENTICATE")) == ("461", "*", "AUTHENTICATE")


def test_registration_meanwhile_ends_it_with_906(network: CoreNetwork):
    client = network.connect()
    client.ask("CAP REQ sasl", "NICK bob", "USER user 0 * :Real Name", "AUTHENTICATE PLAIN")
    said = client.ask("CAP END")
    assert commands(said)[:2] == ["906", "001"]
    assert client.session.account is None


def test_it_works_after_registration_and_is_told(network: CoreNetwork):
    watcher = network.register("watcher", caps="account-notify").join("#a")
    client = network.register("guest", caps="sasl account-notify").join("#a")
    watcher.read()
    assert lines(plain(client)) == [
        ("ACCOUNT", "alice"),
        ("900", "guest", "guest!user@192.0.2.1", "alice", "You are now logged in as alice"),
        ("903", "guest", "SASL authentication successful"),
    ]
    told = watcher.read_one("ACCOUNT")
    assert (told.source, told.params) == ("guest!user@192.0.2.1", ("alice",))


def test_the_login_is_labelled(network: CoreNetwork):
    client = network.register("guest", caps="sasl labeled-response batch")
    client.ask("AUTHENTICATE PLAIN")
    (chunk,) = encode_chunks(format_plain("alice", "sesame"))
    opening, *inner, closing = client.ask(f"@label=x AUTHENTICATE {chunk}")
    assert (opening.tags["label"], closing.command) == ("x", "BATCH")
    assert commands(inner) == ["900", "903"]


def scram(client: CoreClient, password: str, name: str = "alice") -> list[Message]:
    """Up to the server's answer to the proof."""
    scram_client = ScramClient(name, password, "nonce")
    first = payload(authenticate(client, "SCRAM-SHA-256", scram_client.first_message()))
    proof = scram_client.final_message(first)
    said = client.ask(*(f"AUTHENTICATE {chunk}" for chunk in encode_chunks(proof)))
    if said[0].command == "AUTHENTICATE":
        scram_client.check(payload(said))
    return said


def test_scram_logs_in_and_both_sides_know_each_other(client: CoreClient):
    assert commands(scram(client, "sesame")) == ["AUTHENTICATE"]
    assert client.session.account is None
    assert commands(client.ask("AUTHENTICATE +")) == ["900", "903"]
    assert client.session.account == "alice"


@pytest.mark.parametrize("name", ["alice", "nobody"])
def test_scram_says_the_same_of_a_wrong_password_and_a_wrong_name(client: CoreClient, name: str):
    said = scram(client, "wrong", name)
    assert lines(said) == [("904", "*", "SASL authentication failed")]


def test_scram_refuses_data_where_none_is_due(client: CoreClient):
    scram(client, "sesame")
    assert commands(client.ask("AUTHENTICATE AAAA")) == ["904"]
    assert client.session.account is None


def test_external_logs_in_by_the_certificate(network: CoreNetwork):
    network.add_account("carol", fingerprints=frozenset({"ab" * 32}))
    client = network.connect(secure=True)
    client.session.certfp = "ab" * 32
    client.ask("CAP REQ sasl", "NICK carol")
    assert commands(authenticate(client, "EXTERNAL", b"alice")) == ["904"]
    assert commands(authenticate(client, "EXTERNAL", b"\xff")) == ["904"]
    assert commands(authenticate(client, "EXTERNAL", b"")) == ["900", "903"]
    assert client.session.account == "carol"


def test_a_certificate_that_nobody_has_is_904(network: CoreNetwork):
    client = network.connect(secure=True)
    client.session.certfp = "cd" * 32
    client.ask("CAP REQ sasl", "NICK carol")
    assert commands(authenticate(client, "EXTERNAL", b"")) == ["904"]


def test_a_suspended_account_is_902_for_who_knows_the_password(network: CoreNetwork):
    network.add_account("carol", suspended=True)
    client = network.connect()
    client.ask("CAP REQ sasl")
    assert commands(plain(client, "carol", "wrong")) == ["904"]
    assert commands(plain(client, "carol")) == ["902"]


def test_an_account_that_waits_for_its_code_cannot_be_used(network: CoreNetwork):
    network.add_account("carol", code="x", code_expires=1e12)
    client = network.connect()
    client.ask("CAP REQ sasl")
    assert head(plain(client, "carol")) == ("904", "*")


def test_wrong_passwords_are_counted_and_the_right_one_waits_then():
    network = CoreNetwork(ServerConfig(rates=Rates(password_attempts=2, password_window=60.0)))
    network.add_account("alice")
    client = network.connect()
    client.ask("CAP REQ sasl")
    for _ in range(2):
        plain(client, password="wrong")
    for mechanism in ("PLAIN", "SCRAM-SHA-256"):
        first = ScramClient("alice", "sesame", "nonce").first_message()
        what = format_plain("alice", "sesame") if mechanism == "PLAIN" else first
        (message,) = authenticate(client, mechanism, what)
        assert message.command == "904"
        assert "try again" in message.params[-1]
    network.clock.advance(61)
    assert commands(plain(client)) == ["900", "903"]
