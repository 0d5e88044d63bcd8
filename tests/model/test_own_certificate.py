"""Logging in with a certificate of one's own (SASL EXTERNAL), against our server; bad files."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from chat.model.client import Client
from chat.model.dialling import DialError
from chat.model.entities import ConnectionRequest
from chat.model.events import (
    AccountRegistered,
    ConnectionFailed,
    Event,
    FailureReason,
    LoggedIn,
    Registered,
)
from chat.model.known_servers import KnownServers
from chat.model.own_certificate import load
from chat.model.security import OwnCertificate, Pin
from chat.model.session import login
from chat.protocol.mechanisms import choose, make
from chat.protocol.sasl import SaslError
from server.config import ServerConfig
from tests.fakes.fake_transport import TLS13
from tests.fakes.live_server import LiveServer, live_server
from tests.model.session_rig import Rig


@lru_cache
def leaf(name: str) -> trustme.LeafCert:
    return trustme.CA().issue_cert(f"{name}@chat.example")


def files(folder: Path, name: str = "own") -> OwnCertificate:
    """A certificate and its key, in two files."""
    certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
    leaf(name).cert_chain_pems[0].write_to_path(str(certificate))
    leaf(name).private_key_pem.write_to_path(str(key))
    return OwnCertificate(str(certificate), str(key))


# What comes of files


def problem(own: OwnCertificate) -> str:
    with pytest.raises(DialError) as caught:
        load(ssl.create_default_context(), own)
    assert caught.value.reason is FailureReason.CLIENT_CERTIFICATE
    return caught.value.detail


def test_certificate_and_key_in_two_files_or_one(tmp_path: Path) -> None:
    own = files(tmp_path)
    load(ssl.create_default_context(), own)
    both = tmp_path / "both.pem"
    both.write_bytes(Path(own.certificate).read_bytes() + Path(own.key).read_bytes())
    load(ssl.create_default_context(), OwnCertificate(str(both)))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    own = files(tmp_path)
    gone = OwnCertificate(own.certificate, str(tmp_path / "gone.key"))
    assert problem(gone) == "gone.key cannot be read: No such file or directory"
    assert "cannot be read" in problem(OwnCertificate("nul\0"))
    assert "cannot be read" in problem(OwnCertificate(str(tmp_path)))


def test_a_key_of_another_certificate(tmp_path: Path) -> None:
    own, other = files(tmp_path), files(tmp_path, "other")
    mixed = OwnCertificate(own.certificate, other.key)
    assert problem(mixed) == "the key in other.key belongs to another certificate"


def test_a_key_with_a_password(tmp_path: Path) -> None:
    own = files(tmp_path)
    key = load_pem_private_key(Path(own.key).read_bytes(), None)
    sealed = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x"))
    Path(own.key).write_bytes(sealed)
    assert "own.key is protected by a password" in problem(own)


def test_files_with_something_else(tmp_path: Path) -> None:
    own = files(tmp_path)
    assert problem(OwnCertificate(own.certificate)).endswith("in own.crt")  # without its key
    key = load_pem_private_key(Path(own.key).read_bytes(), None)
    Path(own.key).write_bytes(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    assert problem(own) == "there is no certificate with its key, in PEM, in own.crt, own.key"


# What is said


def rig(password: str = "", *, secure: bool = True) -> Rig:
    made = Rig()
    made.session.login.certificate = True
    if password:
        made.session.login.account, made.session.login.password = "ann", password
    made.start(TLS13 if secure else None)
    made.sent()
    return made


def asked(made: Rig, value: str) -> list[str]:
    made.feed(f":s CAP * LS :sasl={value}", ":s CAP * ACK :sasl")
    return [line for line in made.sent() if line.startswith(("AUTH", "CAP END"))]


def test_it_says_nothing_but_that_it_was_shown() -> None:
    made = rig()
    assert asked(made, "PLAIN,EXTERNAL") == ["AUTHENTICATE EXTERNAL"]
    made.feed("AUTHENTICATE +")
    assert made.sent() == ["AUTHENTICATE +"]
    made.feed(":s 903 alice :You are in")
    assert made.sent() == ["CAP END"]
    assert made.session.login.logged_in == "alice"


def test_who_has_a_password_too_gets_in_by_that() -> None:
    made = rig("sesame")
    assert asked(made, "PLAIN,EXTERNAL") == ["AUTHENTICATE EXTERNAL"]
    made.feed("AUTHENTICATE +", ":s 904 alice :No")
    assert made.sent() == ["AUTHENTICATE +", "AUTHENTICATE PLAIN"]


@pytest.mark.parametrize(("value", "line"), [("EXTERNAL", ":s 904 alice :Who?"), ("PLAIN", "")])
def test_a_certificate_that_nobody_knows_ends_the_attempt(value: str, line: str) -> None:
    made = rig()
    asked(made, value)
    if line:
        made.feed("AUTHENTICATE +", line)
    [failed] = made.take(ConnectionFailed)
    assert failed.reason is FailureReason.CERTIFICATE_REFUSED
    assert failed.detail == ("Who?" if line else "")


def test_without_tls_nothing_was_shown() -> None:
    assert asked(rig(secure=False), "EXTERNAL") == []


def test_nobody_is_brought_in_as_a_guest() -> None:
    made = rig()
    made.feed(":s 001 alice :Welcome")
    [failed] = made.take(ConnectionFailed)
    assert failed.reason is FailureReason.LOGIN_UNAVAILABLE
    assert not login.begin(Rig().session)


def test_a_server_that_asks_more_is_not_answered() -> None:
    assert choose(None, plain=False, password=False, certificate=True) == ["EXTERNAL"]
    mechanism = make("EXTERNAL", "", "", "")
    assert mechanism.proven()
    with pytest.raises(SaslError):
        mechanism.answer(b"who are you?")


# With our server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    (tmp_path / "server").mkdir()
    config = ServerConfig(tls_port=0, tls="auto", data_dir=tmp_path / "server")
    with live_server(config) as running:
        with running.client() as first:
            first.sync()  # it serves
        yield running


class Person:
    """A client that trusts the server, with what it keeps in a file."""

    def __init__(self, server: LiveServer, folder: Path) -> None:
        self.port = server.door("ircs")[1]
        self.known = KnownServers(folder / "servers.json")
        self.client = Client(known=self.known)
        self.events: list[Event] = []
        self.client.subscribe(self.events.append)

    def pin(self, fingerprint: str) -> None:
        self.known.put_pin(Pin("127.0.0.1", self.port, fingerprint, datetime.now(UTC)))

    def connect(self, nick: str = "ann") -> str:
        request = ConnectionRequest(nick, "127.0.0.1", self.port, tls=True)
        return self.client.connect(request)

    def wait_for(self, *kinds: type[Event]) -> Event:
        """Pump until an event of one of these kinds; those before it are dropped."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            self.client.pump()
            for at, event in enumerate(self.events):
                if isinstance(event, kinds):
                    del self.events[: at + 1]
                    return event
            time.sleep(0.002)
        raise AssertionError(f"none of {kinds} came")


