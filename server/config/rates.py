"""How often, and how many (`[rates]`)."""

from __future__ import annotations

from dataclasses import dataclass

from server.options import option


@dataclass(frozen=True, slots=True)
class Rates:
    """How often, and how many: what keeps one client from harming the others. 0: no such limit.

    Chosen so that a class of sixty behind one address, all back at once after their network broke
    off, gets in, and that a person who pastes a page is slowed but loses nothing.
    """

    message_rate: float = option(
        4.0,
        help="lines a second that a client may send; what comes faster waits",
        least=0,
        reload=True,
    )
    message_burst: int = option(
        32, help="lines that a client may send at once before it is slowed", least=1, reload=True
    )
    receive_queue: int = option(
        32 * 1024,
        help="bytes that a client may send too fast before it is cut; a line counts 64 at least",
        least=1024,
        reload=True,
    )
    connections_per_address: int = option(
        150, help="connections from one address (IPv6: one /64) at a time", least=0, reload=True
    )
    connection_rate: float = option(
        2.0, help="new connections a second from one address", least=0, reload=True
    )
    connection_burst: int = option(
        150,
        help="new connections from one address at once before the rate counts",
        least=1,
        reload=True,
    )
    password_attempts: int = option(
        5,
        help="wrong passwords for one account from one address within the window",
        least=0,
        reload=True,
    )
    password_attempts_per_address: int = option(
        100,
        help="wrong passwords from one address, or for one account, within the window",
        least=0,
        reload=True,
    )
    password_window: float = option(
        300.0, help="seconds for which a wrong password counts", least=1, reload=True
    )
    nick_rate: float = option(
        0.2, help="changes of its nick a second for one user", least=0, reload=True
    )
    nick_burst: int = option(
        5, help="changes of its nick at once before the rate counts", least=1, reload=True
    )
    invite_rate: float = option(
        0.2, help="invitations a second from one user", least=0, reload=True
    )
    invite_burst: int = option(
        10, help="invitations at once before the rate counts", least=1, reload=True
    )
    metadata_rate: float = option(
        0.5, help="changes of metadata a second from one client", least=0, reload=True
    )
    metadata_burst: int = option(
        50, help="changes of metadata at once before the rate counts", least=1, reload=True
    )


NO_RATES = Rates(
    message_rate=0.0,
    receive_queue=2**40,
    connections_per_address=0,
    connection_rate=0.0,
    password_attempts=0,
    password_attempts_per_address=0,
    nick_rate=0.0,
    invite_rate=0.0,
    metadata_rate=0.0,
)
