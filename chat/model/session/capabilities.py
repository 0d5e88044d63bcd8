"""Which IRCv3 capabilities we ask for, and how far the negotiation is. Data only; sends nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: What this client makes use of, of all that servers offer (IRCv3 capability registry).
WANTED = frozenset(
    {
        "account-notify",
        "account-tag",
        "away-notify",
        "batch",
        "cap-notify",
        "chghost",
        "draft/account-registration",
        "draft/chathistory",
        "draft/read-marker",
        "draft/event-playback",
        "draft/message-edit",
        "draft/message-redaction",
        "draft/metadata-2",
        "draft/metadata-3",
        "draft/multiline",
        "echo-message",
        "draft/extended-monitor",
        "extended-join",
        "extended-monitor",
        "invite-notify",
        "labeled-response",
        "message-tags",
        "multi-prefix",
        "sasl",
        "server-time",
        "setname",
        "soju.im/search",
        "userhost-in-names",
    }
)


class Capabilities:
    """Offered, asked for, and enabled capabilities of one connection."""

    def __init__(self) -> None:
        self.offered: dict[str, str | None] = {}
        self.enabled: set[str] = set()
        self.unanswered: set[str] = set()  # asked for, neither granted nor refused
        self.gathered: list[str] = []  # to be asked for when the list is whole
        self.negotiating = False  # between CAP LS and CAP END

    def offer(self, offered: Mapping[str, str | None]) -> list[str]:
        """More is on offer; returns what of it to ask for, in order."""
        self.offered.update(offered)
        return sorted(name for name in offered if name in WANTED and name not in self.enabled)

    def take_gathered(self) -> list[str]:
        """What earlier lines of the list brought to ask for."""
        gathered, self.gathered = self.gathered, []
        return gathered

    def withdraw(self, names: Iterable[str]) -> None:
        """The server no longer offers these (CAP DEL)."""
        for name in names:
            self.offered.pop(name, None)
            self.enabled.discard(name)

    def acknowledge(self, names: Iterable[str]) -> None:
        """The server granted these, or took away what begins with "-" (CAP ACK)."""
        for name in names:
            plain = name.removeprefix("-")
            self.unanswered.discard(plain)
            if name == plain:
                self.enabled.add(plain)
            else:
                self.enabled.discard(plain)

    @property
    def labels(self) -> bool:
        """Whether our commands can carry labels (labeled-response depends on batch)."""
        return {"labeled-response", "message-tags", "batch"} <= self.enabled

    @property
    def echoes(self) -> bool:
        """Whether the server sends our own messages back."""
        return "echo-message" in self.enabled
