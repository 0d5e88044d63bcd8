"""Open batches, and which of our commands each answers (IRCv3 batch, labeled-response).

Messages of most batches are handled as they come: a labeled response or a net split means the
same message by message, and only the label is inherited. Those of history (chathistory) are
gathered until the batch is whole.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from chat.model.session.incoming import Incoming

MAX_OPEN = 64  # batches a server may leave unfinished before the oldest is forgotten
MAX_PAST = 10_000  # messages gathered of one batch; no server gives so many
HISTORY = "chathistory"
SEARCH = "soju.im/search"
GATHERED = (HISTORY, SEARCH)


@dataclass(slots=True)
class Batch:
    """One that was begun; `past` is what was gathered of a chathistory batch."""

    label: str
    kind: str = ""
    past: list[Incoming] = field(default_factory=list)


class Batches:
    """The batches that were begun and not yet ended."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Batch] = OrderedDict()

    def begin(self, reference: str, label: str, kind: str = "") -> None:
        """A batch of this type began; `label` is its own or its parent's."""
        self._open[reference] = Batch(label, kind)
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
        batch = self._open.get(tags.get("batch", ""))
        return tags.get("label") or (batch.label if batch else "")

    def is_past(self, tags: Mapping[str, str]) -> bool:
        """Whether a message belongs to a batch of history."""
        batch = self._open.get(tags.get("batch", ""))
        return batch is not None and batch.kind in GATHERED

    def gather(self, incoming: Incoming) -> bool:
        """Keep a message of the history until its batch is whole; False if it is of no such."""
        batch = self._open.get(incoming.message.tags.get("batch", ""))
        if batch is None or batch.kind not in GATHERED:
            return False
        if len(batch.past) < MAX_PAST:
            batch.past.append(incoming)
        return True
