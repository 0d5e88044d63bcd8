"""The metrics: what they count, where they are, and that they are off unless asked for."""

from __future__ import annotations

import re
import socket
import urllib.request
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from server.config import Limits, ServerConfig
from server.shell.metrics import Metrics
from tests.fakes.live_server import LiveServer, live_server, server_process


@pytest.fixture
def live() -> Iterator[LiveServer]:
    with live_server() as live:
        yield live


@pytest.fixture
def metrics(live: LiveServer) -> Iterator[Metrics]:
    with Metrics(live.server, "127.0.0.1", 0) as metrics:
        yield metrics


def samples(port: int) -> dict[str, float]:
    """What is told, by name; of a histogram the sum and the count."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    families = text_string_to_metric_families(text)
    return {each.name: each.value for family in families for each in family.samples}


def test_state_is_told(live: LiveServer, metrics: Metrics) -> None:
    with live.member("alice"), live.member("bob"), live.client() as carol:
        carol.sync()
        told = samples(metrics.port)
        assert told["chat_clients"] == 3
        assert told["chat_users"] == 2
        assert told["chat_channels"] == 1
        assert told["chat_send_queue_cuts_total"] == 0
        assert told["process_resident_memory_bytes"] > 1e6


def test_messages_and_deliveries_are_counted(live: LiveServer, metrics: Metrics) -> None:
    with live.member("alice") as alice, live.member("bob") as bob, live.member("carol") as carol:
        before = settled(metrics, alice, bob, carol)
        for number in range(10):
            alice.send(f"PRIVMSG #lobby :{number}")
        carol.wait_for("PRIVMSG #lobby :9")
        after = settled(metrics, alice, bob, carol)
    grown = {name: after[name] - before[name] for name in before}
    # Ten messages, each to two; and the answers to three PINGs, which are what `settled` costs.
    assert grown["chat_messages_total"] == 10 + 3
    assert grown["chat_deliveries_total"] == 20 + 3
    assert 1 <= grown["chat_tick_seconds_count"] <= 13
    assert grown["chat_tick_seconds_sum"] > 0


def settled(metrics: Metrics, *clients) -> dict[str, float]:
    """The numbers when all that was said is out: a tick is counted after it is sent."""
    for client in clients:
        client.sync()
    previous: dict[str, float] = {}
    while (told := samples(metrics.port))["chat_messages_total"] != previous.get(
        "chat_messages_total"
    ):
        previous = told
    return told


def test_who_does_not_read_is_counted_as_cut() -> None:
    config = ServerConfig(limits=Limits(send_queue=10_000))
    with live_server(config) as live, Metrics(live.server, "127.0.0.1", 0) as metrics:
        with live.client("alice") as alice:
            alice.sync()
            (session,) = live.server.core.sessions
            with live.server.lock:
                for _ in range(30_000):  # more than the system's buffers hold
                    live.server.core.context.say(session, "NOTICE", "alice", "x" * 400)
            alice.read_to_end()
        assert samples(metrics.port)["chat_send_queue_cuts_total"] == 1


def test_a_process_tells_where_its_metrics_are() -> None:
    with server_process("--metrics-port", "0") as process:
        assert process.process.stdout is not None
        line = ""
        while "Metrics" not in line:
            line = process.process.stdout.readline()
        port = re.fullmatch(r"Metrics on http://127\.0\.0\.1:(\d+)/metrics\n", line)
        assert port is not None
        assert samples(int(port[1]))["chat_clients"] == 0
        assert process.stop() == 0


def test_a_port_that_is_taken_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(AssertionError, match="status 1"),
            server_process("--metrics-port", str(port)),
        ):
            pass


def test_they_are_off_unless_asked_for() -> None:
    assert ServerConfig().metrics_port is None
    assert ServerConfig().metrics_host == "127.0.0.1"
