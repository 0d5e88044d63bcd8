"""The account window: log in, make an account, and what else there is to do (`view.accounts`)."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Protocol

from chat.protocol.frozen import frozen


class AccountMode(StrEnum):
    """What the window is for now."""

    NONE = "none"  # there is nothing to do but to read
    GUEST = "guest"  # connected without an account
    MEMBER = "member"  # logged in
    PASSWORD = "password"  # a member gives another password
    CODE = "code"  # a new account waits for its code
    REFUSED = "refused"  # a login ended the attempt to connect
    UNENCRYPTED = "unencrypted"  # the password would go in clear text


@frozen
class AccountRules:
    """What a new account needs."""

    email_required: bool = False
    custom_name: bool = True  # otherwise it has the name of one's nick


@frozen
class AccountState:
    """All that the window shows. `new` None: no account can be made here."""

    title: str
    text: str
    mode: AccountMode
    danger: bool = False  # the text tells of something that did not work
    account: str = ""
    new: AccountRules | None = None
    kept: bool = False  # the password is in the keyring
    busy: bool = False  # the server is asked


@frozen
class NewAccountForm:
    """A new account, as it was typed."""

    account: str
    email: str
    password: str = field(repr=False)
    again: str = field(repr=False)


@frozen
class NewPasswordForm:
    """Another password, as it was typed."""

    current: str = field(repr=False)
    new: str = field(repr=False)
    again: str = field(repr=False)


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
