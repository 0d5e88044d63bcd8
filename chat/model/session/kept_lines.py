"""The newest messages' lines as the server sent them, for those who want to see them."""

from __future__ import annotations

from collections import OrderedDict

from chat.protocol.message import Message, format_message

LINES_KEPT = 500  # messages whose line is remembered as the server sent it


class KeptLines:
    """Lines by the number of the message that they made; the oldest are forgotten."""

    def __init__(self) -> None:
        self._lines: OrderedDict[int, tuple[Message, ...]] = OrderedDict()

    def keep(self, number: int, messages: tuple[Message, ...]) -> None:
        """Remember what the server sent of a message, for a while."""
        self._lines[number] = messages
        while len(self._lines) > LINES_KEPT:
            self._lines.popitem(last=False)

    def forget(self, number: int) -> None:
        """What the server sent of a message is to be shown no more."""
        self._lines.pop(number, None)

    def text(self, number: int) -> str:
        """What the server sent of a message, if it is still remembered, or ""."""
        return "\n".join(map(format_message, self._lines.get(number, ())))
