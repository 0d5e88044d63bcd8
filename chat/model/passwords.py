"""Passwords for this run, and in the system's keyring for the next: never in a file.

State belongs to the Tk thread. The keyring is asked on a thread of its own, since it may wait for
the person; what it says comes back through the pump. Which passwords it has is remembered by name
(`known_servers`), so that it is not asked for what it cannot know.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from functools import partial

from chat.model.events import Event, PasswordNotKept
from chat.model.known_servers import KnownServers
from chat.model.ports.passwords import SecretStore, SecretsUnavailable

CLOSE_TIME = 0.5  # seconds for what is still to be kept when the program ends

Post = Callable[[Callable[[], None]], None]
Deliver = Callable[[str], None]


def account_name(account: str, host: str, port: int) -> str:
    """The name of an account's password."""
    return f"{account} at {host.casefold()}:{port}"


def server_name(host: str, port: int) -> str:
    """The name of a server's own password (PASS)."""
    return f"server {host.casefold()}:{port}"


class Passwords:
    """Knows passwords by name; `store` None: for this run only. `wanted` says whether to keep."""

    def __init__(
        self,
        store: SecretStore | None,
        known: KnownServers,
        post: Post,
        publish: Callable[[Event], None],
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        self._store = store
        self._known = known
        self._post = post
        self._publish = publish
        self._wanted = wanted
        self._secrets: dict[str, str] = {}  # of this run
        self._told = False
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def known(self, name: str) -> str:
        """The password, if it is known in this run; "" if not."""
        return self._secrets.get(name, "")

    def fetch(self, name: str, deliver: Deliver) -> None:
        """Give the password to `deliver`, "" if there is none; at once, or by the pump."""
        store = self._store
        if name in self._secrets or store is None or name not in self._known.kept_passwords():
            deliver(self.known(name))
            return

        def ask() -> None:
            try:
                secret = store.get(name) or ""
            except SecretsUnavailable as error:
                self._post(partial(self._refused, str(error)))
                secret = ""
            self._post(partial(self._fetched, name, secret, deliver))

        self._do(ask)

    def use(self, name: str, secret: str) -> None:
        """Know a password in this run; "" forgets it for this run."""
        if secret:
            self._secrets[name] = secret
        else:
            self._secrets.pop(name, None)

    def keep(self, name: str) -> None:
        """The password of this run was right: keep it for the next, if the person wants that."""
        secret, store = self._secrets.get(name), self._store
        if not secret or store is None or not self._wanted():
            return

        had = name in self._known.kept_passwords()
        # Now, and not when it is done: the program may end before that is heard of.
        self._known.mark_kept(name, True)

        def put() -> None:
            try:
                if not had or store.get(name) != secret:
                    store.put(name, secret)
            except SecretsUnavailable as error:
                self._post(partial(self._not_kept, name, str(error)))

        self._do(put)

    def kept(self) -> Sequence[str]:
        """See PasswordsModel."""
        return self._known.kept_passwords()

    def forget(self, name: str) -> None:
        """See PasswordsModel."""
        store = self._store
        self._secrets.pop(name, None)
        if store is None or name not in self._known.kept_passwords():
            return
        self._known.mark_kept(name, False)

        def drop() -> None:
            try:
                store.drop(name)
            except SecretsUnavailable as error:
                self._post(partial(self._not_forgotten, name, str(error)))

        self._do(drop)

    def close(self) -> None:
        """End the thread, unless the keyring holds it up."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(CLOSE_TIME)

    def _fetched(self, name: str, secret: str, deliver: Deliver) -> None:
        if secret:
            self._secrets.setdefault(name, secret)
        deliver(self.known(name))

    def _refused(self, words: str) -> None:
        if not self._told:  # once is enough: it will be so for every password
            self._told = True
            self._publish(PasswordNotKept(words))

    def _not_kept(self, name: str, words: str) -> None:
        self._known.mark_kept(name, False)
        self._refused(words)

    def _not_forgotten(self, name: str, words: str) -> None:
        self._known.mark_kept(name, True)
        self._publish(PasswordNotKept(words, name))

    def _do(self, job: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="passwords", daemon=True)
            self._thread.start()
        self._jobs.put(job)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
