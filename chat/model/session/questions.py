"""What the person asked others' programs and the server, and has no answer to yet. State only."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from chat.model.session.conversation import Conversation

MOST = 50  # questions that wait; the oldest are forgotten


def invitation_to(channel: str) -> str:
    """The words that an invitation is kept with, of the casefolded channel."""
    return f"INVITE {channel}"


@dataclass(slots=True)
class Questions:
    """Where each was asked, and when: by the casefolded nick, "" for the server, and the words."""

    waiting: OrderedDict[tuple[str, str], tuple[Conversation, datetime]] = field(
        default_factory=OrderedDict
    )

    def put(self, nick: str, words: str, where: Conversation, when: datetime) -> None:
        """One is asked."""
        self.waiting[nick, words] = (where, when)
        if len(self.waiting) > MOST:
            self.waiting.popitem(last=False)

    def take(self, nick: str, words: str) -> tuple[Conversation, datetime] | None:
        """One is answered; None if nobody asked."""
        return self.waiting.pop((nick, words), None)
