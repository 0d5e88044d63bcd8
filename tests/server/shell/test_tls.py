"""TLS: with Python's client and with openssl's, certificates of both sides, and slow peers."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from server.config import Limits, ServerConfig
from server.shell.config_file import ConfigError
from tests.fakes.live_server import PATIENCE, LiveServer, live_server, server_process
from tests.server.shell.certificates import (
    SERVER_NAME,
    CertifiedFiles,
    anyone,
    certified_files,
    connect_tls,
    fingerprint,
)


@pytest.fixture
def files(tmp_path: Path) -> CertifiedFiles:
    return certified_files(tmp_path / "tls")


@pytest.fixture
def live(files: CertifiedFiles) -> Iterator[LiveServer]:
    with live_server(config(files)) as server:
        yield server


def config(files: CertifiedFiles, limits: Limits | None = None) -> ServerConfig:
    return ServerConfig(
        server_name=SERVER_NAME,
        tls_port=0,
        tls_cert=files.certificate,
        tls_key=files.key,
        limits=limits or Limits(),
    )


def test_who_trusts_the_authority_chats_over_tls(live: LiveServer, files: CertifiedFiles) -> None:
    with connect_tls(live.door("ircs"), files.trusting(), "alice") as alice:
        alice.join()
        with live.member("bob") as bob:
            bob.send("PRIVMSG #lobby :from the plain side")
            assert alice.expect_text() == "from the plain side"
            alice.send("PRIVMSG #lobby :from the other")
            assert bob.expect_text() == "from the other"


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_both_versions_of_tls(live: LiveServer, version: ssl.TLSVersion) -> None:
    context = anyone()
    context.minimum_version = context.maximum_version = version
    with connect_tls(live.door("ircs"), context, "alice") as alice:
        assert isinstance(alice.socket, ssl.SSLSocket)
        assert alice.socket.version() == version.name.replace("_", ".")


def test_older_versions_are_refused(live: LiveServer) -> None:
    context = anyone()
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = ssl.TLSVersion.TLSv1_1
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, ConnectionError)):
        connect_tls(live.door("ircs"), context)


def test_the_connection_is_known_to_be_secure(live: LiveServer) -> None:
    with connect_tls(live.door("ircs"), nick="alice") as alice:
        alice.send("WHOIS alice")
        assert "671" in alice.wait_for(" 671 ")


def test_a_long_burst_arrives_whole_and_in_order(live: LiveServer) -> None:
    with connect_tls(live.door("ircs"), nick="alice") as alice, live.member("bob") as bob:
        alice.join()
        for start in range(0, 1000, 100):
            bob.send(*(f"PRIVMSG #lobby :{n} {'x' * 400}" for n in range(start, start + 100)))
        for number in range(1000):
            assert alice.expect_text().startswith(f"{number} ")


def test_both_directions_at_once(live: LiveServer) -> None:
    """The server reads in one thread while it writes in another: what TLS does not like."""
    with connect_tls(live.door("ircs"), nick="alice") as alice:
        for start in range(0, 2000, 50):
            alice.send(*(f"PING :{number} {'x' * 300}" for number in range(start, start + 50)))
        for number in range(2000):
            assert f":{number} " in alice.wait_for(" PONG ")


def test_who_stops_reading_is_cut_and_hears_why(files: CertifiedFiles) -> None:
    limits = Limits(send_queue=100_000)
    with (
        live_server(config(files, limits)) as live,
        connect_tls(live.door("ircs"), nick="stalled", buffer=4096) as stalled,
        live.member("bob") as bob,
    ):
        stalled.join()
        while not any(" QUIT :SendQ exceeded" in line for line in bob.sync()):
            bob.send(*(f"PRIVMSG #lobby :{'x' * 400}" for _ in range(500)))
        *_, last = stalled.read_to_end()
        assert last == "ERROR :SendQ exceeded"


def test_the_end_is_said_in_tls_too(live: LiveServer) -> None:
    """Without close_notify, Python's client would raise for the missing goodbye."""
    with connect_tls(live.door("ircs"), nick="alice") as alice:
        vars(alice.socket)["suppress_ragged_eofs"] = False
        alice.send("QUIT")
        assert alice.read_to_end()[-1].startswith("ERROR")


def test_a_client_that_breaks_off_is_gone(live: LiveServer) -> None:
    with live.member("bob") as bob:
        with connect_tls(live.door("ircs"), nick="alice") as alice:
            alice.join()
            alice.reset()
        bob.wait_for(" QUIT ")


def test_who_speaks_no_tls_is_turned_away(live: LiveServer) -> None:
    with socket.create_connection(live.door("ircs"), timeout=PATIENCE) as plain:
        plain.sendall(b"NICK alice\r\nUSER alice 0 * :alice\r\n")
        with contextlib.suppress(ConnectionError):
            while plain.recv(1000):
                pass
    live.wait_until_empty()


def test_garbage_after_the_handshake_ends_the_connection(live: LiveServer) -> None:
    with connect_tls(live.door("ircs"), nick="alice") as alice, live.member("bob") as bob:
        alice.join()
        raw = os.dup(alice.socket.fileno())
        try:
            os.write(raw, b"\x17\x03\x03\x00\x40" + b"z" * 64)
        finally:
            os.close(raw)
        bob.wait_for(" QUIT ")


def test_a_slow_handshake_holds_up_nobody(live: LiveServer) -> None:
    with contextlib.ExitStack() as opened:
        for _ in range(20):
            silent = socket.create_connection(live.door("ircs"), timeout=PATIENCE)
            opened.enter_context(silent)
        with connect_tls(live.door("ircs"), nick="alice") as alice, live.client("bob") as bob:
            bob.send("PRIVMSG alice :hello")
            assert alice.expect_text() == "hello"


