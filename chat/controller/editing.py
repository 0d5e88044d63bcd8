"""Editing own messages in the entry. What was being typed waits, and comes back after.

Nothing that was typed is lost: what is not sent can be recalled, and what the server refuses comes
back into the entry.
"""

from __future__ import annotations

from collections.abc import Callable

from chat.controller.edit_texts import Edit, in_entry, last_own, said
from chat.controller.marks import MarksController
from chat.controller.quoting import quote
from chat.controller.recall import RecallController
from chat.controller.selection import Selection
from chat.controller.typing_hints import NEAR, is_command
from chat.model.entities import ChatMessage, ConversationKey
from chat.model.events import (
    ConversationClosed,
    ConversationRenamed,
    EditRefused,
    Event,
    HistoryForgotten,
    MessageChanged,
    MessageDeleted,
    Registered,
)
from chat.model.ports import ChatModel
from chat.protocol.formatting import strip_formatting
from chat.translation import _
from chat.view.ports import ChatView


class EditingController:
    """Implements `chat.view.ports.editing.EditingIntents`; at most one message in each place."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        recall: RecallController,
        marks: MarksController,
        tell: Callable[[str], None],
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._recall = recall
        self._marks = marks
        self._tell = tell
        self._edits: dict[ConversationKey, Edit] = {}
        marks.before_reply = self._put_aside

    def on_event(self, event: Event) -> None:
        """What is being edited may go, be deleted or be refused."""
        match event:
            case ConversationClosed(key=key):
                self._edits.pop(key, None)
                self._show(key)
            case ConversationRenamed(key=key, new=new) if key in self._edits:
                self._edits[new] = self._edits.pop(key)
            case MessageDeleted(key=key, msgid=msgid) if key in self._edits:
                if self._edits[key].message.msgid == msgid:
                    self._lose(key)
            case HistoryForgotten(key=key) if key in self._edits:
                self._lose(key)
            case MessageChanged(key=key, message=message) if key in self._edits:
                if self._edits[key].message.id == message.id:
                    self._edits[key].message = message
                    self._show(key)
            case Registered(network=network):
                for key in [key for key in self._edits if key.network == network]:
                    self._show_problem(key, "", self._edits[key].text)  # it may do now
            case EditRefused(key=key, message=message, text=text):
                self._take_back(key, message, text)

    # What the person does

    def obstacle(self, message_key: str) -> str:
        """Why a message cannot be edited."""
        key = self._selection.key
        return "" if key is None else self._model.editing.obstacle(key, int(message_key))

    def obstacle_to_last(self) -> str:
        """Why the last own message cannot be edited."""
        key, last = self._selection.key, self._last()
        if key is None or last is None:
            return _("You have said nothing here yet.")
        return self._model.editing.obstacle(key, last.id)

    def on_edit(self, message_key: str) -> None:
        """Put a message into the entry."""
        key, message = self._selection.key, self._marks.message(message_key)
        if key is not None and message is not None:
            self._begin(key, message)

    def on_edit_last(self) -> None:
        """Put the last own message into the entry."""
        key, last = self._selection.key, self._last()
        if key is not None and last is not None:
            self._begin(key, last)
        else:
            self._tell(self.obstacle_to_last())

    def on_cancel_edit(self) -> None:
        """Leave the message as it is; what was typed can be recalled."""
        if self._selection.key is not None and self._put_aside():
            self._view.focus_entry()

    def on_emptied(self) -> bool:
        """Enter with nothing typed: the message may be deleted instead."""
        key = self._selection.key
        return key is not None and self.take(key, "")

    def take(self, key: ConversationKey, text: str) -> bool:
        """Enter: `text` is to be the message's. False if none is being edited."""
        edit = self._edits.get(key)
        if edit is None:
            return False
        if is_command(text):
            words = _("A message is being edited: press Escape first, or begin its text with //.")
            self._show_problem(key, words, text)
        elif not strip_formatting(text).strip():
            self._offer_deletion(key, edit)
        elif text == edit.begun:
            self._end(key)
        else:
            self._send(key, edit, text)
        return True

    # What other controllers ask

    def room(self, text: str) -> tuple[str, bool] | None:
        """What to say of the length of what is typed; None if no message is being edited."""
        key = self._selection.key
        edit = self._edits.get(key) if key is not None else None
        if key is None or edit is None:
            return None
        if edit.problem and text != edit.text:
            self._show_problem(key, "", text)  # something is being done about it
        number, new = edit.message.id, said(text)
        if problem := self._model.editing.problem(key, number, new):
            return problem, True
        left = self._model.editing.room(key, number, new)
        return (_("{count} bytes left").format(count=left), False) if left <= NEAR else ("", False)

    def draft(self, key: ConversationKey) -> str | None:
        """What to keep while a message is being edited, however the program ends; else None.

        It is what had been typed before, or else what was made of the message.
        """
        edit = self._edits.get(key)
        return None if edit is None else edit.draft or self._typed(key, edit)

    def leave(self) -> None:
        """Another conversation is about to be shown."""
        key = self._selection.key
        if key is not None and key in self._edits:
            self._edits[key].text = self._recall.draft()

    def show_conversation(self) -> None:
        """Another conversation is shown: with what is being edited there."""
        key = self._selection.key
        if key is None:
            self._view.editing.hide_editing()
            return
        if key in self._edits:
            self._view.set_entry(self._edits[key].text)
        self._show(key)

    # Beginning and ending

    def _begin(self, key: ConversationKey, message: ChatMessage, text: str | None = None) -> None:
        if why := self._model.editing.obstacle(key, message.id):
            self._tell(why)
            return
        known = self._edits.get(key)
        if known is None or known.message.id != message.id:
            draft = self._recall.draft() if known is None else known.draft
            self._remember(key)
            self._recall.forget_place()
            self._edits[key] = edit = Edit(message, draft)
            self._view.set_entry(in_entry(message.as_said))
            edit.begun = self._view.entry_text()
            if text is not None:
                self._view.set_entry(in_entry(text))
        self._show(key)
        self._view.focus_entry()

    def _send(self, key: ConversationKey, edit: Edit, text: str) -> None:
        if why := self._model.editing.edit(key, edit.message.id, said(text)):
            self._show_problem(key, why, text)
        else:
            self._recall.remember(key, text)
            self._end(key)

    def _offer_deletion(self, key: ConversationKey, edit: Edit) -> None:
        if self._model.redaction.obstacle(key, edit.message.id):
            words = _("A message says something: type a text, or press Escape.")
            self._show_problem(key, words, "")
        else:
            self._marks.ask_to_delete(key, edit.message)

    def _put_aside(self) -> bool:
        """End without a change; False if no message is being edited."""
        key = self._selection.key
        if key is None or key not in self._edits:
            return False
        self._remember(key)
        self._end(key)
        return True

    def _remember(self, key: ConversationKey) -> None:
        """What was typed into a message and not sent can be recalled."""
        edit = self._edits.get(key)
        if edit is not None and (typed := self._typed(key, edit)):
            self._recall.remember(key, typed)

    def _typed(self, key: ConversationKey, edit: Edit) -> str:
        """What the person made of the message; "" if nothing."""
        typed = self._recall.draft() if self._selection.shows(key) else edit.text
        return "" if typed == edit.begun or not strip_formatting(typed).strip() else typed

    def _end(self, key: ConversationKey) -> None:
        """What had been typed before is in the entry again."""
        edit = self._edits.pop(key)
        self._model.drafts.keep(key, edit.draft)
        if self._selection.shows(key):
            self._recall.forget_place()
            self._view.set_entry(edit.draft)
        self._show(key)

    def _lose(self, key: ConversationKey) -> None:
        """The message is gone; what was typed into it stays, and what was typed before waits."""
        edit = self._edits[key]
        typed = self._typed(key, edit)
        if not typed:
            self._end(key)
            return
        if edit.draft:
            self._recall.remember(key, edit.draft)
        edit.draft = typed
        self._end(key)
        words = _("The message that you were editing is gone: what you typed is a new message now.")
        self._model.add_notice(key, words, error=True)

    def _take_back(self, key: ConversationKey, message: ChatMessage, text: str) -> None:
        """The server refused a text: it is in the entry again, or where Up finds it."""
        free = key not in self._edits and not self._model.editing.obstacle(key, message.id)
        if free and not self._selection.shows(key):
            draft, begun = self._model.drafts.of(key), in_entry(message.as_said)
            self._edits[key] = Edit(message, draft, begun, in_entry(text))
        elif free and not self._recall.draft().strip():
            self._begin(key, message, text)
        else:
            self._recall.remember(key, in_entry(text))
            self._model.add_notice(key, _("Press Up in the entry for what you had typed."))

    # What is shown

    def _show_problem(self, key: ConversationKey, problem: str, typed: str) -> None:
        self._edits[key].problem, self._edits[key].text = problem, typed
        self._show(key)

    def _show(self, key: ConversationKey) -> None:
        if not self._selection.shows(key):
            return
        edit = self._edits.get(key)
        if edit is None:
            self._view.editing.hide_editing()
            self._marks.show_conversation()
        else:
            self._view.marks.hide_answered()
            self._view.editing.show_editing(quote(edit.message).text, edit.problem)

    def _last(self) -> ChatMessage | None:
        """The newest own message that still says something."""
        key = self._selection.key
        return None if key is None else last_own(self._model.messages(key))
