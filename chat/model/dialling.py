"""Finding and reaching a server: name look-up, then TCP to whichever of its addresses answers.

Runs in a connection's dial thread. Every wait is bounded by one deadline and ends within moments
of being cancelled; every failure is told apart. Nothing of IRC may live here.
"""

from __future__ import annotations

import errno
import os
import queue
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from itertools import chain, zip_longest
from typing import Any

from chat.model.events import FailureReason
from chat.model.security import Certificate, Doubt
from chat.translation import _

#: One entry of getaddrinfo's answer: family, type, protocol, canonical name, address.
AddressInfo = tuple[int, int, int, str, Any]
Resolver = Callable[[str, int], Sequence[AddressInfo]]

_SLICE = 0.05  # seconds between looks at whether we were cancelled
_HEAD_START = 0.25  # seconds an address has before the next is tried beside it (RFC 8305, 5)
_IN_PROGRESS = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", 0)}
_TIMED_OUT = {errno.ETIMEDOUT, getattr(errno, "WSAETIMEDOUT", errno.ETIMEDOUT)}
_REFUSED = {errno.ECONNREFUSED, getattr(errno, "WSAECONNREFUSED", errno.ECONNREFUSED)}


class DialError(Exception):
    """The server could not be reached; `detail` is the system's own wording."""

    def __init__(self, reason: FailureReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class DoubtfulCertificate(DialError):  # noqa: N818 - named for what it is
    """The server shows a certificate that nothing speaks for, or another than the pinned one."""

    def __init__(
        self, reason: FailureReason, detail: str, doubt: Doubt, certificate: Certificate
    ) -> None:
        super().__init__(reason, detail)
        self.doubt = doubt
        self.certificate = certificate


class Patience:
    """How long dialling may go on: until its deadline, or until somebody cancels."""

    def __init__(self, seconds: float, cancelled: threading.Event) -> None:
        self.seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._cancelled = cancelled

    def next_wait(self) -> float:
        """Seconds to wait now, at most; raises DialError once cancelled or too late."""
        if self._cancelled.is_set():
            raise DialError(FailureReason.CANCELLED, "cancelled")
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise DialError(
                FailureReason.TIMED_OUT,
                _("no answer within {seconds:g} s").format(seconds=self.seconds),
            )
        return min(left, _SLICE)


def system_resolver(host: str, port: int) -> Sequence[AddressInfo]:
    """Ask the system's resolver for stream addresses of a host."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def look_up(
    host: str, port: int, patience: Patience, resolve: Resolver = system_resolver
) -> Sequence[AddressInfo]:
    """The addresses of a host. Raises DialError (name not found, timed out, cancelled).

    getaddrinfo can neither be interrupted nor given a deadline, so it runs in a thread of its
    own; when nobody waits for it any more, its answer is dropped.
    """
    answers: queue.SimpleQueue[Sequence[AddressInfo] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, ValueError, OverflowError) as error:
            # ValueError: names that IDNA cannot write, or with a NUL in them.
            answers.put(error)

    threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
    while True:
        try:
            answer = answers.get(timeout=patience.next_wait())
        except queue.Empty:
            continue
        if isinstance(answer, Exception) or not answer:
            raise DialError(FailureReason.NAME_NOT_FOUND, _wording(answer))
        return answer


def _wording(error: object) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error) if isinstance(error, Exception) else _("the name has no address")


def dial(addresses: Sequence[AddressInfo], patience: Patience) -> socket.socket:
    """A blocking socket, connected to the first address that answers (RFC 8305, section 5).

    Raises DialError; of several failures the one that tells most is kept.
    """
    waiting = deque(_alternate_families(addresses))
    failures: list[OSError] = []
    with selectors.DefaultSelector() as attempts:
        next_start = 0.0
        try:
            while waiting or attempts.get_map():
                wait = patience.next_wait()
                if waiting and (not attempts.get_map() or time.monotonic() >= next_start):
                    _start_attempt(waiting.popleft(), attempts, failures)
                    next_start = time.monotonic() + _HEAD_START
                if attempts.get_map():
                    connected = _first_connected(attempts, wait, failures)
                    if connected is not None:
                        return connected
        finally:
            for key in list(attempts.get_map().values()):
                _socket_of(key).close()
    raise _most_telling(failures)


def _alternate_families(addresses: Sequence[AddressInfo]) -> list[AddressInfo]:
    """The resolver's order, but families in turns, so that a dead one costs one head start."""
    first = [address for address in addresses if address[0] == addresses[0][0]]
    others = [address for address in addresses if address[0] != addresses[0][0]]
    turns = chain.from_iterable(zip_longest(first, others))
    return [address for address in turns if address is not None]


def _start_attempt(
    address: AddressInfo, attempts: selectors.BaseSelector, failures: list[OSError]
) -> None:
    family, kind, protocol, _, where = address
    try:
        attempt = socket.socket(family, kind, protocol)
    except OSError as error:
        failures.append(error)
        return
    attempt.setblocking(False)
    try:
        code = attempt.connect_ex(where)
    except OSError as error:
        code = error.errno or errno.EHOSTUNREACH
    if code in _IN_PROGRESS:
        attempts.register(attempt, selectors.EVENT_WRITE)
    else:
        attempt.close()
        failures.append(OSError(code, os.strerror(code)))


def _first_connected(
    attempts: selectors.BaseSelector, wait: float, failures: list[OSError]
) -> socket.socket | None:
    for key, _events in attempts.select(wait):
        attempt = _socket_of(key)
        attempts.unregister(attempt)
        code = attempt.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code == 0:
            attempt.setblocking(True)
            return attempt
        attempt.close()
        failures.append(OSError(code, os.strerror(code)))
    return None


def _socket_of(key: selectors.SelectorKey) -> socket.socket:
    assert isinstance(key.fileobj, socket.socket)
    return key.fileobj


def _most_telling(failures: Sequence[OSError]) -> DialError:
    """A refusal proves the machine is there; silence says more than a missing route."""
    order = [FailureReason.REFUSED, FailureReason.TIMED_OUT, FailureReason.UNREACHABLE]
    told = [DialError(_reason(error), error.strerror or str(error)) for error in failures]
    return min(told, key=lambda error: order.index(error.reason))


def _reason(error: OSError) -> FailureReason:
    if error.errno in _REFUSED:
        return FailureReason.REFUSED
    if error.errno in _TIMED_OUT:
        return FailureReason.TIMED_OUT
    return FailureReason.UNREACHABLE
