"""Whom we want to be and whom we are on a network. State only; `login` changes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chat.model.session.login import Exchange


@dataclass(slots=True)
class NewAccount:
    """An account that is to be made; `asked` once the server knows."""

    account: str  # "": as the nick
    email: str = field(repr=False)
    password: str = field(repr=False)
    asked: bool = False


@dataclass(slots=True)
class PasswordChange:
    """The password that is asked for, and the label of the request."""

    new: str = field(repr=False)
    label: str = ""


@dataclass(slots=True)
class Login:
    """The account to log in to, "" as a guest; and how far it is on the present connection."""

    account: str = ""
    password: str = field(default="", repr=False)
    certificate: bool = False  # one of ours is shown over TLS, and says who we are
    unencrypted: bool = False  # the password may go without TLS: the person said so
    logged_in: str = ""  # the account, as the server says it
    mechanisms: list[str] = field(default_factory=list)  # still to be tried
    exchange: Exchange | None = None
    awaited: bool = False  # as soon as the capability is granted
    new: NewAccount | None = None
    change: PasswordChange | None = None  # the server is asked for another password

    def restart(self) -> None:
        """Another connection: nothing of the last one holds."""
        self.logged_in = ""
        self.mechanisms = []
        self.exchange = None
        self.awaited = False
        self.change = None
        if self.new is not None:
            self.new.asked = False