def test_a_handshake_that_never_ends_is_ended(files: CertifiedFiles) -> None:
    with live_server(config(files, Limits(handshake_timeout=0.2))) as live:
        with socket.create_connection(live.door("ircs"), timeout=PATIENCE) as silent:
            silent.sendall(b"\x16\x03\x01")
            assert silent.recv(100) == b""
        live.wait_until_empty()


def test_the_server_ends_although_somebody_shakes_hands(files: CertifiedFiles) -> None:
    with contextlib.ExitStack() as opened:
        with live_server(config(files)) as live:
            silent = socket.create_connection(live.door("ircs"), timeout=PATIENCE)
            opened.enter_context(silent)
            with connect_tls(live.door("ircs"), nick="later") as later:  # silent was accepted
                later.sync()
        assert silent.recv(100) == b""


# Certificates


def test_a_clients_own_certificate_is_known_by_its_fingerprint(
    live: LiveServer, tmp_path: Path
) -> None:
    """Whoever signed it: people make theirs themselves (SASL EXTERNAL)."""
    leaf = trustme.CA().issue_cert("alice@example.org")
    context = anyone()
    leaf.configure_cert(context)
    with connect_tls(live.door("ircs"), context, "alice") as alice:
        alice.sync()
        assert certfp_of(live, "alice") == fingerprint(leaf.cert_chain_pems[0].bytes().decode())
    with connect_tls(live.door("ircs"), nick="bob") as bob:
        bob.sync()
        assert certfp_of(live, "bob") is None


def certfp_of(live: LiveServer, nick: str) -> str | None:
    with live.server.lock:
        (session,) = (each for each in live.server.core.sessions if each.target == nick)
        return session.certfp


def test_a_new_certificate_is_taken_and_nobody_dropped(
    live: LiveServer, files: CertifiedFiles
) -> None:
    with connect_tls(live.door("ircs"), files.trusting(), "early") as early:
        new = files.renew()
        live.server.reload_certificates()
        with connect_tls(live.door("ircs"), files.trusting(), "late") as late:
            assert peer_fingerprint(late.socket) == new
            late.send("PRIVMSG early :still here?")
            assert early.expect_text() == "still here?"
        assert peer_fingerprint(early.socket) != new


def peer_fingerprint(connected: socket.socket) -> str:
    assert isinstance(connected, ssl.SSLSocket)
    certificate = connected.getpeercert(binary_form=True)
    assert certificate is not None
    return hashlib.sha256(certificate).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("cert.pem", b"nonsense", "holds no certificate in PEM"),
        ("key.pem", b"nonsense", "is not the private key"),
        ("key.pem", trustme.CA().issue_cert("x.example").private_key_pem.bytes(), "is not the"),
        ("cert.pem", None, "cannot read"),
        ("key.pem", None, "is not the private key"),
    ],
)
def test_a_bad_certificate_changes_nothing(
    live: LiveServer, files: CertifiedFiles, name: str, content: bytes | None, told: str
) -> None:
    path = files.certificate.with_name(name)
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=told):
        live.server.reload_certificates()
    with connect_tls(live.door("ircs"), files.trusting(), "alice"):
        pass


def test_the_own_certificate_is_made_once_and_printed(tmp_path: Path) -> None:
    arguments = ("--tls", "auto", "--tls-port", "0", "--data-dir", str(tmp_path))
    printed = []
    for _ in range(2):
        with server_process(*arguments) as process:
            with connect_tls(process.doors["ircs"], nick="alice") as alice:
                shown = peer_fingerprint(alice.socket)
            line = process.announced_line("fingerprint")
            assert line.rpartition(" ")[2].replace(":", "").lower() == shown
            printed.append(line)
            assert process.stop() == 0
    assert printed[0] == printed[1]
    assert (tmp_path / "tls-key.pem").stat().st_mode & 0o077 == 0


def test_without_a_data_directory_the_own_certificate_lasts_one_run() -> None:
    with live_server(ServerConfig(tls="auto", tls_port=0)) as live:
        with connect_tls(live.door("ircs"), nick="alice"):
            pass
        directory = live.server.doors._own_directory
        assert directory is not None
    assert not Path(directory.name).exists()


def test_a_certificate_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    missing = tmp_path / "missing.pem"
    with (
        pytest.raises(ConfigError, match=r"cannot read .*missing\.pem: No such file"),
        live_server(ServerConfig(tls_port=0, tls_cert=missing, tls_key=missing)),
    ):
        pass


# openssl


def openssl() -> str:
    found = shutil.which("openssl")
    if found is None and os.environ.get("CI"):
        pytest.fail("openssl is not installed: CI has to have it, to test TLS with")
    if found is None:
        pytest.skip("openssl is not installed")
    return found


@pytest.mark.parametrize("version", ["-tls1_2", "-tls1_3"])
def test_openssl_s_client_chats(live: LiveServer, files: CertifiedFiles, version: str) -> None:
    authority = files.certificate.with_name("authority.pem")
    files.authority.cert_pem.write_to_path(str(authority))
    host, port = live.door("ircs")
    command = [
        *(openssl(), "s_client", "-connect", f"{host}:{port}", version, "-crlf", "-quiet"),
        *("-verify_return_error", "-CAfile", str(authority), "-verify_hostname", SERVER_NAME),
    ]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as client:
        assert client.stdin is not None
        assert client.stdout is not None
        client.stdin.write("NICK ossl\nUSER ossl 0 * :ossl\nQUIT\n")
        client.stdin.flush()
        told = client.stdout.read()
        client.wait(PATIENCE)
    assert " 001 ossl :Welcome" in told
    assert told.splitlines()[-1].startswith("ERROR :Closing link:")
