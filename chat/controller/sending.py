"""From the entry to the model: messages, commands and drafts. Shows no message.

`send_message` is where Enter and the Send button end up (row C3). What is typed leaves the entry
only when it was taken; whatever goes wrong, it stays there.
"""

from __future__ import annotations

from chat.controller.command import CommandError
from chat.controller.commands import Commands, is_secret
from chat.controller.editing import EditingController
from chat.controller.header import is_joined
from chat.controller.marks import MarksController
from chat.controller.recall import RecallController
from chat.controller.selection import Selection
from chat.controller.typing_hints import is_command
from chat.model.entities import ConversationKey
from chat.model.ports import ChatModel
from chat.protocol.formatting import strip_formatting
from chat.protocol.text_lines import text_lines
from chat.translation import _
from chat.view.ports import ChatView

MANY = 10  # messages that one long text becomes without a question
DRAFT_AFTER = 2_000  # ms from a first change to what is kept: a crash costs no more


class SendingController:
    """Sends what is typed, and keeps a draft for each conversation."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        commands: Commands,
        recall: RecallController,
        marks: MarksController,
        editing: EditingController,
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._commands = commands
        self._recall = recall
        self._marks = marks
        self._editing = editing
        self._keeping = False  # a draft is going to be kept in a moment

    def send_message(self, text: str) -> None:
        """Send the entry's text, or run it as a command; clear the entry if it was taken."""
        key = self._selection.key
        if key is None or self._editing.take(key, text):
            return
        if not strip_formatting(text).strip():
            return  # bold of nothing is nothing, too
        draft = self._recall.waiting()
        try:
            if not self._take(key, text):
                return
        except (CommandError, ValueError) as error:
            self._model.add_notice(key, str(error), error=True)
        else:
            if not (is_command(text) and is_secret(text)):
                self._recall.remember(key, text)
            self._clear(key, draft)

    def retry(self, message_key: str) -> None:
        """Send a failed message of the conversation that is shown again."""
        if (key := self._selection.key) is not None:
            self._model.retry_message(key, int(message_key))

    def on_typed(self) -> None:
        """What is in the entry has changed: it is kept in a moment, however the program ends."""
        if not self._keeping:
            self._keeping = True
            self._view.schedule(DRAFT_AFTER, self._keep_in_passing)

    def keep_draft(self) -> None:
        """Another conversation is about to be shown: remember what was typed in this one."""
        self._editing.leave()
        self._keep(self._selection.key)
        self._recall.forget_place()

    def show_draft(self) -> None:
        """Show what was typed before in the conversation that is shown now."""
        key = self._selection.key
        self._view.set_entry(self._model.drafts.of(key) if key else "")
        self._view.focus_entry()

    def _keep_in_passing(self) -> None:
        self._keeping = False
        self._keep(self._selection.key)

    def _keep(self, key: ConversationKey | None) -> None:
        """The draft; while a message is being edited, what had been typed before."""
        if key is not None:
            waiting = self._editing.draft(key)
            self._model.drafts.keep(key, self._recall.draft() if waiting is None else waiting)

    def _take(self, key: ConversationKey, text: str) -> bool:
        """Run or send a text; False if the person thought better of it."""
        if is_command(text):
            self._commands.run(key, text)
            return True
        self._check(key)
        if text.startswith("//"):
            text = text[1:]
        parts = self._model.multiline.parts(key, text)
        lines = [one for one in text_lines(text) if one.strip()]
        if parts > MANY or (parts > 1 and len(lines) > 1):
            question = _("Send this as {count} messages to {target}?")
            question = question.format(count=parts, target=key.target)
            title, deed = _("Several lines"), _("Send")
            if not self._view.ask_sure(title, question, deed, harmful=False):
                return False
            for line in lines:
                self._say(key, line)
        else:
            self._say(key, text)
        return True

    def _say(self, key: ConversationKey, text: str) -> None:
        if not self._marks.send(key, text):
            self._model.send_message(key, text)

    def _check(self, key: ConversationKey) -> None:
        if not key.target:
            raise ValueError(
                _(
                    "Nobody reads what is written here: choose a conversation, or type /join"
                    " #channel."
                )
            )
        # Without a connection the model keeps what is said until there is one.
        if self._model.is_connected(key.network) and not is_joined(self._model, key):
            raise ValueError(
                _("Not sent, you are not in {target}: type /join {target} first.").format(
                    target=key.target
                )
            )

    def _clear(self, key: ConversationKey, draft: str) -> None:
        """What was typed is taken; what waited under a recalled text comes back."""
        self._model.drafts.keep(key, draft)
        if self._selection.shows(key):  # a command, as /join, may have shown another
            self._view.set_entry(draft)
