"""LIST of more than a send queue holds, to a client that takes its time (005 SAFELIST)."""

from __future__ import annotations

from server.config import Limits, ServerConfig
from server.core.entities import Channel, Topic
from tests.fakes.live_server import LiveServer, WireClient, live_server
from tests.server.shell.test_server import slow_reader

MANY = 3000


def fill(server: LiveServer) -> None:
    topic = Topic("x" * 200, "somebody", 0.0)
    with server.server.lock:
        for number in range(MANY):
            channel = Channel(f"#channel-{number:04}", 0.0, topic=topic)
            server.server.core.context.state.add_channel(channel)


def listed(client: WireClient) -> int:
    client.wait_for(" 323 ")
    return sum(" 322 " in line for line in client.seen)


def test_nobody_is_cut_for_a_list_longer_than_its_send_queue() -> None:
    limits = Limits(send_queue=65536)
    with (
        live_server(ServerConfig(limits=limits)) as server,
        slow_reader(server, "carol") as carol,
        server.member("alice") as alice,
    ):
        fill(server)
        carol.send("LIST")
        alice.send("LIST")
        assert listed(alice) == MANY + 1  # and the lobby
        alice.send("PRIVMSG #lobby :hello")  # meanwhile carol has read nothing
        alice.sync()
        assert listed(carol) == MANY + 1
        carol.sync()
