"""The counters behind the rates of the configuration: who did how much of what lately."""

from __future__ import annotations

from collections import Counter

from server.config import Rates
from server.core.addresses import block_of, is_loopback
from server.core.attempts import PasswordAttempts
from server.core.rates import BucketSet, TokenBucket

FURTHER_LINE = 0.1  # what one line of a message of several counts for, compared with others


class Restraints:
    """What is counted for each address, account or session."""

    def __init__(self, rates: Rates, before: Restraints | None = None) -> None:
        """Begin to count; what is counted of things that last goes on from `before`."""
        self.rates = rates
        self.nick_changes = BucketSet(rates.nick_rate, rates.nick_burst)
        self.invitations = BucketSet(rates.invite_rate, rates.invite_burst)
        self.metadata_changes = BucketSet(rates.metadata_rate, rates.metadata_burst)
        self.passwords = PasswordAttempts(
            rates.password_attempts, rates.password_attempts_per_address, rates.password_window
        )
        self.connections: Counter[str] = Counter() if before is None else before.connections
        self._arrivals = BucketSet(rates.connection_rate, rates.connection_burst)

    def pace(self, now: float) -> TokenBucket | None:
        """What a new session's lines are counted by; None if they are not limited."""
        rates = self.rates
        if not rates.message_rate:
            return None
        return TokenBucket(rates.message_rate, rates.message_burst, now)

    def admit(self, address: str, now: float, *, relays: bool = False) -> str | None:
        """Count a connection in; or say, in a sentence, why it cannot be.

        Who is on this computer is let in: the operator's own clients, or what relays for others;
        and so is what is known to relay from elsewhere.
        """
        block = block_of(address)
        if not (relays or is_loopback(address)):
            most = self.rates.connections_per_address
            if most and self.connections[block] >= most:
                return f"Too many connections from your address (limit {most})"
            wait = self._arrivals.take(block, now)
            if wait:
                return (
                    f"Too many new connections from your address (limit "
                    f"{self.rates.connection_rate:g} a second); try again in {int(wait) + 1} s"
                )
        self.connections[block] += 1
        return None

    def release(self, address: str) -> None:
        """A connection that was counted in has ended."""
        block = block_of(address)
        self.connections[block] -= 1
        if self.connections[block] <= 0:
            del self.connections[block]
