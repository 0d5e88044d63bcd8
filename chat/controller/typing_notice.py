"""Who is typing, in a quiet line; and telling the others that we are, if we want them to know."""

from __future__ import annotations

from chat.controller.changes import Changes
from chat.controller.selection import Selection
from chat.controller.typing_hints import is_command
from chat.model.entities import ConversationKey
from chat.model.events import (
    ConversationRenamed,
    Event,
    MembersChanged,
    PreferencesChanged,
    TypingChanged,
)
from chat.model.ports import ChatModel, Settings
from chat.translation import _
from chat.view.ports import ChatView


class TypingNoticeController:
    """Neither shows nor tells anything of conversations that are muted."""

    def __init__(
        self, model: ChatModel, view: ChatView, selection: Selection, settings: Settings
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._settings = settings
        self._changes = Changes()
        self._stale = True
        self.listens = True  # False while the program itself changes what is in the entry

    def on_event(self, event: Event) -> None:
        """Note that somebody else may be typing now."""
        self._stale |= isinstance(
            event, TypingChanged | MembersChanged | PreferencesChanged | ConversationRenamed
        )

    def show_conversation(self) -> None:
        """Another conversation is shown."""
        self._stale = True

    def show_changes(self) -> None:
        """Show who is typing now."""
        if self._stale:
            self._stale = False
            self._changes.show(self._view.show_typing, self._words())

    def on_typed(self, text: str) -> None:
        """What is in the entry is this now."""
        key = self._selection.key
        if key is None or not key.target or not self.listens or self._is_muted(key):
            return
        if self._settings.send_typing:
            composing = bool(text.strip()) and not is_command(text)
            self._model.typing_notice.note(key, composing=composing)

    def _words(self) -> str:
        key = self._selection.key
        if key is None or self._is_muted(key):
            return ""
        nicks = self._model.typing_notice.who(key)
        if len(nicks) == 1:
            return _("{nick} is typing…").format(nick=nicks[0])
        if len(nicks) == 2:
            return _("{one} and {other} are typing…").format(one=nicks[0], other=nicks[1])
        return _("Several people are typing…") if nicks else ""

    def _is_muted(self, key: ConversationKey) -> bool:
        return self._model.preferences.of(key).muted
