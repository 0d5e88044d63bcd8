"""What the person decided about servers, and what servers asked for: in a file of its own.

Pinned certificates, policies (IRCv3 sts), the account used at each server and the files of the
certificate that we show there, where a password may
go unencrypted, for what the system's keyring has a password (its name, never the password), and
who is ignored there.
Times come in as arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from chat.model.entities import IgnoredPerson
from chat.model.json_file import read_object, write_object
from chat.model.security import OwnCertificate, Pin, Policy

FILE_NAME = "servers.json"
MOST_DURATION = 100 * 365 * 24 * 3600  # seconds; what is longer would be no date

_PINS, _POLICIES, _ACCOUNTS = "pins", "policies", "accounts"
_UNENCRYPTED, _KEPT, _IGNORED = "unencrypted_login", "kept_passwords", "ignored"
_OWN = "own_certificates"


class KnownServers:
    """The file's content. Each change is written at once; without a path, only remembered."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._content = read_object(path) if path is not None else {}

    # Certificates

    def pin(self, host: str, port: int) -> str:
        """The fingerprint that was trusted for a server, or ""."""
        found = self._section(_PINS).get(place(host, port))
        fingerprint = found.get("fingerprint") if isinstance(found, dict) else None
        return fingerprint if isinstance(fingerprint, str) else ""

    def pin_of_host(self, host: str) -> str | None:
        """The same for whatever port of a host: its file host shows the chat's certificate."""
        return next((pin.fingerprint for pin in self.pins() if pin.host == host), None)

    def put_pin(self, pin: Pin) -> None:
        """Trust a certificate from now on, in the place of the one before."""
        value = {"fingerprint": pin.fingerprint, "since": pin.since.isoformat()}
        self._change(_PINS, lambda pins: pins.__setitem__(place(pin.host, pin.port), value))

    def drop_pin(self, host: str, port: int) -> None:
        """Trust it no more."""
        self._change(_PINS, lambda pins: pins.pop(place(host, port), None))

    def pins(self) -> list[Pin]:
        """All of them, by name."""
        found = []
        for key, value in sorted(self._section(_PINS).items()):
            host, port = _split(key)
            since = _time(value.get("since")) if isinstance(value, dict) else None
            if since is not None and (fingerprint := self.pin(host, port)):
                found.append(Pin(host, port, fingerprint, since))
        return found

    # Policies

    def policy(self, host: str, now: datetime) -> Policy | None:
        """What a host asked for, while it holds."""
        policy = _policy(host, self._section(_POLICIES).get(host.casefold()))
        return policy if policy is not None and policy.expires > now else None

    def note_policy(self, host: str, port: int, duration: int, now: datetime) -> None:
        """A host said, over TLS, for how many seconds it wants TLS; 0: no longer (IRCv3 sts)."""
        key = host.casefold()
        if duration <= 0:
            if key in self._section(_POLICIES):
                self.drop_policy(host)
            return
        duration = min(duration, MOST_DURATION)
        expires = now + timedelta(seconds=duration)
        value = {"port": port, "duration": duration, "expires": expires.isoformat()}
        self._change(_POLICIES, lambda policies: policies.__setitem__(key, value))

    def drop_policy(self, host: str) -> None:
        """Forget what a host asked for."""
        self._change(_POLICIES, lambda policies: policies.pop(host.casefold(), None))

    def policies(self, now: datetime) -> list[Policy]:
        """All that hold, by host."""
        found = (self.policy(host, now) for host in sorted(self._section(_POLICIES)))
        return [policy for policy in found if policy is not None]

    # Accounts and passwords

    def account(self, host: str, port: int) -> str:
        """The account that was used at a server last, or ""."""
        name = self._section(_ACCOUNTS).get(place(host, port))
        return name if isinstance(name, str) else ""

    def put_account(self, host: str, port: int, account: str) -> None:
        """Log in to this account there from now on; "": to none."""
        key = place(host, port)
        if account:
            self._change(_ACCOUNTS, lambda accounts: accounts.__setitem__(key, account))
        elif key in self._section(_ACCOUNTS):
            self._change(_ACCOUNTS, lambda accounts: accounts.pop(key, None))

    def own_certificate(self, host: str, port: int) -> OwnCertificate | None:
        """The files of the certificate that we show a server."""
        match self._section(_OWN).get(place(host, port)):
            case {"certificate": str(certificate), "key": str(key)} if certificate:
                return OwnCertificate(certificate, key)
        return None

    def put_own_certificate(self, host: str, port: int, own: OwnCertificate | None) -> None:
        """Show it this one from now on, or none. Only where the files are is kept."""
        where = place(host, port)
        if own is not None:
            value = {"certificate": own.certificate, "key": own.key}
            self._change(_OWN, lambda owns: owns.__setitem__(where, value))
        elif where in self._section(_OWN):
            self._change(_OWN, lambda owns: owns.pop(where, None))

    def unencrypted(self) -> list[str]:
        """Where a password may go unencrypted, as host:port."""
        return sorted(self._section(_UNENCRYPTED))

    def allow_unencrypted(self, where: str, allowed: bool) -> None:
        """Whether a password may go unencrypted to host:port."""
        self._mark(_UNENCRYPTED, where, allowed)

    def kept_passwords(self) -> list[str]:
        """For what the keyring has a password."""
        return sorted(self._section(_KEPT))

    def mark_kept(self, name: str, kept: bool) -> None:
        """Whether the keyring has a password for this."""
        self._mark(_KEPT, name, kept)

    # People

    def ignored(self, host: str, port: int) -> list[IgnoredPerson]:
        """Who is ignored on a server."""
        stored = self._section(_IGNORED).get(place(host, port))
        found = (_person(one) for one in stored) if isinstance(stored, list) else ()
        return [one for one in found if one is not None]

    def put_ignored(self, host: str, port: int, people: Sequence[IgnoredPerson]) -> None:
        """It is these from now on."""
        key = place(host, port)
        value = [{"nick": one.nick, "account": one.account} for one in people]
        if value:
            self._change(_IGNORED, lambda ignored: ignored.__setitem__(key, value))
        elif key in self._section(_IGNORED):
            self._change(_IGNORED, lambda ignored: ignored.pop(key, None))

    def _mark(self, section: str, key: str, marked: bool) -> None:
        if marked is (key in self._section(section)):
            return
        if marked:
            self._change(section, lambda marks: marks.__setitem__(key, True))
        else:
            self._change(section, lambda marks: marks.pop(key, None))

    def _section(self, name: str) -> dict[str, Any]:
        section = self._content.get(name)
        return section if isinstance(section, dict) else {}

    def _change(self, name: str, change: Callable[[dict[str, Any]], object]) -> None:
        """Read again before writing: another window of this program may have written."""
        if self._path is not None:
            self._content = read_object(self._path) or self._content
        section = dict(self._section(name))
        change(section)
        self._content = {**self._content, name: section}
        if self._path is not None:
            write_object(self._path, self._content)


def beside(settings: Path) -> Path:
    """Where the file is, of a program with its settings in this file."""
    if settings.stem == "settings":
        return settings.with_name(FILE_NAME)
    return settings.with_suffix(f".{FILE_NAME}")


def place(host: str, port: int) -> str:
    """A server's name in the file: host:port."""
    return f"{host.casefold()}:{port}"


def _split(key: str) -> tuple[str, int]:
    host, _, port = key.rpartition(":")
    return host, int(port) if port.isascii() and port.isdigit() and len(port) < 6 else 0


def _policy(host: str, stored: object) -> Policy | None:
    if not isinstance(stored, dict):
        return None
    port, duration, expires = stored.get("port"), stored.get("duration"), stored.get("expires")
    when = _time(expires)
    if not isinstance(port, int) or not isinstance(duration, int) or when is None:
        return None
    return Policy(host.casefold(), port, duration, when)


def _person(stored: object) -> IgnoredPerson | None:
    match stored:
        case {"nick": str(nick), "account": str(account)} if nick:
            return IgnoredPerson(nick, account)
    return None


def _time(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if isinstance(text, str) else None
    except (ValueError, OverflowError):  # the year 1 begins earlier elsewhere
        return None
