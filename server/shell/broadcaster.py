"""The one thread that writes: takes the core's ticks and brings their bytes to the sockets.

It alone sends to, closes and forgets sockets, so that no descriptor is closed while another thread
uses it. It holds the state lock to take a tick and to tell the core of lost clients, never while it
sends. What is said to whom is the core's business; reading is the clients' threads'.
"""

from __future__ import annotations

import logging
import selectors
import threading
from collections.abc import Callable
from time import monotonic, sleep

from server.core.core import Core
from server.core.delivery import Tick
from server.core.ports import Journal
from server.shell.connection import SENDQ_EXCEEDED, Connection
from server.shell.journal import TickJournal
from server.shell.state_lock import StateLock
from server.shell.wakeup import Wakeup

log = logging.getLogger(__name__)

SWEEP_INTERVAL = 1.0  # seconds between looks at who is silent
LINGER = 5.0  # seconds a closed connection has to take its last bytes and to hang up
TIDY_PAUSE = 0.002  # seconds that are left to the clients between two steps of housekeeping
CROWD = 16  # lines for many that wait for a tick when many talk at once
GATHER = 0.003  # seconds that a crowd is left to say more
#: Lines that may wait for one tick before the clients' threads wait for it. Fewer, and each has to
#: pay more of the sends; more, and the processor's caches no longer hold what is copied to each
#: member. (Processor time with 1,000 members: 512 lines 5 % more, 1,536 2 %, 2,048 a tenth.)
TICK_LINES = 1024


