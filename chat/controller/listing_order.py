"""In which order the lines of the conversation list stand. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from chat.model.entities import ConversationSummary
from chat.model.ports import ChatModel

BY_NAME, BY_ACTIVITY = "name", "activity"
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def ordered(
    model: ChatModel, summaries: Sequence[ConversationSummary], order: str
) -> list[ConversationSummary]:
    """The lines of the list: each network, and in it what is pinned, the channels, the people.

    Among their like they stand by name, or by when something was written there last.
    """
    networks = list(dict.fromkeys(summary.key.network for summary in summaries))

    def place(one: ConversationSummary) -> tuple[int, bool, bool, bool, float, str]:
        latest = (one.latest or _BEGINNING).timestamp() if order == BY_ACTIVITY else 0.0
        return (
            networks.index(one.key.network),
            bool(one.key.target),
            not model.preferences.of(one.key).pinned,
            not one.is_channel,
            -latest,
            one.key.target.casefold(),
        )

    return sorted(summaries, key=place)
