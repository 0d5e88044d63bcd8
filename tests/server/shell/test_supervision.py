"""sd_notify, with a socket as systemd's would be."""

from __future__ import annotations

import signal
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.shell import supervision
from tests.fakes.live_server import PATIENCE, server_process
from tests.server.shell.certificates import certified_files, connect_tls, fingerprint

if not hasattr(socket, "AF_UNIX"):
    pytest.skip("systemd needs Unix sockets", allow_module_level=True)


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.bind(str(tmp_path / "notify"))
        supervisor.settimeout(PATIENCE)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield supervisor


def test_start_reload_and_end_are_told(told: socket.socket, tmp_path: Path) -> None:
    """And SIGHUP reads the certificate again, while nobody is dropped."""
    files = certified_files(tmp_path / "tls")
    arguments = ("--tls-cert", str(files.certificate), "--tls-key", str(files.key))
    with server_process("--tls-port", "0", *arguments) as process:
        assert told.recv(100) == b"READY=1"
        with connect_tls(process.doors["ircs"], nick="early") as early:
            new = files.renew()
            process.process.send_signal(signal.SIGHUP)
            assert told.recv(100).startswith(b"RELOADING=1\nMONOTONIC_USEC=")
            assert told.recv(100) == b"READY=1"
            with connect_tls(process.doors["ircs"], files.trusting(), "late") as late:
                certificate = late.socket.getpeercert(binary_form=True)  # type: ignore[attr-defined]
                assert fingerprint_of(certificate) == new
                late.send("PRIVMSG early :still here?")
                assert early.expect_text() == "still here?"
        assert process.stop() == 0
    assert told.recv(100) == b"STOPPING=1"


def fingerprint_of(certificate: bytes) -> str:
    return fingerprint(ssl.DER_cert_to_PEM_cert(certificate))


def test_without_a_supervisor_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    supervision.notify(supervision.READY)


def test_a_supervisor_that_is_gone_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    supervision.notify(supervision.READY)
    monkeypatch.setenv("NOTIFY_SOCKET", "@chat-server-test-nobody")
    supervision.notify(supervision.READY)
