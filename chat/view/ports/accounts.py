"""The account window: log in, make an account, and what else there is to do (`view.accounts`)."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from chat.protocol.hidden_fields import repr_without


class AccountMode(StrEnum):
    """What the window is for now."""

    NONE = "none"  # there is nothing to do but to read
    GUEST = "guest"  # connected without an account
    MEMBER = "member"  # logged in
    PASSWORD = "password"  # a member gives another password
    CODE = "code"  # a new account waits for its code
    REFUSED = "refused"  # a login ended the attempt to connect
    UNENCRYPTED = "unencrypted"  # the password would go in clear text


class AccountRules(Struct, frozen=True):
    """What a new account needs."""

    email_required: bool = False
    custom_name: bool = True  # otherwise it has the name of one's nick


class AccountState(Struct, frozen=True):
    """All that the window shows. `new` None: no account can be made here."""

    title: str
    text: str
    mode: AccountMode
    danger: bool = False  # the text tells of something that did not work
    account: str = ""
    new: AccountRules | None = None
    kept: bool = False  # the password is in the keyring
    busy: bool = False  # the server is asked


class NewAccountForm(Struct, frozen=True):
    """A new account, as it was typed."""

    account: str
    email: str
    password: str
    again: str

    def __repr__(self) -> str:
        return repr_without(self, "password", "again")


class NewPasswordForm(Struct, frozen=True):
    """Another password, as it was typed."""

    current: str
    new: str
    again: str

    def __repr__(self) -> str:
        return repr_without(self, "current", "new", "again")


class AccountsView(Protocol):
    """The account window."""

    def show(self, state: AccountState) -> None:
        """Open it, or show this in it; what was typed stays."""

    def refresh(self, state: AccountState) -> None:
        """Show this in it, if it is open."""

    def close(self) -> None:
        """The window goes away, if it is open."""


class AccountsIntents(Protocol):
    """What the person did there."""

    def on_open_account(self) -> None:
        """The account of the network that is shown is wanted."""

    def on_log_in(self, account: str, password: str) -> None:
        """Log in."""

    def on_register(self, form: NewAccountForm) -> None:
        """Make an account."""

    def on_verify(self, code: str) -> None:
        """Complete an account by its code."""

    def on_guest(self) -> None:
        """Go on without an account, or log out."""

    def on_send_unencrypted(self) -> None:
        """The password may go in clear text."""

    def on_change_password(self) -> None:
        """Another password is wanted."""

    def on_new_password(self, form: NewPasswordForm) -> None:
        """Change it to this one."""

    def on_forget_password(self) -> None:
        """The password is not to be kept any more."""
