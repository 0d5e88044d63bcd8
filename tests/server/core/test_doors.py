"""What clients are told of other ways in: sts, filehost, and the tokens of authtoken."""

from __future__ import annotations

import pytest

from chat.protocol.message import Message
from server.config import ServerConfig, Uploads
from server.core.doors import OpenDoors
from server.core.tokens import LIFETIME, MOST
from tests.fakes.core_client import CoreClient, CoreNetwork

URL = "http://192.0.2.9:8080/files"


def network_with(doors: OpenDoors | None = None, config: ServerConfig | None = None) -> CoreNetwork:
    network = CoreNetwork(config)
    network.core.context.doors = doors or OpenDoors(files_url="http://{host}:8080/files")
    return network


def reached(client: CoreClient, address: str = "192.0.2.9") -> CoreClient:
    client.session.reached = address
    return client


# sts


def capabilities(network: CoreNetwork, version: str = " 302", *, secure: bool = False) -> list[str]:
    client = network.connect(secure=secure)
    replies = client.ask(f"CAP LS{version}")
    return [word for reply in replies for word in reply.params[-1].split()]


def sts_network(duration: int | None) -> CoreNetwork:
    return network_with(OpenDoors(tls_port=6697), ServerConfig(sts_duration=duration))


def sts_of(network: CoreNetwork, version: str = " 302", *, secure: bool = False) -> list[str]:
    words = capabilities(network, version, secure=secure)
    return [word for word in words if word.startswith("sts")]


def test_sts_names_the_port_where_it_is_not_secure_and_the_duration_where_it_is() -> None:
    network = sts_network(86400)
    assert sts_of(network) == ["sts=port=6697"]
    assert sts_of(network, secure=True) == ["sts=duration=86400"]


def test_sts_is_off_unless_it_is_asked_for() -> None:
    network = sts_network(None)
    assert sts_of(network) == []
    assert sts_of(network, secure=True) == []


def test_sts_needs_a_tls_port() -> None:
    network = network_with(OpenDoors(), ServerConfig(sts_duration=86400))
    assert sts_of(network) == []


def test_sts_of_no_duration_takes_the_policy_back() -> None:
    network = sts_network(0)
    assert sts_of(network) == []
    assert sts_of(network, secure=True) == ["sts=duration=0"]


def test_sts_has_a_value_so_older_clients_do_not_hear_of_it() -> None:
    assert sts_of(sts_network(86400), "") == []


def test_sts_cannot_be_requested() -> None:
    client = sts_network(86400).connect()
    assert client.ask("CAP REQ sts")[0].params[1:] == ("NAK", "sts")
    assert client.ask("CAP LIST")[0].params[-1] == ""


# filehost


def isupport(client: CoreClient) -> dict[str, str]:
    replies = client.ask("VERSION")
    words = [word for reply in replies if reply.command == "005" for word in reply.params[1:-1]]
    return {name: value for name, _, value in (word.partition("=") for word in words)}


def test_the_place_for_files_is_told_as_the_client_reached_us() -> None:
    network = network_with()
    tokens = isupport(reached(network.register("alice")))
    assert tokens["draft/FILEHOST"] == tokens["soju.im/FILEHOST"] == URL
    assert "draft/AUTHTOKEN" in tokens
    assert isupport(reached(network.register("bob"), "2001:db8::9"))["draft/FILEHOST"] == (
        "http://[2001:db8::9]:8080/files"
    )


def test_without_the_door_nothing_is_told_of_it() -> None:
    tokens = isupport(CoreNetwork().register("alice"))
    assert not {"draft/FILEHOST", "soju.im/FILEHOST", "draft/AUTHTOKEN"} & tokens.keys()


def test_over_tls_nobody_is_sent_to_a_place_without() -> None:
    network = network_with()
    client = reached(network.connect(secure=True).register("alice"))
    assert "draft/FILEHOST" not in isupport(client)
    network.core.context.doors.files_url = "https://chat.example/files"
    assert isupport(client)["draft/FILEHOST"] == "https://chat.example/files"


# TOKEN


def fails(replies: list[Message]) -> list[tuple[str, ...]]:
    return [reply.params[:-1] for reply in replies if reply.command == "FAIL"]


def test_services_are_listed() -> None:
    client = reached(network_with().connect())
    service, end = client.ask("TOKEN SERVICELIST")
    assert (service.command, service.params[:4]) == (
        "NOTE",
        ("TOKEN", "SERVICE", "FILEHOST", URL),
    )
    assert (end.command, end.params[:2]) == ("NOTE", ("TOKEN", "END_OF_LIST"))


def test_the_list_may_be_empty() -> None:
    (end,) = CoreNetwork().register("alice").ask("TOKEN SERVICELIST")
    assert end.params[:2] == ("TOKEN", "END_OF_LIST")


