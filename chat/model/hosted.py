"""The nouns of hosting a chat on this computer. Values only."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

OPERATOR = "host"  # the name under which we are the server's operator
FOLDER = "hosted"  # where the data is of a server that is hosted


class HostingState(StrEnum):
    """How the server that we host is."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    RESTARTING = "restarting"  # it ended by itself, and will be there again in a moment
    STOPPING = "stopping"
    FAILED = "failed"  # it could not be started, or ended too often


class HostingOptions(Struct, frozen=True):
    """What a person decides who hosts a chat."""

    name: str  # one word: it stands in a token of 005
    open: bool = True  # to the network; else to this computer alone
    password: str = ""


class HostedServer(Struct, frozen=True):
    """The server that we host, as it is now. Ports are 0 while they are not known."""

    state: HostingState = HostingState.STOPPED
    options: HostingOptions = HostingOptions("")
    addresses: tuple[str, ...] = ()  # of this computer, at which others reach it
    port: int = 0
    tls_port: int = 0
    files_port: int = 0
    fingerprint: str = ""  # SHA-256 of its certificate, as the server prints it
    problem: str = ""  # the server's last words, after it failed or ended by itself
    log: str = ""  # where its log is
    oper: str = ""  # the password by which we are its operator, in this run alone

    @property
    def is_on(self) -> bool:
        """Whether there is a server to be stopped."""
        return self.state not in (HostingState.STOPPED, HostingState.FAILED)
