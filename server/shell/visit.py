"""One client's time with the server: a session of the core, from its first byte to its end.

A context manager of its own and no generator: thousands of clients wait inside it.
"""

from __future__ import annotations

import logging
from types import TracebackType
from typing import TYPE_CHECKING

from server.core.entities import Session
from server.core.ports import Sink
from server.shell.connection import Connection
from server.shell.listener import address_text, our_address

if TYPE_CHECKING:
    from server.shell.client_threads import ClientThreads

log = logging.getLogger(__name__)


class Visit:
    """A session for as long as the block runs, and its end however that ends.

    What ends it, an OSError of the socket or a defect, is logged and told to the others; it does
    not leave the block.
    """

    __slots__ = ("_connection", "_server", "_session")

    def __init__(
        self, server: ClientThreads, connection: Connection, sink: Sink, client_address: object
    ) -> None:
        self._server = server
        self._connection = connection
        address = address_text(client_address)
        stream = connection.stream
        with server.lock:
            session = server.core.open(sink, address, secure=stream.secure)
            session.certfp = stream.certfp
            if server.core.context.doors.files_url:
                session.reached = our_address(connection.socket)
            if server.stopping:  # accepted in the server's last moment
                server.core.shutdown("Server shutting down")
        self._session = connection.session = session
        log.info("client connected", extra={"client": session.id, "address": address})

    def __enter__(self) -> Session:
        return self._session

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> bool:
        server, connection, session = self._server, self._connection, self._session
        reason = "Connection closed"
        if isinstance(error, OSError):
            reason = error.strerror or "Read error"
        elif error is not None:
            log.error(
                "client cut: its message could not be handled",
                exc_info=error,
                extra={"client": session.id},
            )
            reason = "Internal server error"
        with server.lock:
            server.core.drop(session, reason)
            server.broadcaster.retire(connection)
            server.clients.pop(connection.socket, None)
        log.info("client left", extra={"client": session.id, "reason": reason})
        return error is None or isinstance(error, Exception)
