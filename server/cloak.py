"""What others see instead of somebody's address: stable, telling nothing, and good for bans.

An address becomes `WHOLE.NARROW.WIDE.ip`, where each part is an HMAC-SHA256 of the address, of the
range around it and of the range around that: `*.NARROW.WIDE.ip` bans the one range, `*.WIDE.ip`
the other. Without the secret nobody can compute them, not even by trying all addresses.
"""

from __future__ import annotations

import base64
import hmac
import ipaddress
import secrets
from functools import lru_cache
from pathlib import Path

SECRET_NAME = "cloak.key"
_SECRET_BYTES = 32
_PART_BYTES = 5  # eight letters; two parts alike would only make a ban hit one more range
_PREFIXES = {4: (32, 24, 16), 6: (128, 64, 48)}  # bits: the address, one network, one site


class Cloak:
    """Turns addresses into hosts."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._cached = lru_cache(maxsize=4096)(self._host_of)

    def __call__(self, address: str) -> str:
        """The host that others see: `localhost` for what is no address of the network."""
        return self._cached(address)

    def _host_of(self, address: str) -> str:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return "localhost"
        if parsed.is_loopback:
            return "localhost"
        prefixes = _PREFIXES[parsed.version]
        parts = [
            self._part(ipaddress.ip_network((parsed, bits), strict=False)) for bits in prefixes
        ]
        return ".".join([*parts, "ip"])

    def _part(self, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> str:
        digest = hmac.digest(self._secret, str(network).encode(), "sha256")
        return base64.b32encode(digest[:_PART_BYTES]).decode().lower()


def load_secret(data_dir: Path | None) -> bytes:
    """The secret kept in the data directory, made at the first start; without one, a new one.

    Raises OSError if it cannot be read or made.
    """
    if data_dir is None:
        return secrets.token_bytes(_SECRET_BYTES)
    path = data_dir / SECRET_NAME
    try:
        kept = path.read_bytes()
    except FileNotFoundError:
        kept = b""
    return kept if len(kept) == _SECRET_BYTES else _make_secret(path)


def _make_secret(path: Path) -> bytes:
    """Written aside and moved into place: it is there whole, or not at all."""
    secret = secrets.token_bytes(_SECRET_BYTES)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_bytes(secret)
    draft.replace(path)
    return secret
