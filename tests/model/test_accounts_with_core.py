"""Accounts between our client and our server's core, in memory; and where passwords do not go."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

import pytest

from chat.model.accounts import Accounts
from chat.model.client import Client
from chat.model.entities import ConnectionRequest
from chat.model.events import (
    AccountRefused,
    AccountRegistered,
    ConnectionFailed,
    Event,
    FailureReason,
    LoggedIn,
    LoginFailed,
    PasswordChanged,
    PasswordRefused,
    Registered,
    VerificationWanted,
)
from chat.model.known_servers import KnownServers
from chat.model.ports.accounts import AccountsModel
from chat.model.settings import FileSettings
from chat.model.store.archive import Archive
from server.config import AccountOptions, ServerConfig
from server.core.accounts import digest
from tests.fakes.core_client import CoreNetwork
from tests.fakes.direct_store import DirectStore
from tests.fakes.fake_secrets import FakeSecrets
from tests.fakes.memory_accounts import MemoryAccounts
from tests.model.test_session_with_core import CoreTransport

SESAME = "sesame, open"
HOST, PORT = "chat.example", 6667


class Person:
    """A client on the core, with a keyring, files, and a store."""

    def __init__(self, network: CoreNetwork, path: Path, secrets: FakeSecrets) -> None:
        self._network = network
        self._path = path
        self._secrets = secrets
        self.transports: list[CoreTransport] = []
        self.start()

    def start(self) -> None:
        self.settings = FileSettings(self._path / "settings.json")
        self.store = DirectStore(Archive(self._path / "history.db"))
        self.client = Client(
            dialler=self._dial,
            store=self.store,
            known=KnownServers(self._path / "servers.json"),
            secrets=self._secrets,
        )
        self.events: list[Event] = []
        self.client.subscribe(self.events.append)

    def _dial(self, generation: int, endpoint: Any, arrivals: Any) -> CoreTransport:
        self.transports.append(CoreTransport(self._network, generation, arrivals))
        return self.transports[-1]

    def connect(self, nick: str = "ann", password: str = "") -> str:
        request = ConnectionRequest(nick, HOST, PORT, False, password, ("#lobby",))
        self.settings.last_request = request
        self.settings.save()
        self.network = self.client.connect(request)
        self.settle()
        return self.network

    def settle(self, kind: type[Event] | None = None) -> None:
        """Until nothing more is said; with a `kind`, until there is one of it, too."""
        quiet = 0
        while quiet < 3 or (kind is not None and not self.took(kind)):
            carried = any(transport.carry() for transport in self.transports)
            quiet = 0 if self.client.pump() or carried else quiet + 1
            if quiet:
                time.sleep(0.001)  # a thread of the client's may have something to do

    def took(self, kind: type[Event]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    def failures(self) -> list[FailureReason]:
        return [event.reason for event in self.took(ConnectionFailed)]


@pytest.fixture
def secrets() -> FakeSecrets:
    return FakeSecrets()


def people(tmp_path: Path, secrets: FakeSecrets, **options: Any) -> tuple[CoreNetwork, Person]:
    config = ServerConfig(accounts=AccountOptions(**options), no_limits=True)
    network = CoreNetwork(config)
    return network, Person(network, tmp_path, secrets)


def test_it_is_the_accounts_port(tmp_path: Path, secrets: FakeSecrets) -> None:
    _, ann = people(tmp_path, secrets)
    accounts: AccountsModel = ann.client.accounts
    assert isinstance(accounts, Accounts)
    ann.client.close()


def test_logging_in_while_connecting_and_again_in_the_next_run(
    tmp_path: Path, secrets: FakeSecrets
) -> None:
    network, ann = people(tmp_path, secrets)
    network.add_account("ann", SESAME)
    ann.client.accounts.use(HOST, PORT, "ann", SESAME)
    ann.connect()
    ann.settle(Registered)
    assert ann.client.accounts.account(ann.network) == "ann"
    assert not any("PLAIN" in line for line in ann.transports[-1].sent)
    ann.client.close()
    assert secrets.secrets == {f"ann at {HOST}:{PORT}": SESAME}

    ann.start()
    ann.connect()
    ann.settle(Registered)
    assert ann.took(LoggedIn) == [LoggedIn(ann.network, "ann")]
    ann.client.close()


def test_a_lost_connection_logs_in_again_by_itself(tmp_path: Path, secrets: FakeSecrets) -> None:
    network, ann = people(tmp_path, secrets)
    network.add_account("ann", SESAME)
    ann.client.accounts.use(HOST, PORT, "ann", SESAME)
    ann.connect()
    ann.settle(Registered)
    ann.transports[-1].peer.drop()
    ann.transports[-1].report_ended("reset")
    ann.settle()
    ann.client.reconnect(ann.network)
    ann.events.clear()
    ann.settle(Registered)
    assert ann.client.accounts.account(ann.network) == "ann"
    ann.client.close()


def test_a_wrong_password_lets_nobody_in_as_a_guest(tmp_path: Path, secrets: FakeSecrets) -> None:
    network, ann = people(tmp_path, secrets)
    network.add_account("ann", SESAME)
    ann.client.accounts.use(HOST, PORT, "ann", "wrong")
    ann.connect()
    ann.settle(ConnectionFailed)
    assert ann.failures() == [FailureReason.LOGIN_REFUSED]
    assert ann.took(Registered) == []
    assert ann.client.accounts.wanted(ann.network) == "ann"
    ann.client.accounts.log_in(ann.network, "ann", SESAME)
    ann.settle(Registered)
    assert ann.client.accounts.account(ann.network) == "ann"
    ann.client.close()
    assert secrets.secrets == {f"ann at {HOST}:{PORT}": SESAME}


def test_after_a_failure_one_may_come_as_a_guest(tmp_path: Path, secrets: FakeSecrets) -> None:
    _, ann = people(tmp_path, secrets)
    ann.client.accounts.use(HOST, PORT, "nobody", "wrong")
    ann.connect("bob")
    ann.settle(ConnectionFailed)
    ann.client.accounts.as_guest(ann.network)
    ann.settle(Registered)
    assert ann.client.accounts.account(ann.network) == ""
    assert ann.client.accounts.wanted(ann.network) == ""
    ann.client.close()


def test_logging_in_and_out_while_connected(tmp_path: Path, secrets: FakeSecrets) -> None:
    network, ann = people(tmp_path, secrets)
    network.add_account("ann", SESAME)
    ann.connect("bob")
    ann.settle(Registered)
    assert ann.client.accounts.can_log_in(ann.network)
    ann.client.accounts.log_in(ann.network, "ann", "wrong")
    ann.settle(LoginFailed)
    assert ann.client.accounts.wanted(ann.network) == ""
    ann.client.accounts.log_in(ann.network, "ann", SESAME)
    ann.settle(LoggedIn)
    ann.events.clear()
    ann.client.accounts.as_guest(ann.network)
    ann.settle(Registered)
    assert ann.client.accounts.account(ann.network) == ""
    ann.client.close()


def test_an_account_is_made_while_connected(tmp_path: Path, secrets: FakeSecrets) -> None:
    _, ann = people(tmp_path, secrets)
    ann.connect()
    ann.settle(Registered)
    offered = ann.client.accounts.registration(ann.network)
    assert offered is not None
    assert (offered.custom_name, offered.email_required) == (True, False)
    ann.client.accounts.register(ann.network, "", "", SESAME)
    ann.settle(AccountRegistered)
    assert ann.client.accounts.account(ann.network) == "ann"
    assert ann.client.accounts.wanted(ann.network) == "ann"
    ann.client.close()
    assert secrets.secrets == {f"ann at {HOST}:{PORT}": SESAME}
    ann.start()
    ann.connect()
    ann.settle(Registered)
    assert ann.client.accounts.account(ann.network) == "ann"
    ann.client.close()


def test_an_account_is_made_before_the_welcome(tmp_path: Path, secrets: FakeSecrets) -> None:
    _, ann = people(tmp_path, secrets, register_before_connect=True)
    ann.connect("bob")
    ann.settle(Registered)
    ann.client.disconnect(ann.network)
    ann.settle()
    ann.events.clear()
    ann.client.accounts.register(ann.network, "bobby", "", SESAME)
    ann.settle(Registered)
    kinds = [type(event) for event in ann.events]
    assert kinds.index(AccountRegistered) < kinds.index(Registered)
    assert ann.client.accounts.account(ann.network) == "bobby"
    ann.client.close()


def test_a_refusal_before_the_welcome_ends_the_attempt(
    tmp_path: Path, secrets: FakeSecrets
) -> None:
    network, ann = people(tmp_path, secrets, register_before_connect=True)
    network.add_account("ann", "other")
    ann.connect("bob")
    ann.settle(Registered)
    ann.client.disconnect(ann.network)
    ann.client.accounts.register(ann.network, "ann", "", SESAME)
    ann.settle(ConnectionFailed)
    assert ann.failures() == [FailureReason.ACCOUNT_REFUSED]
    ann.client.close()


def test_a_refusal_while_connected_is_told(tmp_path: Path, secrets: FakeSecrets) -> None:
    _, ann = people(tmp_path, secrets)
    ann.connect()
    ann.settle(Registered)
    ann.client.accounts.register(ann.network, "", "", "x")
    ann.settle(AccountRefused)
    assert ann.took(AccountRefused)[0].code == "WEAK_PASSWORD"
    ann.client.accounts.register(ann.network, "", "", "two\nlines")
    assert ann.took(AccountRefused)[1].code == "UNACCEPTABLE"
    ann.client.accounts.verify(ann.network, "ann", "two\nlines")
    assert ann.took(AccountRefused)[2].code == "INVALID_CODE"
    ann.client.close()


@pytest.mark.parametrize("new", ["thistle", "two words", ':"colon" first'])
def test_a_password_is_changed_and_the_kept_one_with_it(
    tmp_path: Path, secrets: FakeSecrets, new: str
) -> None:
    network, ann = people(tmp_path, secrets)
    network.add_account("ann", SESAME)
    ann.client.accounts.use(HOST, PORT, "ann", SESAME)
    ann.connect()
    ann.settle(Registered)
    before = [str(each) for each in ann.client.conversations()]
    ann.client.accounts.change_password(ann.network, SESAME, new)
    ann.settle(PasswordChanged)
    assert ann.took(PasswordChanged) == [PasswordChanged(ann.network, "ann")]
    assert [str(each) for each in ann.client.conversations()] == before
    ann.client.close()
    assert secrets.secrets == {f"ann at {HOST}:{PORT}": new}

    ann.start()
    ann.connect()
    ann.settle(Registered)
    assert ann.client.accounts.account(ann.network) == "ann"
    ann.client.close()


@pytest.mark.parametrize(
    ("current", "new", "code"),
    [
        ("wrong", "thistle", "INVALID_CREDENTIALS"),
        (SESAME, "four", "WEAK_PASSWORD"),
        (SESAME, "x" * 300, "TOO_LONG"),
        (SESAME, "two\nlines", "UNSENDABLE"),
    ],
)
def test_a_password_that_stays_is_told(
    tmp_path: Path, secrets: FakeSecrets, current: str, new: str, code: str
) -> None:
    network, ann = people(tmp_path, secrets)
    network.add_account("ann", SESAME)
    ann.client.accounts.use(HOST, PORT, "ann", SESAME)
    ann.connect()
    ann.settle(Registered)
    ann.client.accounts.change_password(ann.network, current, new)
    ann.settle(PasswordRefused)
    assert [event.code for event in ann.took(PasswordRefused)] == [code]
    ann.client.close()
    assert secrets.secrets == {f"ann at {HOST}:{PORT}": SESAME}


def test_an_account_that_needs_a_code(tmp_path: Path, secrets: FakeSecrets) -> None:
    network, ann = people(tmp_path, secrets, registration="invitation")
    assert isinstance(network.store.accounts, MemoryAccounts)
    network.store.accounts.invitations.add(digest("welcome"))
    ann.connect()
    ann.settle(Registered)
    ann.client.accounts.register(ann.network, "", "", SESAME)
    ann.settle(VerificationWanted)
    [wanted] = ann.took(VerificationWanted)
    ann.client.accounts.verify(ann.network, wanted.account, "wrong")
    ann.settle(AccountRefused)
    assert ann.took(AccountRefused)[0].code == "INVALID_CODE"
    ann.client.accounts.verify(ann.network, wanted.account, "welcome")
    ann.settle(AccountRegistered)
    assert ann.client.accounts.account(ann.network) == "ann"
    ann.client.close()
    assert secrets.secrets == {f"ann at {HOST}:{PORT}": SESAME}


def test_a_closed_server_takes_no_new_accounts(tmp_path: Path, secrets: FakeSecrets) -> None:
    _, ann = people(tmp_path, secrets, registration="closed")
    ann.connect()
    ann.settle(Registered)
    assert ann.client.accounts.registration(ann.network) is None
    ann.client.accounts.register(ann.network, "", "", SESAME)
    assert ann.took(AccountRefused)[0].code == "UNAVAILABLE"
    ann.client.close()


def test_a_server_password_is_kept_as_well(tmp_path: Path, secrets: FakeSecrets) -> None:
    network = CoreNetwork(ServerConfig(password=SESAME, no_limits=True))
    ann = Person(network, tmp_path, secrets)
    ann.connect(password=SESAME)
    ann.settle(Registered)
    ann.client.close()
    assert secrets.secrets == {f"server {HOST}:{PORT}": SESAME}
    ann.start()
    ann.connect()
    ann.settle(Registered)
    ann.client.close()


def test_no_password_is_written_or_shown_anywhere(
    tmp_path: Path, secrets: FakeSecrets, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    config = ServerConfig(password=SESAME, no_limits=True)
    network = CoreNetwork(config)
    network.add_account("ann", SESAME)
    ann = Person(network, tmp_path, secrets)
    ann.client.accounts.use(HOST, PORT, "ann", SESAME)
    ann.connect(password=SESAME)
    ann.settle(Registered)
    ann.client.accounts.log_in(ann.network, "ann", SESAME)
    ann.client.accounts.register(ann.network, "other", "", SESAME)
    ann.settle(AccountRefused)
    ann.client.accounts.change_password(ann.network, SESAME, f"{SESAME} twice")
    ann.settle(PasswordChanged)
    shown = [
        repr(message)
        for summary in ann.client.conversations()
        for message in ann.client.messages(summary.key)
    ]
    ann.client.close()
    written = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"settings.json", "servers.json", "history.db"} <= set(written)
    for content in written.values():
        assert SESAME.encode() not in content
    for text in (*shown, caplog.text, repr(ann.events)):
        assert SESAME not in text
