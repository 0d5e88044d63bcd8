"""Accounts in memory: the model's, the keyring's list, the window, and what it reports."""

from __future__ import annotations

from collections.abc import Sequence

from chat.model.ports.accounts import Registration
from chat.model.security import OwnCertificate
from chat.view.ports.accounts import AccountState, NewAccountForm, NewPasswordForm


class FakeAccounts:
    """Implements `chat.model.ports.accounts.AccountsModel`. Tests put how it stands."""

    def __init__(self) -> None:
        self.logged_in: dict[str, str] = {}
        self.wishes: dict[str, str] = {}
        self.offers_login = True
        self.offered: Registration | None = Registration(custom_name=True)
        self.safe = True
        self.kept = False
        self.certificates: dict[tuple[str, int], OwnCertificate] = {}
        self.calls: list[tuple[object, ...]] = []

    def account(self, network: str) -> str:
        return self.logged_in.get(network, "")

    def wanted(self, network: str) -> str:
        return self.wishes.get(network, "")

    def can_log_in(self, network: str) -> bool:
        return self.offers_login

    def use(self, host: str, port: int, account: str, password: str = "") -> None:
        self.calls.append(("use", host, port, account, password))

    def certificate(self, host: str, port: int) -> OwnCertificate | None:
        return self.certificates.get((host, port))

    def use_certificate(self, host: str, port: int, own: OwnCertificate | None) -> None:
        if own is None:
            self.certificates.pop((host, port), None)
        else:
            self.certificates[host, port] = own

    def log_in(self, network: str, account: str, password: str = "") -> None:
        self.calls.append(("log_in", network, account, password))

    def as_guest(self, network: str) -> None:
        self.calls.append(("as_guest", network))

    def registration(self, network: str) -> Registration | None:
        return self.offered

    def register(self, network: str, account: str, email: str, password: str) -> None:
        self.calls.append(("register", network, account, email, password))

    def verify(self, network: str, account: str, code: str) -> None:
        self.calls.append(("verify", network, account, code))

    def change_password(self, network: str, current: str, new: str) -> None:
        self.calls.append(("change_password", network, current, new))

    def may_send_password(self, network: str) -> bool:
        return self.safe

    def allow_unencrypted(self, network: str) -> None:
        self.calls.append(("allow_unencrypted", network))

    def unencrypted(self) -> Sequence[str]:
        return ["clear.example:6667"] if not self.safe else []

    def forbid_unencrypted(self, where: str) -> None:
        self.safe = True

    def is_password_kept(self, network: str) -> bool:
        return self.kept

    def forget_password(self, network: str) -> None:
        self.calls.append(("forget_password", network))
        self.kept = False


class FakePasswords:
    """Implements `chat.model.ports.passwords.PasswordsModel`."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def kept(self) -> Sequence[str]:
        return tuple(self.names)

    def forget(self, name: str) -> None:
        self.names.remove(name)


class FakeAccountsView:
    """Implements `chat.view.ports.accounts.AccountsView`."""

    def __init__(self) -> None:
        self.state: AccountState | None = None  # of the window, while it is open

    def show(self, state: AccountState) -> None:
        self.state = state

    def refresh(self, state: AccountState) -> None:
        if self.state is not None:
            self.state = state

    def close(self) -> None:
        self.state = None


class FakeAccountsIntents:
    """Implements `chat.view.ports.accounts.AccountsIntents`."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def on_open_account(self) -> None:
        self.calls.append(("on_open_account",))

    def on_log_in(self, account: str, password: str) -> None:
        self.calls.append(("on_log_in", account, password))

    def on_register(self, form: NewAccountForm) -> None:
        self.calls.append(("on_register", form))

    def on_verify(self, code: str) -> None:
        self.calls.append(("on_verify", code))

    def on_guest(self) -> None:
        self.calls.append(("on_guest",))

    def on_send_unencrypted(self) -> None:
        self.calls.append(("on_send_unencrypted",))

    def on_change_password(self) -> None:
        self.calls.append(("on_change_password",))

    def on_new_password(self, form: NewPasswordForm) -> None:
        self.calls.append(("on_new_password", form))

    def on_forget_password(self) -> None:
        self.calls.append(("on_forget_password",))
