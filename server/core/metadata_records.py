"""What is stored of metadata, as data. An owner is an account or a founded channel, casefolded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaveMetadata:
    """A key has another value; None: it has none any more."""

    owner: str
    key: str
    value: str | None


@dataclass(frozen=True, slots=True)
class RemoveMetadata:
    """The owner is no more, and nothing that was said of it."""

    owner: str


@dataclass(frozen=True, slots=True)
class MoveMetadata:
    """The owner has another name."""

    owner: str
    new_owner: str
