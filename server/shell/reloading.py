"""The configuration read again while the server runs: for an operator's REHASH, or SIGHUP.

Files are read in the main thread, without the state lock. What cannot be used changes nothing.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable

from server.config import ServerConfig
from server.core.core import Core
from server.core.entities import Session
from server.shell import supervision
from server.shell.config_file import ConfigError
from server.shell.state_lock import StateLock

log = logging.getLogger(__name__)


class Reloading:
    """Requests to read the configuration again, answered one after the other."""

    def __init__(self, core: Core, lock: StateLock, wake: Callable[[], None]) -> None:
        """`wake` ends the main thread's wait. `lock` is the state lock."""
        self.read: Callable[[], ServerConfig] = lambda: core.config  # may raise ConfigError
        #: What else takes new values, or reads its own files again (certificates). Called in the
        #: main thread without the lock; a ConfigError is told, and hinders nothing else.
        self.hooks: list[Callable[[ServerConfig], None]] = []
        self._core = core
        self._lock = lock
        self._wake = wake
        self._asked: deque[Session | None] = deque()

    def ask(self, session: Session | None = None) -> None:
        """Soon read again, and tell this session. From any thread or signal handler."""
        self._asked.append(session)
        self._wake()

    def answer(self) -> None:
        """Do what was asked for since the last time. In the main thread."""
        while self._asked:
            session = self._asked.popleft()
            supervision.notify(supervision.reloading())
            for sentence in self._reload():
                log.info("configuration read again", extra={"outcome": sentence})
                self._tell(session, sentence)
            supervision.notify(supervision.READY)

    def _reload(self) -> list[str]:
        try:
            wanted = self.read()
        except ConfigError as error:
            return [f"The configuration stays as it is: {error.sentence}"]
        with self._lock:
            told = self._core.reconfigure(wanted).sentences()
        for hook in self.hooks:
            told += self._run(hook)
        return told

    def _run(self, hook: Callable[[ServerConfig], None]) -> list[str]:
        """What went wrong, if anything did. A defect is logged: the server goes on."""
        try:
            hook(self._core.config)
        except ConfigError as error:
            return [error.sentence]
        except Exception:
            log.exception("something could not take the new configuration")
            return ["Something could not take the new configuration; the log has more."]
        return []

    def _tell(self, session: Session | None, sentence: str) -> None:
        with self._lock:
            if session is not None and session in self._core.sessions and not session.closing:
                self._core.context.say(session, "NOTICE", session.target, sentence)
