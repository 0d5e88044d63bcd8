"""Hosting a chat on this computer (`HostingModel`). Belongs to the Tk thread.

The server is a process of its own, looked after by a thread (`chat.model.supervision`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from platformdirs import user_data_path

from chat.model.events import Event, HostingChanged
from chat.model.hosted import FOLDER, OPERATOR, HostedServer, HostingOptions, HostingState
from chat.model.own_address import own_address

if TYPE_CHECKING:  # imported when hosting begins: the program's start does not wait for it
    from chat.model.server_process import Ports, Spawn
    from chat.model.supervision import Supervisor

APP_NAME = "chat-app"
LOOPBACK = "127.0.0.1"

Post = Callable[[Callable[[], None]], None]


def default_folder() -> Path:
    """Where the hosted server's data is, as the system has it for data."""
    return user_data_path(APP_NAME, appauthor=False) / FOLDER


class Hosting:
    """One server of our own, or none."""

    def __init__(
        self,
        post: Post,
        publish: Callable[[Event], None],
        send: Callable[[str, str, str, str], None],
        *,
        folder: Path | None = None,
        spawn: Spawn | None = None,
        ports: Callable[[bool], Ports] | None = None,
    ) -> None:
        """`post` has a call made on the Tk thread; `send` sends words on a network.

        `spawn` makes the server's process, `ports` finds some that are free; None: real ones.
        """
        self._post = post
        self._publish = publish
        self._send = send
        self._folder = folder
        self._spawn = spawn
        self._ports = ports
        self._supervisor: Supervisor | None = None
        self._number = 0
        self.server = HostedServer()

    def start(self, options: HostingOptions) -> None:
        """See HostingModel."""
        if self.server.is_on:
            return
        from chat.model.server_process import ServerChild, free_ports
        from chat.model.supervision import Supervisor

        self._number += 1
        self._supervisor = Supervisor(
            options,
            self._folder or default_folder(),
            self._spawn or ServerChild,
            self._ports or free_ports,
            partial(reachable, options.open),
            partial(self._report, self._number),
        )
        self._change(HostedServer(HostingState.STARTING, options))
        self._supervisor.start()

    def stop(self) -> None:
        """See HostingModel."""
        if self._supervisor is not None and self.server.is_on:
            self._change(replace(self.server, state=HostingState.STOPPING))
            self._supervisor.end()

    def become_operator(self, network: str) -> None:
        """See HostingModel."""
        if self.server.oper:
            self._send(network, "OPER", OPERATOR, self.server.oper)

    def close(self) -> None:
        """See HostingModel."""
        if self._supervisor is not None:
            self._number += 1  # nothing more is told
            self._supervisor.end()
            self._supervisor.join()
            self._supervisor = None

    def _report(self, number: int, server: HostedServer) -> None:
        """On the supervisor's thread."""
        self._post(partial(self._take, number, server))

    def _take(self, number: int, server: HostedServer) -> None:
        if number != self._number:
            return
        if self.server.state is HostingState.STOPPING and server.is_on:
            return  # told before it was stopped
        self._change(server)

    def _change(self, server: HostedServer) -> None:
        self.server = server
        self._publish(HostingChanged(server))


def reachable(open_to_network: bool) -> tuple[str, ...]:
    """This computer's addresses at which others reach it, the usual one first."""
    return tuple(own_address().split()[:1]) if open_to_network else (LOOPBACK,)
