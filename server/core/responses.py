"""What one command answers to the session that sent it, held together under its label.

IRCv3 labeled-response: no answer is an `ACK`, one answer carries the label itself, several go
into a batch that carries it: the one that they are in already, or one of type labeled-response.
Without a label answers go out as they come.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chat.protocol.message import Message, message
from server.core.capabilities import Cap
from server.core.delivery import Delivery, Line
from server.core.entities import Session

_NEEDED = Cap.LABELED_RESPONSE | Cap.BATCH
_LABEL_LENGTH = 64  # bytes (labeled-response, "Tag value")


def label_of(session: Session, request: Message) -> str | None:
    """The label of a request, if the session negotiated labels and the value is a valid one."""
    if session.caps & _NEEDED != _NEEDED:
        return None
    label = request.tags.get("label", "")
    return label if 0 < len(label.encode()) <= _LABEL_LENGTH else None


class WrittenLines:
    """Lines that are bytes already, within a batch of the answer's own."""

    __slots__ = ("_data",)
    message = None

    def __init__(self, data: bytes) -> None:
        self._data = data

    def write(self, _caps: int, _extra: Mapping[str, str] | None = None) -> bytes:
        """As they are: the batch that they are in has the label."""
        return self._data


class LabeledResponse:
    """Gathers the lines that answer one labelled request."""

    def __init__(self, session: Session, label: str) -> None:
        self.session = session
        self.label = label
        self.lines: list[tuple[Line | WrittenLines, int, str | None]] = []
        self.held = False  # a later command has the answer

    def add(self, line: Line, batch: str | None = None) -> None:
        """Keep a line until the command is through, for the capabilities of this moment.

        `batch`: the reference of the batch within the response that the line is in.
        """
        caps = self.session.caps
        if not (line.needs & ~caps or line.unless & caps):
            self.lines.append((line, caps, batch))

    def add_written(self, lines: bytes, batch: str | None) -> None:
        """Keep lines that are written already, in this batch within the response."""
        if lines:
            self.lines.append((WrittenLines(lines), self.session.caps, batch))

    def _is_one_batch(self) -> bool:
        """Whether the response is a batch of its own type, which then carries the label."""
        (first, _, _), *inner, (last, _, _) = self.lines
        opening, closing = first.message, last.message
        return (
            opening is not None
            and closing is not None
            and opening.command == closing.command == "BATCH"
            and opening.params[0][1:] == closing.params[0][1:]
            and all(batch is not None for _, _, batch in inner)
        )

    def flush(self, delivery: Delivery, server_name: str, new_id: Callable[[], str]) -> None:
        """Send what was gathered; `new_id` names the batch if there must be one."""
        label = {"label": self.label}
        if self.held:
            return
        if not self.lines:
            delivery.reply(self.session, message("ACK", source=server_name), label)
        elif len(self.lines) == 1:
            line, caps, _ = self.lines[0]
            delivery.send_bytes(self.session, line.write(caps, label))
        elif self._is_one_batch():
            for place, (line, caps, batch) in enumerate(self.lines):
                tags = {"batch": batch} if batch else {} if place else label
                delivery.send_bytes(self.session, line.write(caps, tags))
        else:
            reference = new_id()
            opening = message("BATCH", f"+{reference}", "labeled-response", source=server_name)
            closing = message("BATCH", f"-{reference}", source=server_name)
            delivery.reply(self.session, opening, label)
            for line, caps, batch in self.lines:
                delivery.send_bytes(self.session, line.write(caps, {"batch": batch or reference}))
            delivery.reply(self.session, closing)
