"""What was read: told to the model when it was seen, and a line before what is new.

The line is drawn when a conversation is shown, or when something comes while nobody looks, and
stays until one leaves the conversation. Shows nothing itself: `messages` asks it for the line.
"""

from __future__ import annotations

from chat.controller.rows import time_text
from chat.controller.selection import Selection
from chat.model.entities import ChatMessage, ConversationKey
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView


class ReadingController:
    """Knows where the line is in the conversation that is shown, and whether it is seen."""

    def __init__(self, model: ChatModel, view: ChatView, selection: Selection) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._line: ChatMessage | None = None  # the message after it
        self._seen = True  # whether all after the line was seen since it was drawn
        self._begun: ConversationKey | None = None  # the conversation that the line is of
        self._set_aside: ConversationKey | None = None  # marked unread, and not left since

    @property
    def line(self) -> ChatMessage | None:
        """The message that the line stands before, if there is a line."""
        return self._line

    def begin(self) -> None:
        """A conversation is about to be shown, or the same one again."""
        if self._selection.key != self._begun:
            self._begun, self._set_aside = self._selection.key, None
            self._line, self._seen = None, True
        self._draw()

    def note_arrivals(self) -> bool:
        """Something was said just now: if nobody looks, it begins what is new.

        True if the line was elsewhere before.
        """
        return not self._view.reading.sees_end() and self._draw()

    def note_past(self) -> bool:
        """What was missed has come: it is new. True if the line was elsewhere before."""
        return self._draw()

    def _draw(self) -> bool:
        """Draw the line before what is unread, unless it stands before what was not seen yet."""
        key = self._selection.key
        if key is None or not self._seen or self._set_aside == key:
            return False
        first = self._model.reading.first_unread(key)
        if first is None:
            return False
        moved = self._line is not None
        self._line, self._seen = first, False
        return moved

    def divider(self, message: ChatMessage, *, clock12: bool) -> str:
        """What the line before a message says; "" where there is none."""
        if self._line is None or self._line.id != message.id:
            return ""
        time = time_text(message.time.astimezone(), clock12)
        return _("New since {time}").format(time=time)

    def mark_read(self) -> None:
        """Count the conversation that is shown as read, if it is seen to its end."""
        key = self._selection.key
        if key is not None and self._set_aside != key and self._view.reading.sees_end():
            self._seen = True
            self._model.mark_read(key)

    def mark_unread(self, message: ChatMessage) -> None:
        """Count a message and all after it as unread, and leave it so for now."""
        key = self._selection.key
        if key is not None:
            self._set_aside = key
            self._line = message
            self._model.reading.mark_unread(key, message.id)
