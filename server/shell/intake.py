"""From what clients sent to the core: under the state lock, at the pace that each may have.

Called in the clients' own threads. What comes too fast waits here for its turn; a client that goes
on is cut. What a command puts off (`Deferred`) is run between, without the lock.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from chat.protocol.line_buffer import OverlongLine
from server.core.core import Core
from server.core.deferred import Deferred
from server.core.entities import Session
from server.core.plain import PlainGuest
from server.shell.broadcaster import Broadcaster
from server.shell.connection import Connection
from server.shell.message_log import describe
from server.shell.state_lock import StateLock

log = logging.getLogger(__name__)

Lines = list[bytes | OverlongLine]

_LEAST_SIZE = 64  # bytes that a waiting line counts for at least: it costs us memory, too
_LONGEST_NAP = 0.25  # seconds between looks whether a connection is over
_TEXT_COST = 400  # bytes of a guest's text that count as one line


class Intake:
    """The way in of one server."""

    def __init__(self, core: Core, lock: StateLock, broadcaster: Broadcaster) -> None:
        """`lock`: the state lock."""
        self._core = core
        self._lock = lock
        self._broadcaster = broadcaster

    def receive(self, connection: Connection, session: Session, waiting: Lines) -> None:
        """Hand on lines as fast as the session may send, in one hold of the lock.

        What comes too fast stays in `waiting`, to be handed on after `connection.patience`. (Were
        the lock let go at every line, threads that flood would hand it to each other, and a switch
        of threads costs more than a line does.)
        """
        deferred: Deferred[Any] | None = None
        while True:
            with self._lock:
                if deferred is not None:
                    deferred = self._core.resume(session, deferred)
                if deferred is None:
                    connection.patience = None
                    deferred = self._receive_each(connection, session, waiting)
            if deferred is None:
                return
            self._broadcaster.journal.wait_for(deferred.recorded)
            deferred.run()

    def _receive_each(
        self, connection: Connection, session: Session, waiting: Lines
    ) -> Deferred[Any] | None:
        """Hand on lines until one has work to do without the lock, or comes too fast."""
        debugging = log.isEnabledFor(logging.DEBUG)
        handled, deferred = 0, None
        for line in waiting:
            if session.pace is not None and (wait := self._core.wait(session)):
                connection.patience = wait
                break
            handled += 1
            if debugging:
                log.debug("message", extra={"client": session.id, **describe(line)})
            self._broadcaster.wait_for_room()
            deferred = self._core.receive(session, line)
            if deferred is not None:
                break
        del waiting[:handled]
        if connection.patience is not None:
            self._cut_flooder(session, waiting)
        return deferred

    def _cut_flooder(self, session: Session, waiting: Lines) -> None:
        """Cut a client if too much waits."""
        if sum(max(_LEAST_SIZE, _size(line)) for line in waiting) > self._core.receive_queue:
            self._core.cut_flooder(session)
        if session.closing:
            waiting.clear()

    def finish(self, connection: Connection, session: Session, waiting: Lines) -> None:
        """The peer sends no more: what it sent still counts, at the pace that it may have."""
        while waiting and not connection.finished:
            time.sleep(min(connection.patience or 0.0, _LONGEST_NAP))
            self.receive(connection, session, waiting)

    def say(self, connection: Connection, guest: PlainGuest, session: Session, text: bytes) -> None:
        """Hand on a guest's text, when it is its turn. Until then nothing more is read."""
        log.debug("bare text", extra={"client": session.id, "bytes": len(text)})
        cost = 1 + len(text) // _TEXT_COST
        while not connection.finished:
            with self._lock:
                wait = self._core.wait(session, cost)
                if not wait:
                    self._broadcaster.wait_for_room()
                    guest.say(text)
                    return
            time.sleep(min(wait, _LONGEST_NAP))


def _size(line: bytes | OverlongLine) -> int:
    return len(line) if isinstance(line, bytes) else 0