@pytest.fixture
def person(server: LiveServer, tmp_path: Path) -> Iterator[Callable[[], Person]]:
    pem = (tmp_path / "server" / "tls-cert.pem").read_text()
    from hashlib import sha256

    fingerprint = sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()
    made: list[Person] = []

    def make_one() -> Person:
        one = Person(server, tmp_path)
        one.pin(fingerprint)
        made.append(one)
        return one

    yield make_one
    for one in made:
        one.client.close()


def test_an_account_that_was_made_with_it_is_ours_by_it(
    person: Callable[[], Person], tmp_path: Path
) -> None:
    own = files(tmp_path)
    first = person()
    first.client.accounts.use_certificate("127.0.0.1", first.port, own)
    assert first.client.accounts.certificate("127.0.0.1", first.port) == own
    network = first.connect()
    refused = first.wait_for(ConnectionFailed)
    assert isinstance(refused, ConnectionFailed)
    assert refused.reason is FailureReason.CERTIFICATE_REFUSED
    first.client.accounts.register(network, "", "", "a long password")
    first.wait_for(AccountRegistered)
    first.client.close()

    second = person()
    network = second.connect("somebody")
    logged_in = second.wait_for(LoggedIn, ConnectionFailed)
    assert logged_in == LoggedIn(network, "ann")
    second.wait_for(Registered)
    second.client.accounts.as_guest(network)
    second.wait_for(Registered)
    assert second.client.accounts.account(network) == ""
    assert second.known.own_certificate("127.0.0.1", second.port) is None


def test_a_file_that_has_gone_is_told(person: Callable[[], Person], tmp_path: Path) -> None:
    own = files(tmp_path)
    one = person()
    one.client.accounts.use_certificate("127.0.0.1", one.port, own)
    Path(own.key).unlink()
    one.connect()
    failed = one.wait_for(ConnectionFailed)
    assert isinstance(failed, ConnectionFailed)
    assert failed.reason is FailureReason.CLIENT_CERTIFICATE
    assert "own.key cannot be read" in failed.detail


def test_where_the_files_are_is_kept_by_server(tmp_path: Path) -> None:
    path = tmp_path / "servers.json"
    own = OwnCertificate("/home/ann/own.pem")
    KnownServers(path).put_own_certificate("Chat.example", 6697, own)
    known = KnownServers(path)
    assert known.own_certificate("chat.EXAMPLE", 6697) == own
    assert known.own_certificate("chat.example", 6698) is None
    known.put_own_certificate("chat.example", 6697, None)
    known.put_own_certificate("chat.example", 6697, None)
    path.write_text('{"own_certificates": {"a:1": {"certificate": 3}, "b:1": {"certificate": ""}}}')
    assert KnownServers(path).own_certificate("a", 1) is None
