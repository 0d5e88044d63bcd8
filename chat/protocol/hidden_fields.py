"""How a value with a secret in it is written out: without the secret, as in a log."""

from __future__ import annotations

from msgspec import Struct


def repr_without(value: Struct, *secrets: str) -> str:
    """As `repr` writes the value, but for the fields called `secrets`."""
    shown = (name for name in value.__struct_fields__ if name not in secrets)
    fields = ", ".join(f"{name}={getattr(value, name)!r}" for name in shown)
    return f"{type(value).__name__}({fields})"
