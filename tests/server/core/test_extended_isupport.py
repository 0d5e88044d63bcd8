"""ISUPPORT and its batch (IRCv3 extended-isupport)."""

from __future__ import annotations

from server.config import Limits, ServerConfig
from server.core.doors import OpenDoors
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head

CAPS = "batch draft/extended-isupport"


def test_isupport_tells_all_again(alice: CoreClient):
    answer = alice.ask("ISUPPORT")
    assert set(commands(answer)) == {"005"}
    assert any("UTF8ONLY" in message.params for message in answer)


def test_isupport_before_registration_needs_the_capability(network: CoreNetwork):
    client = network.connect()
    assert head(client.ask("ISUPPORT")) == ("451", "*")
    client.ask(f"CAP REQ :{CAPS}")
    opening, *inside, closing = client.ask("ISUPPORT")
    assert opening.params == (f"+{closing.params[0][1:]}", "draft/isupport")
    assert {message.tags["batch"] for message in inside} == {closing.params[0][1:]}
    assert {message.params[0] for message in inside} == {"*"}


def test_all_005_are_batched_under_both_capabilities(network: CoreNetwork):
    client = network.connect()
    client.send(f"CAP REQ :{CAPS}", "NICK alice", "USER u 0 * :R", "CAP END")
    welcome = client.read()
    assert all("batch" in message.tags for message in welcome if message.command == "005")
    assert [m.params[1:] for m in welcome if m.command == "BATCH"] == [("draft/isupport",), ()]
    answer = client.ask("VERSION")
    assert commands(answer)[:2] == ["351", "BATCH"]


def test_without_batch_they_stand_alone(network: CoreNetwork):
    client = network.register("alice", caps="draft/extended-isupport")
    assert set(commands(client.ask("ISUPPORT"))) == {"005"}


def test_the_batch_of_a_labeled_isupport_carries_the_label(network: CoreNetwork):
    client = network.register("alice", caps=f"{CAPS} labeled-response")
    opening, *tokens, closing = client.ask("@label=x ISUPPORT")
    reference = opening.params[0][1:]
    assert (opening.params[1], opening.tags) == ("draft/isupport", {"label": "x"})
    assert {message.tags["batch"] for message in tokens} == {reference}
    assert (closing.params, closing.tags) == ((f"-{reference}",), {})


def test_a_long_address_for_files_cuts_no_line_short():
    url = f"https://chat.example/{'x' * 180}"
    network = CoreNetwork(ServerConfig(files_url=url))
    network.core.context.doors = OpenDoors(files_url=url)
    answer = network.register("a" * 32).ask("VERSION")
    told = [message.params for message in answer if message.command == "005"]
    assert {params[-1] for params in told} == {"are supported by this server"}
    words = [word for params in told for word in params[1:-1]]
    assert {f"draft/FILEHOST={url}", f"soju.im/FILEHOST={url}"} <= set(words)
    assert len(words) == len(set(words))


def test_what_changes_comes_in_a_batch_too(network: CoreNetwork):
    client = network.register("alice", caps=CAPS)
    network.core.reconfigure(ServerConfig(limits=Limits(channels_per_user=1)))
    assert commands(client.read()) == ["BATCH", "005", "BATCH"]
    network.core.reconfigure(network.core.config)
    assert client.read() == []  # no batch for nothing
