"""What a running server tells a monitor: Prometheus text over HTTP, off unless asked for.

Nothing is counted message by message: the broadcaster hands over each tick when it is out, and
what can be looked up (clients, channels) is looked up when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Self

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from server.core.tick import Tick
from server.shell.server import ChatServer

#: Seconds. A tick of a quiet server takes a fifth of a millisecond; one of 0.1 s can be felt.
TICK_BUCKETS = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5)


class Metrics:
    """The numbers of one server, and the HTTP server that tells them; a context manager."""

    def __init__(self, server: ChatServer, host: str, port: int) -> None:
        """Port 0: any free one. Raises OSError if the address cannot be had."""
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._count_ticks(server)
        self.registry.register(_State(server))
        self._http, self._thread = start_http_server(port, host, self.registry)

    @property
    def port(self) -> int:
        """The port it listens on, as it really is."""
        return self._http.server_port

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _count_ticks(self, server: ChatServer) -> None:
        registry = self.registry
        messages = Counter(
            "chat_messages", "Lines said: each once, however many heard it", registry=registry
        )
        deliveries = Counter(
            "chat_deliveries", "Lines brought to clients: each once for each", registry=registry
        )
        duration = Histogram(
            "chat_tick_seconds",
            "From the taking of a tick until all of it is stored and sent",
            buckets=TICK_BUCKETS,
            registry=registry,
        )

        def observe(tick: Tick, seconds: float) -> None:
            said, delivered = lines_of(tick)
            if said:
                duration.observe(seconds)
                messages.inc(said)
                deliveries.inc(delivered)

        server.broadcaster.observe = observe
        server.broadcaster.journal.observe = Histogram(
            "chat_commit_seconds",
            "Until what a tick has to store is on the disk",
            buckets=TICK_BUCKETS,
            registry=registry,
        ).observe


class _State(Collector):
    """What is looked up when somebody asks: sizes, which need no lock."""

    def __init__(self, server: ChatServer) -> None:
        self._server = server

    def collect(self) -> Iterator[Metric]:
        """One family for each number."""
        core = self._server.core
        yield GaugeMetricFamily("chat_clients", "Connections", len(core.sessions))
        users = len(core.context.state.users)
        yield GaugeMetricFamily("chat_users", "People, each once for all their clients", users)
        channels = len(core.context.state.channels)
        yield GaugeMetricFamily("chat_channels", "Channels that exist", channels)
        cuts = self._server.broadcaster.cuts
        yield CounterMetricFamily("chat_send_queue_cuts", "Clients cut for not reading", cuts)


def lines_of(tick: Tick) -> tuple[int, int]:
    """How many lines were said, and how many deliveries they make.

    Who reads a log does not get its own lines from it; those who joined or left in the middle of
    the tick are counted as if they had been there from its start.
    """
    private = sum(map(len, tick.private.values()))
    said = delivered = private
    for batch in tick.batches:
        said += len(batch.entries)
        delivered += len(batch.entries) * len(batch.readers)
        delivered -= sum(entry.origin is not None for entry in batch.entries)
    return said, max(delivered, 0)
