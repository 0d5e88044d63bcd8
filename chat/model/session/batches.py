"""Open batches, and which of our commands each answers (IRCv3 batch, labeled-response).

Messages of a batch are handled as they come: every kind of batch that we asked for (a labeled
response, a net split) means the same message by message. Only the label is inherited.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

MAX_OPEN = 64  # batches a server may leave unfinished before the oldest is forgotten


class Batches:
    """The batches that were begun and not yet ended."""

    def __init__(self) -> None:
        self._labels: OrderedDict[str, str] = OrderedDict()

    def begin(self, reference: str, label: str) -> None:
        """A batch began; `label` is its own or its parent's."""
        self._labels[reference] = label
        if len(self._labels) > MAX_OPEN:
            self._labels.popitem(last=False)

    def end(self, reference: str) -> str:
        """A batch ended; returns its label, or "" if it had none or is unknown."""
        return self._labels.pop(reference, "")

    def answers(self, label: str) -> bool:
        """Whether a batch that answers to this label is still open."""
        return label in self._labels.values()

    def label_of(self, tags: Mapping[str, str]) -> str:
        """The label that a message answers to: its own, or that of the batches around it."""
        return tags.get("label") or self._labels.get(tags.get("batch", ""), "")
