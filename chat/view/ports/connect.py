"""What the connect dialog shows beside its form, and what it reports: servers to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct


class ServerRow(Struct, frozen=True):
    """A server to choose. `key` is opaque to the view; the rest fills in the form."""

    key: str
    name: str
    address: str  # host, and port where it is not the usual one, as people write it
    host: str
    port: str
    tls: bool = False
    channel: str | None = None  # None: what the form has stays
    nick: str = ""  # "": what the form has stays
    realname: str = ""
    recent: bool = False  # we were there before: it can be forgotten


class ConnectView(Protocol):
    """The connect dialog's lists and remarks; nothing happens while it is closed."""

    def show_servers(self, rows: Sequence[ServerRow], note: str, *, looking: bool) -> None:
        """The servers to choose from, and a sentence about the search, or ""."""

    def show_nick_problem(self, text: str) -> None:
        """What is wrong with the name that is typed, or ""."""


class ConnectIntents(Protocol):
    """What the person does in the connect dialog, beside Connect and Cancel."""

    def on_dialog_opened(self) -> None:
        """The dialog is there to be seen."""

    def on_dialog_closed(self) -> None:
        """It is gone, whoever closed it."""

    def on_look_again(self) -> None:
        """The search for servers is to begin anew."""

    def on_forget_server(self, key: str) -> None:
        """A recent server is to be forgotten."""

    def on_nick_typed(self, nick: str) -> None:
        """The name in the dialog is this now."""
