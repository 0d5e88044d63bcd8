"""Up and Down in the entry: what was sent before in this conversation, and the unsent draft."""

from __future__ import annotations

from collections import deque

from chat.controller.selection import Selection
from chat.model.entities import ConversationKey
from chat.model.events import ConversationClosed, ConversationRenamed, Event
from chat.view.ports import ChatView

MOST_KEPT = 100  # texts of one conversation


class RecallController:
    """Remembers what was sent from the entry, messages and commands alike."""

    def __init__(self, view: ChatView, selection: Selection) -> None:
        self._view = view
        self._selection = selection
        self._sent: dict[ConversationKey, deque[str]] = {}
        self._back = 0  # how far back the entry is; 0 is the draft
        self._draft = ""

    def on_event(self, event: Event) -> None:
        """What was sent follows its conversation."""
        match event:
            case ConversationRenamed(key=key, new=new) if key in self._sent:
                self._sent[new] = self._sent.pop(key)
            case ConversationClosed(key=key):
                self._sent.pop(key, None)

    def remember(self, key: ConversationKey, text: str) -> None:
        """A text was taken: it is the newest now."""
        sent = self._sent.setdefault(key, deque(maxlen=MOST_KEPT))
        if not sent or sent[-1] != text:
            sent.append(text)
        self.forget_place()

    def forget_place(self) -> None:
        """What is in the entry is a draft again: another conversation is shown, or it was sent."""
        self._back, self._draft = 0, ""

    def draft(self) -> str:
        """What was typed and not yet sent, also while something else is recalled."""
        return self._draft if self._back else self._view.entry_text()

    def waiting(self) -> str:
        """The draft that waits under what is recalled."""
        return self._draft

    def step(self, step: int) -> None:
        """Show what was sent before (-1) or after (1) what is shown now; last comes the draft."""
        key = self._selection.key
        sent = self._sent.get(key) if key else None
        if not sent:
            return
        back = max(0, min(len(sent), self._back - step))
        if back == self._back:
            return
        if self._back == 0:
            self._draft = self._view.entry_text()
        self._back = back
        self._view.set_entry(sent[-back] if back else self._draft)