def generated(client: CoreClient, scope: str = "") -> str:
    (reply,) = client.ask(f"TOKEN GENERATE filehost {scope}".rstrip())
    assert reply.command == "TOKEN", reply
    assert reply.params[:3] == ("GENERATE", "FILEHOST", URL)
    assert len(reply.params[3]) <= 200
    return reply.params[3]


def test_a_token_is_good_once_and_says_whose_it_is() -> None:
    network = network_with()
    alice = reached(network.register("alice", caps="batch")).join("#lobby")
    token = generated(alice, "#Lobby")
    service = network.connect()
    service.ask("CAP REQ batch")
    replies = service.ask(f"TOKEN VALIDATE FILEHOST {URL} {token}")
    start, *claims, end = replies
    assert start.params[1:] == ("draft/authtoken", "FILEHOST", URL)
    assert [claim.params for claim in claims] == [
        ("CLAIM", "name", "alice"),
        ("CLAIM", "scope", "#Lobby"),
    ]
    assert {claim.tags["batch"] for claim in claims} == {start.params[0][1:]}
    assert end.params == (f"-{start.params[0][1:]}",)
    assert fails(service.ask(f"TOKEN VALIDATE FILEHOST {URL} {token}")) == [
        ("TOKEN", "INVALID_TOKEN")
    ]


@pytest.mark.parametrize("words", ["FILEHOST http://other.example", f"OTHER {URL}"])
def test_a_token_is_for_one_service_at_one_address(words: str) -> None:
    network = network_with()
    client = reached(network.register("alice", caps="batch"))
    token = generated(client)
    assert fails(client.ask(f"TOKEN VALIDATE {words} {token}")) == [("TOKEN", "INVALID_TOKEN")]
    assert not fails(client.ask(f"TOKEN VALIDATE FILEHOST {URL} {token}"))


def test_a_token_expires() -> None:
    network = network_with()
    client = reached(network.register("alice", caps="batch"))
    token = generated(client)
    network.clock.advance(LIFETIME)
    assert fails(client.ask(f"TOKEN VALIDATE FILEHOST {URL} {token}")) == [
        ("TOKEN", "INVALID_TOKEN")
    ]


def test_of_many_tokens_the_oldest_goes() -> None:
    client = reached(network_with().register("alice", caps="batch"))
    first, second, *_ = [generated(client) for _ in range(MOST + 1)]
    assert fails(client.ask(f"TOKEN VALIDATE FILEHOST {URL} {first}"))
    assert not fails(client.ask(f"TOKEN VALIDATE FILEHOST {URL} {second}"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("TOKEN FETCH", ("TOKEN", "UNKNOWN_COMMAND", "FETCH")),
        ("TOKEN GENERATE QDB", ("TOKEN", "UNKNOWN_SERVICE", "QDB")),
        ("TOKEN GENERATE FILEHOST #elsewhere", ("TOKEN", "NO_PERMISSIONS", "#elsewhere")),
        ("TOKEN GENERATE FILEHOST bob", ("TOKEN", "INVALID_SCOPE", "bob")),
    ],
)
def test_what_cannot_be_is_said(line: str, told: tuple[str, ...]) -> None:
    client = reached(network_with().register("alice", caps="batch"))
    assert fails(client.ask(line)) == [told]


def test_a_token_for_oneself() -> None:
    assert generated(reached(network_with().register("alice", caps="batch")), "ALICE")


@pytest.mark.parametrize("line", ["TOKEN GENERATE FILEHOST", f"TOKEN VALIDATE FILEHOST {URL} x"])
def test_batches_are_needed(line: str) -> None:
    client = reached(network_with().register("alice"))
    assert fails(client.ask(line)) == [("TOKEN", "NEED_CAPABILITY", "batch")]


@pytest.mark.parametrize("line", ["TOKEN", "TOKEN GENERATE", f"TOKEN VALIDATE FILEHOST {URL}"])
def test_too_few_parameters(line: str) -> None:
    client = reached(network_with().register("alice", caps="batch"))
    assert client.ask(line)[0].command == "461"


def test_only_who_is_on_the_chat_gets_a_token() -> None:
    client = reached(network_with().connect())
    assert client.ask("TOKEN GENERATE FILEHOST")[0].command == "451"


def test_where_only_accounts_may_upload_guests_get_none() -> None:
    config = ServerConfig(uploads=Uploads(who="accounts"))
    client = reached(network_with(config=config).register("alice", caps="batch"))
    assert fails(client.ask("TOKEN GENERATE FILEHOST")) == [("TOKEN", "ACCOUNT_REQUIRED")]
    assert client.session.user is not None
    client.session.user.account = "Alice"
    token = generated(client)
    replies = client.ask(f"TOKEN VALIDATE FILEHOST {URL} {token}")
    assert ("CLAIM", "account", "Alice") in [reply.params for reply in replies]
