"""A certificate's fingerprint as it is shown everywhere: two lines of sixteen bytes, to compare."""

from __future__ import annotations

HALF = 48  # characters of sixteen bytes with their colons


def in_two_lines(fingerprint: str) -> str:
    """Hex with colons, "AB:CD:…"."""
    return f"{fingerprint[:HALF]}\n{fingerprint[HALF:]}".rstrip("\n")
