"""Accounts in memory: what was kept, from the writes; passwords that hash at once.

Keeps to `AccountReader`, `Passwords` and `CodeSender` of `server.core.account_ports`.
"""

from __future__ import annotations

from chat.protocol.sasl import prepare
from chat.protocol.scram import make_verifier
from server.core.account_ports import (
    AccountChange,
    CannotSend,
    Kept,
    KeptChannel,
    RemoveChannel,
    RemoveStanding,
    SaveAccount,
    SaveChannel,
    SaveStanding,
    Standing,
    UseInvitation,
)
from server.core.accounts import Account, Credentials
from server.core.naming import fold


class MemoryAccounts:
    """What lasts of accounts and channels; `invitations` holds the digests of open codes."""

    def __init__(self) -> None:
        self.accounts: dict[str, Account] = {}
        self.channels: dict[str, KeptChannel] = {}
        self.standing: dict[str, Standing] = {}
        self.invitations: set[str] = set()

    def take(self, write: object) -> None:
        match write:
            case SaveAccount(account):
                self.accounts[fold(account.name)] = account
            case SaveChannel(channel):
                self.channels[fold(channel.name)] = channel
            case RemoveChannel(name):
                self.channels.pop(fold(name), None)
            case SaveStanding(standing):
                self.standing[standing.account] = standing
            case RemoveStanding(account):
                self.standing.pop(account, None)
            case UseInvitation(code, _):
                self.invitations.discard(code)

    def load(self) -> Kept:
        return Kept(
            tuple(self.accounts.values()),
            tuple(self.channels.values()),
            tuple(self.standing.values()),
            b"secret",
        )

    def changes(self, after: int) -> tuple[AccountChange, ...]:
        return ()

    def is_open(self, code: str, now: float) -> bool:
        return code in self.invitations


class FakePasswords:
    """Hashes by writing the password behind a mark; `asked` counts comparisons."""

    def __init__(self) -> None:
        self.asked = 0

    def make(self, password: str) -> Credentials:
        prepared = prepare(password)
        return Credentials(f"hash of {prepared}", make_verifier(prepared, b"salt", 4096))

    def fits(self, credentials: Credentials | None, password: str) -> bool:
        self.asked += 1
        return credentials is not None and credentials.hashed == f"hash of {password}"


class FakeSender:
    """Keeps the codes that it was to send; `failing`: cannot send."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.failing = False

    def send(self, account: str, address: str, code: str) -> None:
        if self.failing:
            raise CannotSend("no mail today")
        self.sent.append((account, address, code))
