"""Accounts on the networks: who we log in as, and with which password (`ports.accounts`).

Before each dialling the passwords that are needed are looked up; what then happens on the wire
is `session.login` and `session.account_registration`. A password that was right is kept.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from chat.model.events import (
    AccountRegistered,
    Event,
    FailureReason,
    LoggedIn,
    LoginFailed,
    PasswordChanged,
    Registered,
)
from chat.model.known_servers import KnownServers, place
from chat.model.networks import Networks
from chat.model.passwords import Passwords, account_name, server_name
from chat.model.ports.accounts import Registration
from chat.model.publisher import Publisher
from chat.model.security import OwnCertificate
from chat.model.session import account_registration, login, password_change
from chat.model.session.login_state import NewAccount
from chat.model.session.session import Session
from chat.model.session.state import Phase


def _is_this_computer(host: str) -> bool:
    """Whether what is sent there leaves this computer by no wire."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Accounts:
    """An AccountsModel over the sessions."""

    def __init__(
        self,
        networks: Networks,
        publisher: Publisher,
        known: KnownServers,
        passwords: Passwords,
    ) -> None:
        self._networks = networks
        self._publisher = publisher
        self._known = known
        self._passwords = passwords
        networks.before_dialling = self._prepare
        publisher.subscribe(
            self._on_event,
            LoggedIn,
            PasswordChanged,
            AccountRegistered,
            LoginFailed,
            Registered,
        )

    def account(self, network: str) -> str:
        """See AccountsModel."""
        return self._networks.session(network).login.logged_in

    def wanted(self, network: str) -> str:
        """See AccountsModel."""
        session = self._networks.session(network)
        return session.login.account or self._account_of(session)

    def can_log_in(self, network: str) -> bool:
        """See AccountsModel."""
        return "sasl" in self._networks.session(network).capabilities.offered

    def use(self, host: str, port: int, account: str, password: str = "") -> None:
        """See AccountsModel."""
        self._known.put_account(host, port, account)
        if account and password:
            self._passwords.use(account_name(account, host, port), password)

    def certificate(self, host: str, port: int) -> OwnCertificate | None:
        """See AccountsModel."""
        return self._known.own_certificate(host, port)

    def use_certificate(self, host: str, port: int, own: OwnCertificate | None) -> None:
        """See AccountsModel."""
        self._known.put_own_certificate(host, port, own)

    def log_in(self, network: str, account: str, password: str = "") -> None:
        """See AccountsModel."""
        session = self._networks.session(network)
        request = session.request
        self.use(request.host, request.port, account, password)

        def go_on(secret: str) -> None:
            session.login.account, session.login.password = account, secret
            session.login.unencrypted = self._may_go_unencrypted(session)
            if session.phase is Phase.REGISTERED:
                login.log_in(session)
            elif session in self._networks:  # it may have been forgotten meanwhile
                self._networks.reconnect(network)
            self._publisher.publish()

        self._passwords.fetch(account_name(account, request.host, request.port), go_on)

    def as_guest(self, network: str) -> None:
        """See AccountsModel."""
        session = self._networks.session(network)
        self._known.put_account(session.request.host, session.request.port, "")
        self._known.put_own_certificate(session.request.host, session.request.port, None)
        if session.phase is Phase.REGISTERED:
            self._networks.disconnect(network, "")
        self._networks.reconnect(network)
        self._publisher.publish()

    def may_send_password(self, network: str) -> bool:
        """See AccountsModel."""
        session = self._networks.session(network)
        return session.security is not None or self._may_go_unencrypted(session)

    def registration(self, network: str) -> Registration | None:
        """See AccountsModel."""
        keys = account_registration.keys(self._networks.session(network))
        if keys is None:
            return None
        return Registration(
            email_required=account_registration.EMAIL_REQUIRED in keys,
            custom_name=account_registration.CUSTOM_NAME in keys,
        )

    def register(self, network: str, account: str, email: str, password: str) -> None:
        """See AccountsModel."""
        session = self._networks.session(network)
        session.login.new = NewAccount(account, email, password)
        self._remember_new(session, account, password)
        if session.phase is Phase.REGISTERED:
            account_registration.continue_after_welcome(session)
        else:
            self._networks.reconnect(network)
        self._publisher.publish()

    def verify(self, network: str, account: str, code: str) -> None:
        """See AccountsModel."""
        account_registration.verify(self._networks.session(network), account, code)
        self._publisher.publish()

    def change_password(self, network: str, current: str, new: str) -> None:
        """See AccountsModel."""
        password_change.begin(self._networks.session(network), current, new)
        self._publisher.publish()

    def _remember_new(self, session: Session, account: str, password: str) -> None:
        """Known in this run at once: it may be verified later, and then be logged in to."""
        request = session.request
        name = account_name(account or session.nick, request.host, request.port)
        self._passwords.use(name, password)

    def allow_unencrypted(self, network: str) -> None:
        """See AccountsModel."""
        request = self._networks.session(network).request
        self._known.allow_unencrypted(place(request.host, request.port), True)

    def unencrypted(self) -> Sequence[str]:
        """See AccountsModel."""
        return self._known.unencrypted()

    def forbid_unencrypted(self, where: str) -> None:
        """See AccountsModel."""
        self._known.allow_unencrypted(where, False)

    def is_password_kept(self, network: str) -> bool:
        """See AccountsModel."""
        return self._password_of(network) in self._passwords.kept()

    def forget_password(self, network: str) -> None:
        """See AccountsModel."""
        self._passwords.forget(self._password_of(network))

    def _password_of(self, network: str) -> str:
        request = self._networks.session(network).request
        return account_name(self.wanted(network), request.host, request.port)

    def _prepare(self, session: Session, go_on: Callable[[], None]) -> None:
        """Look up what is needed to be let in, and then go on."""
        request, wish = session.request, session.login
        account = self._account_of(session)
        wish.account, wish.password = account, ""
        wish.unencrypted = self._may_go_unencrypted(session)
        wish.certificate = self.certificate(request.host, request.port) is not None
        server = server_name(request.host, request.port)
        if request.password:
            self._passwords.use(server, request.password)

        def take_server_password(secret: str) -> None:
            if secret and not session.request.password:
                session.request = replace(session.request, password=secret)
            if account:
                name = account_name(account, request.host, request.port)
                self._passwords.fetch(name, take_password)
            else:
                go_on()

        def take_password(secret: str) -> None:
            if session.login.account == account:
                session.login.password = secret
            go_on()

        self._passwords.fetch(server, take_server_password)

    def _account_of(self, session: Session) -> str:
        return self._known.account(session.request.host, session.request.port)

    def _may_go_unencrypted(self, session: Session) -> bool:
        request = session.request
        where = place(request.host, request.port)
        return _is_this_computer(request.host) or where in self._known.unencrypted()

    def _on_event(self, event: Event) -> None:
        match event:
            case LoggedIn(network=network):
                session = self._networks.session(network)
                request, account = session.request, session.login.account
                if account:
                    self._known.put_account(request.host, request.port, account)
                    self._passwords.keep(account_name(account, request.host, request.port))
            case PasswordChanged(network=network) if self.wanted(network):
                name = self._password_of(network)
                self._passwords.use(name, self._networks.session(network).login.password)
                self._passwords.keep(name)
            case AccountRegistered(network=network, account=account):
                request = self._networks.session(network).request
                self._known.put_account(request.host, request.port, account)
                self._passwords.keep(account_name(account, request.host, request.port))
            case LoginFailed(network=network, reason=FailureReason.LOGIN_REFUSED):
                session = self._networks.session(network)
                session.login.account = session.login.password = ""
                self._known.put_account(session.request.host, session.request.port, "")
            case Registered(network=network):
                request = self._networks.session(network).request
                if request.password:
                    self._passwords.keep(server_name(request.host, request.port))