class Broadcaster:
    """Ticks, backlogs, sweeps and the end of connections, in one thread."""

    def __init__(self, core: Core, lock: StateLock, wakeup: Wakeup, store: Journal) -> None:
        """`lock`: the state lock. `wakeup`: rung whenever a tick has something."""
        self.journal = TickJournal(store, self._tell_all)
        self._core = core
        self._delivery = core.delivery
        self._lock = lock
        self._wakeup = wakeup
        self._attention: list[Connection] = []
        self._retired: list[Connection] = []
        self._aside: list[tuple[Connection, bytes]] = []
        self._blocked: set[Connection] = set()  # registered, waiting for room
        self._ending: dict[Connection, float] = {}  # closing -> since when, the oldest first
        self._linger = LINGER
        self._next_sweep = monotonic() + SWEEP_INTERVAL
        self._stopping = False
        #: Done after the tick of every sweep, without the lock, in the broadcaster's thread.
        self.chores: list[Callable[[], None]] = []
        self._chores_due = False
        self.cuts = 0  # clients that did not read what they were sent
        self.observe: Callable[[Tick, float], None] | None = None  # a tick that is out; seconds
        self._untidy = True  # housekeeping is due; a step after each tick
        self._selector: selectors.BaseSelector
        self._thread = threading.Thread(target=self._run, name="broadcaster", daemon=True)

    def attend(self, connection: Connection) -> None:
        """A connection needs more than a send. Called in the broadcaster's thread."""
        self._attention.append(connection)

    def wait_for_room(self) -> None:
        """Wait while a tick's worth of lines is on its way. Called under the state lock.

        Without this, clients that flood would grow the logs without bound, and would take the
        interpreter from the one thread that empties them.
        """
        while self._delivery.waiting > TICK_LINES:
            self._lock.wait()

    def send_soon(self, connection: Connection, data: bytes) -> None:
        """Send what a connection's protocol owes its peer, as a pong. Not under the state lock."""
        with self._lock:
            self._aside.append((connection, data))
            self._lock.want()

    def retire(self, connection: Connection) -> None:
        """The client's thread is through with it. Called under the state lock, after `drop`."""
        self._retired.append(connection)
        self._lock.want()

    def start(self) -> None:
        """Start the thread."""
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._wakeup, selectors.EVENT_READ)
        self._thread.start()

    def hasten(self, linger: float) -> None:
        """From now on connections have `linger` seconds to end. Called under the state lock."""
        self._linger = linger
        self._lock.want()

    def stop(self) -> None:
        """Bring out what is left, within the time to linger; then end the thread and wait."""
        self._stopping = True
        self._wakeup.ring()
        self._thread.join()
        self._selector.close()

    def _run(self) -> None:
        while not self._stopping or self._ending or self._retired:
            ready = self._selector.select(self._timeout())
            self._gather()
            try:
                self._turn([key.data for key, _ in ready if key.data is not None])
            except Exception:
                log.exception("a tick failed; the server goes on")
        self.journal.end()

    def _gather(self) -> None:
        """Let a crowd say more before its tick is taken.

        However little a tick holds, it costs a commit, and a send for each who hears it: of many
        small ticks that is most. One who speaks alone never waits for this, and no answer does.
        """
        delivery = self._delivery
        if delivery.said > CROWD and delivery.waiting < TICK_LINES:
            sleep(GATHER)

    def _timeout(self) -> float:
        if self._untidy:
            return TIDY_PAUSE
        due = self._next_sweep
        if self._ending:
            due = min(due, next(iter(self._ending.values())) + self._linger)
        return max(0.0, due - monotonic())

    def _turn(self, writable: list[Connection]) -> None:
        for connection in writable:
            connection.drain()
            self.attend(connection)
        tick, retired, aside = self._take()
        began = monotonic()
        try:
            self.journal.commit(tick.writes, tick.recorded)
            self._deliver(tick)
            if self.observe is not None:
                self.observe(tick, monotonic() - began)
        finally:
            for connection, data in aside:
                connection.send(data)
            for connection in retired:
                connection.unread = True
                connection.close()
                self.attend(connection)
            self._attend_all()
            self._expire()
        if self._untidy:
            self._untidy = False  # until it is known: a step that fails is not repeated at once
            self._untidy = self.journal.tidy()
        if self._chores_due:
            self._chores_due = False
            for chore in self.chores:
                chore()

    def _tell_all(self, text: str) -> None:
        """A notice of the server to everybody, ahead of the tick that is about to be sent."""
        with self._lock:
            notices = [(each.sink, self._core.notice(each, text)) for each in self._core.sessions]
        for sink, notice in notices:
            sink.send(notice)

    def _take(self) -> tuple[Tick, list[Connection], list[tuple[Connection, bytes]]]:
        """One hold of the lock: whoever retires has all its bytes in this tick, or before it."""
        self._wakeup.clear()
        now = monotonic()
        with self._lock:
            if now >= self._next_sweep:
                self._next_sweep = now + SWEEP_INTERVAL
                self._core.sweep()
                self._untidy = self._chores_due = True
            tick = self._delivery.take()
            retired, self._retired = self._retired, []
            aside, self._aside = self._aside, []
            self._lock.notify_all()
        return tick, retired, aside

    @staticmethod
    def _deliver(tick: Tick) -> None:
        try:
            for session, data in tick.deliveries():
                session.sink.send(data)
        finally:
            for session in tick.closing:
                session.sink.close()

    def _attend_all(self) -> None:
        while self._attention:
            waiting, self._attention = self._attention, []
            for connection in dict.fromkeys(waiting):
                self._attend(connection)

    def _attend(self, connection: Connection) -> None:
        if connection.failure is not None and connection.session is not None:
            with self._lock:
                self._core.drop(connection.session, connection.failure)
            connection.session = None
            self.cuts += connection.failure == SENDQ_EXCEEDED
        self._watch(connection)
        if connection.closing and not connection.waiting:
            connection.end_stream()
            if connection.unread:
                self._release(connection)
                return
        if connection.closing and not connection.finished:
            self._ending.setdefault(connection, monotonic())

    def _watch(self, connection: Connection) -> None:
        """Be told of room in the socket while, and only while, something waits for it."""
        if connection.waiting and connection not in self._blocked:
            self._blocked.add(connection)
            self._selector.register(connection.socket, selectors.EVENT_WRITE, connection)
        elif not connection.waiting and connection in self._blocked:
            self._blocked.discard(connection)
            self._selector.unregister(connection.socket)

    def _release(self, connection: Connection) -> None:
        self._ending.pop(connection, None)
        connection.session = None  # its sink is the connection: a cycle, found only after long
        connection.socket.close()

    def _expire(self) -> None:
        now = monotonic()
        while self._ending:
            connection, since = next(iter(self._ending.items()))
            if since + self._linger > now:
                return
            del self._ending[connection]
            connection.abort()
            self._attend(connection)
