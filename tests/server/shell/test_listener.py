"""The listening socket: addresses, options, and a machine with nothing left."""

from __future__ import annotations

import contextlib
import errno
import logging
import socket
from collections.abc import Iterator

import pytest

from server.shell import listener as listening
from server.shell.listener import CannotListen, Listener, address_text, prepare


class FailingSocket(socket.socket):
    """A socket that cannot accept, for want of descriptors."""

    def accept(self) -> tuple[socket.socket, object]:
        raise OSError(errno.EMFILE, "Too many open files")


@pytest.fixture
def listener() -> Iterator[Listener]:
    with contextlib.closing(Listener("127.0.0.1", 0, 5)) as listener:
        yield listener


def test_a_name_is_looked_up_and_ipv4_preferred() -> None:
    with contextlib.closing(Listener("localhost", 0, 5)) as listener:
        assert listener.address[0] == "127.0.0.1"


def test_an_address_that_cannot_be_had_is_told_with_its_cause(listener: Listener) -> None:
    host, port = listener.address
    with pytest.raises(CannotListen, match=f"{host}, port {port}") as raised:
        Listener(host, port, 5)
    assert isinstance(raised.value.__cause__, OSError)
    assert raised.value.__cause__.errno == errno.EADDRINUSE


def test_accepted_sockets_block_and_send_small_lines_at_once(listener: Listener) -> None:
    with socket.create_connection(listener.address, timeout=5):
        accepted = listener.accept()
        assert accepted is not None
        with accepted[0] as client_socket:
            assert client_socket.getblocking()
            assert client_socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            assert client_socket.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


def test_nobody_there_is_no_error(listener: Listener) -> None:
    assert listener.accept() is None


def test_without_descriptors_it_pauses_and_says_so_once(
    listener: Listener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(listening.time, "sleep", pauses.append)  # type: ignore[attr-defined]
    with FailingSocket() as failing, monkeypatch.context() as patched:
        patched.setattr(listener, "_socket", failing)
        with caplog.at_level(logging.WARNING):
            assert listener.accept() is None
            assert listener.accept() is None
    assert pauses == [listening.ACCEPT_PAUSE] * 2  # it does not spin
    reasons = [getattr(record, "reason", None) for record in caplog.records]
    assert reasons == ["Too many open files"]  # nor fill the log
    with socket.create_connection(listener.address, timeout=5):
        accepted = listener.accept()
        assert accepted is not None
        accepted[0].close()


def test_a_socket_of_another_family_goes_without_tcp_options() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        prepare(ours)
        assert ours.getblocking()


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (("192.0.2.1", 5000), "192.0.2.1"),
        (("2001:db8::1", 5000, 0, 0), "2001:db8::1"),
        (("::ffff:192.0.2.1", 5000, 0, 0), "192.0.2.1"),
        ("", "localhost"),
    ],
)
def test_a_peer_is_called_by_its_host(address: object, text: str) -> None:
    assert address_text(address) == text
