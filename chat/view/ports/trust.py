"""Whom one believes: the question about a certificate, and the lock (`view.trust`)."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from msgspec import Struct


class Lock(StrEnum):
    """What the lock beside a conversation's name looks like."""

    NONE = "none"  # no connection
    OPEN = "open"
    CLOSED = "closed"


class CertificateQuestion(Struct, frozen=True):
    """A certificate to be compared. Fingerprints are ready to show, as AA:BB:CC."""

    title: str
    text: str
    fingerprint: str
    details: str  # what the certificate says of itself
    accept: str  # the button's label
    before: str = ""  # the fingerprint that was trusted until now
    compared: str = ""  # what one must confirm before the button can be pressed; "" for nothing


class TrustView(Protocol):
    """What is shown of trust."""

    def ask(self, question: CertificateQuestion, on_answer: Callable[[bool], None]) -> None:
        """Ask whether a certificate is to be trusted; closing the window is a no."""

    def show_lock(self, lock: Lock, text: str) -> None:
        """The lock beside the conversation's name, and its tooltip."""


class TrustIntents(Protocol):
    """What the person did there."""

    def on_show_trusted(self) -> None:
        """What is known and trusted of servers is to be shown."""
