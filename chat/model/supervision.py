"""One hosted server, kept running: a thread starts it, listens to it, and starts it again.

A server that ends by itself is started again, later each time; after the third quick end it is
given up, with its last words. Clock and process come in from outside.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from chat.model.hosted import HostedServer, HostingOptions, HostingState
from chat.model.server_process import (
    END_TIME,
    LOG_NAME,
    Child,
    Launch,
    Ports,
    Spawn,
    complaint,
    last_line,
    told,
)

log = logging.getLogger(__name__)

QUICK = 15.0  # seconds: a server that lived shorter ended quickly
MOST_QUICK = 3  # quick ends in a row, after which it is given up
DELAYS = (1.0, 3.0)  # seconds before each start after a quick end

Report = Callable[[HostedServer], None]


class Supervisor:
    """Runs one server until `end`, on a thread of its own; `report` is called there."""

    def __init__(
        self,
        options: HostingOptions,
        folder: Path,
        spawn: Spawn,
        ports: Callable[[bool], Ports],
        addresses: Callable[[], tuple[str, ...]],
        report: Report,
        *,
        steady: Callable[[], float] = time.monotonic,
        delays: tuple[float, ...] = DELAYS,
    ) -> None:
        self._folder = folder
        self._spawn = spawn
        self._ports = ports
        self._addresses = addresses
        self._report = report
        self._steady = steady
        self._delays = delays
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._server = HostedServer(
            HostingState.STARTING,
            options,
            log=str(folder / LOG_NAME),
            oper=secrets.token_urlsafe(24),
        )
        self._thread = threading.Thread(target=self._run, name="hosting", daemon=True)
        self._killer: threading.Timer | None = None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """Have the server end; what does not within END_TIME is killed. Returns at once."""
        with self._lock:
            self._ending.set()
            if self._child is not None and self._killer is None:
                self._child.end()
                self._killer = threading.Timer(END_TIME, self._child.kill)
                self._killer.daemon = True
                self._killer.start()

    def join(self) -> None:
        """Wait until it has ended."""
        self._thread.join(END_TIME + 1.0)
        if self._killer is not None:
            self._killer.cancel()
            self._killer.join(1.0)

    def _run(self) -> None:
        try:
            self._tell(HostingState.STARTING)
            ports = self._ports(self._server.options.open)
            quick = 0
            while not self._ending.is_set():
                began = self._steady()
                was_up = self._serve(ports)
                quick = quick + 1 if self._steady() - began < QUICK else 0
                if self._ending.is_set():
                    break
                if not was_up or quick >= MOST_QUICK:
                    self._tell(HostingState.FAILED)
                    return
                self._tell(HostingState.RESTARTING)
                self._ending.wait(self._delays[max(1, min(quick, len(self._delays))) - 1])
        except OSError as error:
            log.warning("The server cannot be started: %s", error)
            self._tell(HostingState.FAILED, problem=error.strerror or str(error))
        else:
            self._tell(HostingState.STOPPED, problem="")

    def _serve(self, ports: Ports) -> bool:
        """Run it once, to its end; whether it came to listen. Raises OSError."""
        launch = Launch(self._server.options, ports, self._folder, self._server.oper)
        with self._lock:
            if self._ending.is_set():
                return True
            child = self._child = self._spawn(launch)
        was_up = False
        facts: dict[str, str] = {}
        try:
            for line in child.lines():
                facts |= told(line)
                self._server = replace(
                    self._server, problem=complaint(line) or self._server.problem
                )
                if not was_up and {"port", "tls_port", "fingerprint"} <= facts.keys():
                    was_up = True
                    self._tell_running(facts, ports.files)
        finally:
            self._let_go(child)
        if not self._server.problem:
            self._server = replace(self._server, problem=last_line(self._server.log))
        return was_up

    def _tell_running(self, facts: dict[str, str], files_port: int) -> None:
        self._tell(
            HostingState.RUNNING,
            addresses=self._addresses(),
            port=int(facts["port"]),
            tls_port=int(facts["tls_port"]),
            files_port=files_port,
            fingerprint=facts["fingerprint"],
            problem="",
        )

    def _let_go(self, child: Child) -> None:
        with self._lock:
            self._child = None
            if self._killer is not None:
                self._killer.cancel()
        child.end()
        if not child.wait(END_TIME):
            child.kill()

    def _tell(self, state: HostingState, **changes: object) -> None:
        self._server = replace(self._server, state=state, **changes)
        self._report(self._server)
