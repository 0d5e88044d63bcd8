"""What the window for hosting a chat shows, and what it reports."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct


class HostingForm(Struct, frozen=True):
    """What a person decides before hosting."""

    name: str = ""
    open: bool = True  # to the network; else to this computer alone
    password: str = ""


class HostingPanel(Struct, frozen=True):
    """A chat that is hosted, as it is shown: worded; what is empty is not shown."""

    headline: str
    detail: str = ""
    link: str = ""
    address: str = ""
    fingerprint: str = ""
    failed: bool = False  # the headline says what went wrong
    busy: bool = False  # something is on its way
    can_stop: bool = True


class HostingView(Protocol):
    """The window for hosting; there is one at most."""

    def is_open(self) -> bool:
        """Whether it is on the screen."""

    def open_form(self, form: HostingForm) -> None:
        """Open it, or bring it to the front, with the questions before hosting."""

    def open_panel(self, panel: HostingPanel) -> None:
        """Open it, or bring it to the front, with the chat that is hosted."""

    def show_panel(self, panel: HostingPanel) -> None:
        """Bring it up to date, if it is open."""

    def show_problem(self, text: str) -> None:
        """What is wrong with the form; what was typed stays."""


class HostingIntents(Protocol):
    """What the person does about hosting."""

    def on_open(self, nick: str = "") -> None:
        """The window for hosting is wanted; `nick` is the name in the connect dialog, if any."""

    def on_start(self, form: HostingForm) -> None:
        """A chat is to be hosted."""

    def on_stop(self) -> None:
        """It is to be hosted no longer."""
