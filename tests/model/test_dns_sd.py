"""Real multicast DNS, on loopback alone."""

from __future__ import annotations

import builtins
import socket
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import zeroconf as real_zeroconf

from chat.model import dns_sd
from chat.model.announcements import IRC
from chat.model.dns_sd import DnsSdSearch
from chat.model.entities import FoundServer, Looking

LOOPBACK = ["127.0.0.1"]
PATIENCE = 10.0  # seconds; reached only when something is broken


class Told:
    """What a search has reported, to wait for."""

    def __init__(self) -> None:
        self.last: tuple[tuple[FoundServer, ...], Looking] | None = None
        self.states: list[Looking] = []
        self._changed = threading.Condition()

    def __call__(self, servers: tuple[FoundServer, ...], looking: Looking) -> None:
        with self._changed:
            self.last = servers, looking
            self.states.append(looking)
            self._changed.notify_all()

    def wait_for(self, count: int, looking: Looking | None = None) -> tuple[FoundServer, ...]:
        def there() -> bool:
            return (
                self.last is not None
                and len(self.last[0]) == count
                and looking in (None, self.last[1])
            )

        with self._changed:
            assert self._changed.wait_for(there, PATIENCE), self.last
            assert self.last is not None
            return self.last[0]


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def announcer() -> Iterator[real_zeroconf.Zeroconf]:
    try:
        made = real_zeroconf.Zeroconf(
            interfaces=LOOPBACK, ip_version=real_zeroconf.IPVersion.V4Only
        )
    except OSError as error:
        pytest.skip(f"no multicast on loopback here: {error}")
    yield made
    made.close()


def service(name: str, port: int) -> real_zeroconf.ServiceInfo:
    return real_zeroconf.ServiceInfo(
        IRC, f"{name}.{IRC}", port=port, server="lab.local.", parsed_addresses=LOOPBACK
    )


def test_a_server_that_announces_itself_appears_and_goes(
    announcer: real_zeroconf.Zeroconf, told: Told
) -> None:
    search = DnsSdSearch(told, interfaces=LOOPBACK)
    try:
        info = service("Lab on alpha", 7000)
        announcer.register_service(info)
        assert told.wait_for(1) == (FoundServer("Lab on alpha", "127.0.0.1", 7000),)
        announcer.unregister_service(info)
        told.wait_for(0)
    finally:
        search.end()
        search.join(PATIENCE)
    assert "discovery" not in {thread.name for thread in threading.enumerate()}


def test_silence_is_told_after_a_while(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns_sd, "can_ask", lambda: True)
    search = DnsSdSearch(told, interfaces=LOOPBACK, silence=0.01)
    told.wait_for(0, Looking.LISTENING)
    search.end()
    search.join(PATIENCE)


@pytest.mark.parametrize(
    ("address", "asks", "expected"),
    [
        ("", True, Looking.NO_NETWORK),
        ("192.168.1.7", False, Looking.BLOCKED),
        ("192.168.1.7", True, Looking.LISTENING),
    ],
)
def test_why_nothing_answered(
    told: Told, monkeypatch: pytest.MonkeyPatch, address: str, asks: bool, expected: Looking
) -> None:
    monkeypatch.setattr(dns_sd, "can_ask", lambda: asks)
    monkeypatch.setattr(real_zeroconf, "InterfaceChoice", _OnlyLoopback)
    search = DnsSdSearch(told, address=lambda: address, silence=0.01)
    told.wait_for(0, expected)
    search.end()
    search.join(PATIENCE)


class _OnlyLoopback:
    All = LOOPBACK


def test_without_sockets_it_says_blocked(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("Operation not permitted")

    monkeypatch.setattr(real_zeroconf, "Zeroconf", refuse)
    search = DnsSdSearch(told, interfaces=LOOPBACK)
    told.wait_for(0, Looking.BLOCKED)
    search.join(PATIENCE)


def test_without_the_package_it_says_so(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    real_import = builtins.__import__

    def without(name: str, *more: Any, **keywords: Any) -> Any:
        if name == "zeroconf":
            raise ImportError(name)
        return real_import(name, *more, **keywords)

    monkeypatch.delitem(sys.modules, "zeroconf")
    monkeypatch.setattr(builtins, "__import__", without)
    search = DnsSdSearch(told, interfaces=LOOPBACK)
    told.wait_for(0, Looking.UNAVAILABLE)
    search.join(PATIENCE)


def test_a_question_that_the_system_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing(socket.socket):
        def sendto(self, *_: Any) -> int:
            raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(socket, "socket", Refusing)
    assert not dns_sd.can_ask()
