"""What has come of a batch that a client is sending (IRCv3 client-batch, multiline). Data only."""

from __future__ import annotations

from dataclasses import dataclass, field

from chat.protocol.message import Message


@dataclass(slots=True)
class ClientBatch:
    """A batch that a client has opened: what of it has come so far."""

    opening: Message
    label: str | None
    opened: float  # seconds since the epoch
    verb: str = ""
    lines: list[tuple[str, bool]] = field(default_factory=list)  # text, joined to the one before
    size: int = 0  # bytes of the whole message
    failed: bool = False  # what is wrong was told; all else of it is ignored

    @property
    def reference(self) -> str:
        """What its lines and its end name it by."""
        return self.opening.params[0][1:]

    @property
    def target(self) -> str:
        """Whom it is for."""
        return self.opening.params[2]
