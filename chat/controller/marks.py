"""What the person does with one message: answer it, react to it, delete it, see what it answers."""

from __future__ import annotations

from collections.abc import Callable

from chat.controller.quoting import quote
from chat.controller.selection import Selection
from chat.model.entities import ChatMessage, ConversationKey, Place
from chat.model.events import ConversationClosed, ConversationRenamed, Event, MessageChanged
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView
from chat.view.ports.marks import Obstacles


class MarksController:
    """Implements `chat.view.ports.marks.MarksIntents`; `jump_to` shows a message wherever it is."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        jump_to: Callable[[ConversationKey, Place], None],
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._jump_to = jump_to
        self._answered: dict[ConversationKey, ChatMessage] = {}
        self.before_reply: Callable[[], object] = lambda: None  # whoever else uses the entry

    def on_event(self, event: Event) -> None:
        """What is being answered may go, or be deleted meanwhile."""
        match event:
            case ConversationClosed(key=key):
                self._answered.pop(key, None)
                self._show(key)
            case ConversationRenamed(key=key, new=new) if key in self._answered:
                self._answered[new] = self._answered.pop(key)
            case MessageChanged(key=key, message=message) if message.deleted:
                answered = self._answered.get(key)
                if answered is not None and answered.id == message.id:
                    self._answered.pop(key)
                    self._show(key)

    def obstacles(self, message_key: str) -> Obstacles:
        """What can be done with a message, and what not."""
        key = self._selection.key
        if key is None:
            return Obstacles()
        number = int(message_key)
        return Obstacles(
            self._model.replies.obstacle(key, number),
            self._model.reactions.obstacle(key, number),
            self._model.redaction.obstacle(key, number),
        )

    # Answers

    def on_reply(self, message_key: str) -> None:
        """The next message answers this one; where none can, it begins with the sender's name."""
        key, message = self._selection.key, self.message(message_key)
        if key is None or message is None or not message.sender or message.deleted:
            return
        self.before_reply()
        if self._model.replies.obstacle(key, message.id):
            typed = self._view.entry_text()
            if not typed.startswith(f"{message.sender}: "):
                self._view.set_entry(f"{message.sender}: {typed}")
        else:
            self._answered[key] = message
            self._show(key)
        self._view.focus_entry()

    def on_cancel_reply(self) -> None:
        """The next message answers nothing."""
        if self._selection.key is not None:
            self._answered.pop(self._selection.key, None)
            self._show(self._selection.key)

    def show_conversation(self) -> None:
        """Another conversation is shown: with what is being answered there."""
        if self._selection.key is None:
            self._view.marks.hide_answered()
        else:
            self._show(self._selection.key)

    def send(self, key: ConversationKey, text: str) -> bool:
        """Send a text as an answer, if there is something to answer; False if there is not."""
        answered = self._answered.pop(key, None)
        if answered is None:
            return False
        self._model.replies.send(key, text, answered.id)
        self._show(key)
        return True

    def _show(self, key: ConversationKey) -> None:
        if not self._selection.shows(key):
            return
        if (answered := self._answered.get(key)) is None:
            self._view.marks.hide_answered()
        else:
            self._view.marks.show_answered(quote(answered))

    def on_jump_to_original(self, message_key: str) -> None:
        """Show what a message answers, loading it if need be."""
        key, message = self._selection.key, self.message(message_key)
        if key is None or message is None or not message.reply_to:
            return
        original = self._model.replies.original(key, message.reply_to)
        number, time = (original.id, original.time) if original else (0, message.time)
        self._jump_to(key, Place(number, message.reply_to, time))

    # Reactions and deletions

    def on_react(self, message_key: str, text: str) -> None:
        """React so, or take it back."""
        if self._selection.key is not None:
            self._model.reactions.react(self._selection.key, int(message_key), text)

    def on_delete(self, message_key: str) -> None:
        """Delete a message for everybody, if the person is sure, and says why if they want to."""
        key, message = self._selection.key, self.message(message_key)
        if key is not None and message is not None:
            self.ask_to_delete(key, message)

    def ask_to_delete(self, key: ConversationKey, message: ChatMessage) -> None:
        """The same, of a message that was found."""
        number = message.id
        beginning = quote(message).text[:60]
        self._view.ask_line(
            _("Delete message"),
            _("Delete “{text}” for everybody? You may say why:").format(text=beginning),
            _("Delete"),
            lambda reason: self._model.redaction.delete(key, number, reason),
        )

    def message(self, message_key: str) -> ChatMessage | None:
        """A message of the conversation that is shown."""
        key = self._selection.key
        if key is None:
            return None
        shown = self._model.places.excerpt(key) or self._model.messages(key)
        return next((one for one in reversed(shown) if str(one.id) == message_key), None)
