"""Open batches, and which of our commands each answers (IRCv3 batch, labeled-response).

Messages of most batches are handled as they come: a labeled response or a net split means the
same message by message, and only the label is inherited. Those of history (chathistory) and the
lines of one message (draft/multiline) are gathered until the batch is whole.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from chat.model.session.incoming import Incoming
from chat.protocol import multiline

MAX_OPEN = 64  # batches a server may leave unfinished before the oldest is forgotten
MAX_PAST = 10_000  # messages gathered of one batch; no server gives so many
HISTORY = "chathistory"
SEARCH = "soju.im/search"
PAST = (HISTORY, SEARCH)
MULTILINE = multiline.CAPABILITY
MAX_LINES = 1_000  # of one message; what is more is left out
_MOST = {HISTORY: MAX_PAST, SEARCH: MAX_PAST, MULTILINE: MAX_LINES}


@dataclass(slots=True)
class Batch:
    """One that was begun; `gathered` is what has come of one whose messages wait for its end."""

    opening: Incoming
    kind: str = ""
    gathered: list[Incoming] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Which of our commands it answers: its own label, or its parent's."""
        return self.opening.label


class Batches:
    """The batches that were begun and not yet ended."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Batch] = OrderedDict()

    def begin(self, reference: str, kind: str, opening: Incoming) -> None:
        """A batch of this type began."""
        self._open[reference] = Batch(opening, kind)
        if len(self._open) > MAX_OPEN:
            self._open.popitem(last=False)

    def end(self, reference: str) -> Batch | None:
        """A batch ended; None if it is unknown."""
        return self._open.pop(reference, None)

    def answers(self, label: str) -> bool:
        """Whether a batch that answers to this label is still open."""
        return any(batch.label == label for batch in self._open.values())

    def label_of(self, tags: Mapping[str, str]) -> str:
        """The label that a message answers to: its own, or that of the batches around it."""
        batch = self._around(tags)
        return tags.get("label") or (batch.label if batch else "")

    def is_past(self, tags: Mapping[str, str]) -> bool:
        """Whether a message belongs to a batch of history, or to a message that does."""
        batch = self._around(tags)
        if batch is not None and batch.kind == MULTILINE:
            batch = self._around(batch.opening.message.tags)
        return batch is not None and batch.kind in PAST

    def gather(self, incoming: Incoming) -> bool:
        """Keep a message until its batch is whole; False if it is of no such batch."""
        batch = self._around(incoming.message.tags)
        if batch is None or batch.kind not in _MOST:
            return False
        if len(batch.gathered) < _MOST[batch.kind]:
            batch.gathered.append(incoming)
        return True

    def _around(self, tags: Mapping[str, str]) -> Batch | None:
        return self._open.get(tags.get("batch", "")) if self._open else None
