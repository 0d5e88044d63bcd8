"""The broadcast server: accepts in the main thread, one thread for each client, one broadcaster.

Threads and what they may touch:

| thread | does | touches |
| --- | --- | --- |
| main (`serve_forever`) | accepts, starts clients' threads, ends the server | the registry |
| one a client (`handle_client`) | reads, frames, hands lines to the core | its socket (reading) |
| broadcaster | brings out what the core said, sweeps, closes | all sockets (writing, closing) |

The state lock is held around every call of the core, and nothing that can block is called under
it: what a command puts off (`Deferred`) is run in its client's thread without the lock. What
commands mean is decided in `server.core`; command lines and signals are `__main__`'s.
"""

from __future__ import annotations

import logging
import selectors
import time

from server.cloak import Cloak, load_secret
from server.config import ServerConfig
from server.core.account_ports import AccountServices
from server.core.core import Core
from server.core.ports import Clock
from server.operators import hashed_operators
from server.shell import supervision
from server.shell.account_watch import AccountWatch
from server.shell.arrivals import Arrivals
from server.shell.ban_watch import BanWatch
from server.shell.broadcaster import Broadcaster
from server.shell.client_threads import ClientThreads
from server.shell.config_file import ConfigError
from server.shell.doors import Door, Doors
from server.shell.listener import CannotListen, address_text, refuse
from server.shell.mail import code_sender
from server.shell.passwords import Argon2Passwords
from server.shell.reloading import Reloading
from server.shell.state_lock import StateLock
from server.shell.upload_admission import ChatAdmission
from server.shell.wakeup import Wakeup
from server.store.store import open_store

log = logging.getLogger(__name__)

LAST_WORDS = 0.3  # seconds that clients have to take the last lines when the server ends
JOIN_TIMEOUT = 0.4  # seconds that all clients' threads together have to end after that


class ChatServer(ClientThreads):
    """One server: `bind`, then `serve_forever` until `stop`."""

    def __init__(self, config: ServerConfig, clock: Clock = time.time) -> None:
        """Opens the store. Raises StoreFailure if it cannot be used."""
        self._bell = Wakeup()  # for the main thread
        self._broadcaster_wakeup = wakeup = Wakeup()
        self._store = open_store(config, clock)
        lock = StateLock(wakeup.ring)
        core = Core(config, clock, store=self._store, wake=lock.want)
        super().__init__(core, lock, Broadcaster(core, lock, wakeup, self._store))
        self._passwords = Argon2Passwords()
        self._take_account_services(config)
        self._set_up_moderation(config)
        self.broadcaster.chores.append(BanWatch(self.core, self.lock, self._store.moderation).look)
        accounts = AccountWatch(self.core, self.lock, self._store.accounts)
        self.broadcaster.chores.append(accounts.look)
        self.reloading = Reloading(self.core, self.lock, self._bell.ring)
        self.reloading.hooks += [
            self._take_operators,
            self._take_account_services,
            self._store.reconfigure,
            lambda _: self.reload_certificates(),
        ]
        self.core.context.rehash = self.reloading.ask
        admission = ChatAdmission(self.core, self.lock)
        self.doors = Doors(lambda: self.config, self, Arrivals(), admission)

    def _set_up_moderation(self, config: ServerConfig) -> None:
        """Ports of the core that need files or slow arithmetic."""
        self._take_operators(config)
        context = self.core.context
        context.verify_password = self._passwords.verify
        if config.cloak_addresses:
            context.cloak = Cloak(load_secret(config.data_dir))

    def _take_account_services(self, config: ServerConfig) -> None:
        services = AccountServices(self._passwords, self._store.accounts, code_sender(config))
        with self.lock:
            self.core.context.services = services

    def _take_operators(self, config: ServerConfig) -> None:
        # Slow, so not under the lock.
        operators = hashed_operators(config.oper, self._passwords.hash)
        with self.lock:
            self.core.take_operators(operators)

    def bind(self) -> None:
        """Bind and listen (row S3).

        Raises CannotListen if an address cannot be had, ConfigError if a certificate cannot be
        used; nothing stays open then.
        """
        try:
            self.doors.bind()
        except (CannotListen, ConfigError):
            self._close_all()
            raise
        self.core.context.doors = self.doors.open_doors
        for door in self.doors:
            host, port = door.address
            log.info("listening", extra={"host": host, "port": port, "door": door.scheme})

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Host and port of each listening socket: IRC first, then the others (`Doors.bind`)."""
        return [door.address for door in self.doors]

    @property
    def signal_fd(self) -> int:
        """What `signal.set_wakeup_fd` takes, so that a signal ends the wait in `serve_forever`."""
        return self._bell.signal_fd

    def serve_forever(self) -> None:
        """Accept clients until `stop` (rows S5, S7); then say goodbye to all, and return."""
        self.broadcaster.start()
        self.doors.start()
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self._bell, selectors.EVENT_READ)
                for door in self.doors:
                    selector.register(door.listener, selectors.EVENT_READ, door)
                while not self.stopping:
                    for key, _ in selector.select():
                        if isinstance(key.data, Door):
                            self._accept(key.data)
                        else:
                            self._bell.clear()
                    self.reloading.answer()
        finally:
            self._end()

    def stop(self) -> None:
        """Make `serve_forever` end. From any thread or signal handler, any number of times."""
        self.stopping = True
        self._bell.ring()

    def reload_certificates(self) -> None:
        """Read certificate and key again, for those who connect from now on; nobody is dropped.

        Raises ConfigError, with the old ones still in use, if the files cannot be used.
        """
        self.doors.reload()

    def _accept(self, door: Door) -> None:
        accepted = door.listener.accept()
        if accepted is None:
            return
        client_socket, client_address = accepted
        address = address_text(client_address)
        with self.lock:
            refusal = self.core.admit(address, relays=self.doors.relays(door, address))
        if refusal is None:
            self.start_client(client_socket, client_address, door.handler)
        else:
            log.info("client refused", extra={"address": address, "reason": refusal})
            refuse(client_socket, refusal)

    def _end(self) -> None:
        """Say goodbye, flush, join: bounded by LAST_WORDS and JOIN_TIMEOUT."""
        self.stopping = True
        supervision.notify(supervision.STOPPING)
        self.doors.stop_listening()
        with self.lock:
            self.core.shutdown("Server shutting down")
            self.broadcaster.hasten(LAST_WORDS)
            threads = list(self.clients.values())
        log.info("server ends", extra={"clients": len(threads)})
        deadline = time.monotonic() + LAST_WORDS + JOIN_TIMEOUT
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self.broadcaster.stop()
        self._close_all()

    def _close_all(self) -> None:
        self.doors.close()
        self._store.close()
        self._bell.close()
        self._broadcaster_wakeup.close()
