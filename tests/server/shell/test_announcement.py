"""DNS-SD, on loopback alone; and a network that cannot be announced on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
from zeroconf import IPVersion, ServiceBrowser, ServiceInfo, ServiceStateChange, Zeroconf

from server.config import ServerConfig
from server.shell.announcement import (
    IRC,
    IRCS,
    Announcement,
    Service,
    _label,
    is_worth_announcing,
)
from tests.fakes.live_server import PATIENCE, live_server

LOOPBACK = ["127.0.0.1"]


class Listening:
    """A client that looks for servers on loopback."""

    def __init__(self) -> None:
        self.zeroconf = Zeroconf(interfaces=LOOPBACK, ip_version=IPVersion.V4Only)
        self.found: dict[str, ServiceInfo] = {}
        self._changed = threading.Condition()
        self._browser = ServiceBrowser(self.zeroconf, [IRC, IRCS], handlers=[self._on_change])

    def _on_change(
        self,
        zeroconf: Zeroconf,
        service_type: str,
        name: str,
        state_change: ServiceStateChange,
    ) -> None:
        gone = state_change is ServiceStateChange.Removed
        info = None if gone else zeroconf.get_service_info(service_type, name, 3000)
        with self._changed:
            if info is None:
                self.found.pop(name, None)
            else:
                self.found[name] = info
            self._changed.notify_all()

    def wait_for(self, count: int) -> list[ServiceInfo]:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.found) == count, PATIENCE)
            return sorted(self.found.values(), key=lambda info: info.type)


@pytest.fixture
def listening() -> Iterator[Listening]:
    try:
        made = Listening()
    except OSError as error:
        pytest.skip(f"no multicast on loopback here: {error}")
    yield made
    made.zeroconf.close()


def test_a_server_is_found_and_gone_when_it_ends(listening: Listening) -> None:
    services = [Service(IRC, 6667), Service(IRCS, 6697)]
    announcement = Announcement("Class 7b", "127.0.0.1", services, LOOPBACK)
    announcement.start()
    irc, ircs = listening.wait_for(2)
    assert (irc.port, ircs.port) == (6667, 6697)
    assert irc.name.startswith("Class 7b on ")
    assert irc.decoded_properties == {"txtvers": "1", "network": "Class 7b"}
    assert irc.parsed_addresses() == LOOPBACK
    announcement.close()
    listening.wait_for(0)


def test_where_it_cannot_be_announced_it_is_said_and_that_is_all(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    announcement = Announcement("CHAT", "127.0.0.1", [Service("nonsense", 1)], LOOPBACK)
    announcement.start()
    assert announcement.announced.wait(PATIENCE)
    announcement.close()
    assert "not announced on the network" in caplog.text


def test_an_announcement_that_never_began_can_be_closed() -> None:
    Announcement("CHAT", "127.0.0.1", [], LOOPBACK).close()


@pytest.mark.parametrize(
    ("host", "worth"),
    [
        ("127.0.0.1", False),
        ("::1", False),
        ("localhost", False),
        ("0.0.0.0", True),
        ("192.0.2.1", True),
        ("chat.example", True),
    ],
)
def test_who_listens_on_loopback_alone_is_not_announced(host: str, worth: bool) -> None:
    assert is_worth_announcing(host) is worth


def test_a_server_on_loopback_announces_nothing() -> None:
    with live_server(ServerConfig(announce=True)) as live:
        assert live.server.doors._announcement is None


def test_names_are_cut_between_characters_and_have_no_dots() -> None:
    assert _label("chat.example", "host") == "chat example on host"
    assert len(_label("ü" * 50, "host").encode()) <= 63
