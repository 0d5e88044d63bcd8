"""The message list: what is said in the conversation that is shown. Sends nothing.

A flood costs the window one call a turn: what the model adds is gathered, and shown when the
pump's turn has ended.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from chat.controller.attachments import attachment_of
from chat.controller.lookalikes import Senders
from chat.controller.reading import ReadingController
from chat.controller.rows import details_text, message_row
from chat.controller.selection import Selection
from chat.model.entities import ChatMessage, ConversationKey
from chat.model.events import (
    ConversationClosed,
    Event,
    HistoryAdded,
    HistoryForgotten,
    MessageChanged,
    MessageEdited,
    MessageMoved,
    MessagesAdded,
    OriginalFound,
)
from chat.model.ports import ChatModel
from chat.translation import _
from chat.view.ports import ChatView, MessageRow

LET_GO_AFTER = 1_000  # messages


class MessagesController:
    """Keeps the message list of the view equal to the model's messages."""

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        selection: Selection,
        reading: ReadingController,
        *,
        show_elsewhere: Callable[[], None],
        clock12: bool = False,
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._reading = reading
        self._show_elsewhere = show_elsewhere  # where something is unread
        self._clock12 = clock12
        self._listed: set[int] = set()  # ids shown in this turn, which may be published after
        self._added: dict[int, ChatMessage] = {}
        self._changed: dict[int, ChatMessage] = {}
        self._moved: set[int] = set()  # ids from which on messages stand elsewhere than before
        self._appended = 0  # since rows were let go of
        self._excerpted: list[int] | None = None  # ids listed around a place, None of the newest
        self._requoted: set[str] = set()  # msgids of messages that answers quote otherwise now
        self._past: set[int] = set()  # ids of messages that took their places among the others
        self._senders = Senders(model)
        self._put_away: dict[ConversationKey, int] = {}  # ids up to which nothing is shown

    def on_event(self, event: Event) -> None:
        """Gather what happened to the messages of the conversation that is shown."""
        match event:
            case MessagesAdded(key=key, messages=messages) if self._selection.shows(key):
                self._add(messages)
            case MessageChanged(key=key, message=message) if self._selection.shows(key):
                self._change(message)
            case MessageMoved(key=key, first=first) if self._selection.shows(key):
                self._moved.add(first)
            case HistoryAdded(key=key) if self._excerpt() is not None and self._selection.shows(
                key
            ):
                pass  # it is among the newest, which are not shown now
            case HistoryAdded(key=key, messages=messages) if self._selection.shows(key):
                self._past.update({message.id for message in messages} - self._listed)
            case OriginalFound(key=key, msgid=msgid) if self._selection.shows(key):
                self._requoted.add(msgid)
            case MessageEdited(key=key, msgid=msgid) if self._selection.shows(key):
                self._requoted.add(msgid)
            case HistoryForgotten(key=key) if self._selection.shows(key):
                self.show_conversation()
            case ConversationClosed(key=key):
                self._put_away.pop(key, None)
                if self._selection.shows(key):
                    self._added.clear()
                    self._changed.clear()

    def show_changes(self) -> None:
        """Show what was gathered, all of it at once."""
        self._senders.forget()
        self._listed.clear()
        if self._past:
            self._show_past()
        if self._requoted:
            self._note_answers()
        if self._added and self._excerpt() is not None:
            said = [one for one in self._added.values() if one.sender]
            self._added.clear()
            self._view.places.count_new(len(said))
        if self._added and self._reading.note_arrivals():
            self.refresh()  # the line has moved
        if self._added:
            rows = [self._row(message) for message in self._added.values()]
            self._added.clear()
            self._view.append_messages(rows)
            self._let_go(len(rows))
            self._reading.mark_read()
        if self._moved:
            self._show_moved()
        for message in self._changed.values():
            self._view.update_message(self._row(message))
        self._changed.clear()

    def _show_moved(self) -> None:
        """Own messages took their places: show all from the first of those that stand elsewhere."""
        moved, self._moved = self._moved, set()
        if self._excerpt() is not None:
            return  # they are among the newest, which are not shown now
        rest = list(itertools.dropwhile(lambda one: one.id not in moved, self._newest()))
        if rest:
            self._view.places.replace_last([self._row(message) for message in rest])
        for message in rest:
            self._changed.pop(message.id, None)

    def show_conversation(self) -> None:
        """Show the whole of the conversation that is selected now."""
        self._senders.forget()
        messages = self._newest()
        self._note_all(messages)
        self._reading.begin()
        self._excerpted = None
        self._view.show_messages([self._row(message) for message in messages])
        self._reading.mark_read()

    def refresh(self) -> None:
        """Show it all as it is now; what one is reading stays where it is."""
        if self._excerpt() is not None:
            self.show_grown()
            return
        messages, _ = self._loaded()
        self._view.refresh_messages([self._row(message) for message in messages])

    def _let_go(self, count: int) -> None:
        """So many more are listed: now and then, let go of what the model has let go of."""
        self._appended += count
        if self._appended >= LET_GO_AFTER and self._selection.key is not None:
            self._appended = 0
            self._view.places.keep_newest(len(self._model.messages(self._selection.key)))

    def show_around(self, message_id: int) -> None:
        """Show what is loaded around a message, and the message selected."""
        self.show_changes()
        if self._selection.key is not None:
            self._put_away.pop(self._selection.key, None)
        listed, messages, newest = self._excerpted, *self._loaded()
        if listed == self._excerpted and self._view.places.reveal(str(message_id)):
            return
        rows = [self._row(message) for message in messages]
        self._view.places.show_around(rows, str(message_id), newest=newest)

    def show_grown(self) -> None:
        """More is loaded around what is shown: show it, with what one reads where it is."""
        messages, newest = self._loaded()
        rows = [self._row(message) for message in messages]
        self._view.places.refresh(rows, newest=newest)
        if newest:
            self._reading.mark_read()

    def _loaded(self) -> tuple[Sequence[ChatMessage], bool]:
        """What is to be shown, and whether it is the newest; all that was gathered is in it."""
        excerpt = self._excerpt()
        self._excerpted = None if excerpt is None else [one.id for one in excerpt]
        if excerpt is not None:
            return excerpt, False
        messages = self._newest()
        self._note_all(messages)
        return messages, True

    def _newest(self) -> Sequence[ChatMessage]:
        """The newest messages of the conversation, without those that are put away."""
        key = self._selection.key
        messages = self._model.messages(key) if key else ()
        last = self._put_away.get(key) if key else None
        at = next((at for at, one in enumerate(messages) if one.id == last), -1)
        return messages[at + 1 :]

    def put_away(self) -> None:
        """Show no more of what stands here now, until somebody goes up; forget none of it."""
        key = self._selection.key
        messages = self._model.messages(key) if key else ()
        if key is not None and messages:
            self._put_away[key] = messages[-1].id
            self.show_conversation()
            self._model.add_notice(key, _("What was here before is put away: scroll up to see it."))

    def bring_back(self) -> bool:
        """Show what was put away; False if nothing was."""
        key = self._selection.key
        if key is None or self._put_away.pop(key, None) is None:
            return False
        self.refresh()
        return True

    def _shown(self) -> Sequence[ChatMessage]:
        """The messages in the list."""
        key = self._selection.key
        return self._excerpt() or (self._model.messages(key) if key else ())

    def _excerpt(self) -> Sequence[ChatMessage] | None:
        key = self._selection.key
        return None if key is None else self._model.places.excerpt(key)

    def _show_past(self) -> None:
        """Show what came in of the past: mostly before all the others, else here and there."""
        messages = self._newest()
        moved = self._reading.note_past()
        older = list(itertools.takewhile(lambda one: one.id in self._past, messages))
        if len(older) == len(self._past) and not moved:
            self._past.clear()
            self._view.prepend_messages([self._row(message) for message in older])
            self._requoted |= {message.msgid for message in older if message.msgid}
        else:
            self._note_all(messages)
            self._view.refresh_messages([self._row(message) for message in messages])
            self._listed.clear()
        self._reading.mark_read()

    def _note_all(self, messages: Sequence[ChatMessage]) -> None:
        """All of these are shown: nothing that was gathered is still to be."""
        self._listed = {message.id for message in messages}
        self._past.clear()
        self._added.clear()
        self._changed.clear()
        self._moved.clear()
        self._requoted.clear()

    def show_again(self, *, clock12: bool) -> None:
        """Show times in the other way from now on."""
        self._clock12 = clock12
        self.show_conversation() if self._excerpt() is None else self.show_grown()

    def _row(self, message: ChatMessage) -> MessageRow:
        row = message_row(message, clock12=self._clock12, original=self._original(message))
        if "://" in message.text and (key := self._selection.key) is not None:
            url = attachment_of(message.text)
            if url and self._model.files.is_hosted(key.network, url):
                row = replace(row, attachment=url)
        if not message.sender.isascii() and not message.own and self._selection.key is not None:
            beware = self._senders.warning(self._selection.key, message.sender)
            row = replace(row, beware=beware)
        divider = self._reading.divider(message, clock12=self._clock12)
        return replace(row, divider=divider) if divider else row

    def _original(self, message: ChatMessage) -> ChatMessage | None:
        """What a message answers, if that is here."""
        key = self._selection.key
        if not message.reply_to or key is None:
            return None
        return self._model.replies.original(key, message.reply_to)

    # `chat.view.ports.reading.ReadingIntents`

    def on_seen(self) -> None:
        """The newest message came into view, or the window got the focus."""
        self._reading.mark_read()

    def on_first_unread(self) -> None:
        """Go to the line before what is new; where there is none, to another conversation."""
        line = self._reading.line
        if line is None:
            self._show_elsewhere()
        elif self._excerpt() is None:
            self.show_around(line.id)
            self._reading.mark_read()

    def on_mark_unread(self, message_key: str) -> None:
        """A message and all after it are to count as unread."""
        message = self._message(message_key)
        if message is not None:
            self._reading.mark_unread(message)
            self.refresh()

    def _message(self, message_key: str) -> ChatMessage | None:
        """A message of the conversation that is shown."""
        return next((one for one in self._shown() if str(one.id) == message_key), None)

    def show_details(self, message_key: str) -> None:
        """Show all that is known of a message of the conversation that is shown."""
        key, message = self._selection.key, self._message(message_key)
        if message is not None and key is not None:
            raw_line = self._model.details.raw_line(key, message.id)
            beware = "" if message.own else self._senders.warning(key, message.sender)
            self._view.show_text(_("Message"), details_text(message, raw_line, beware))

    def _add(self, messages: Sequence[ChatMessage]) -> None:
        # A conversation shown in the middle of a turn may hold what is only published later.
        self._added.update({one.id: one for one in messages if one.id not in self._listed})

    def _change(self, message: ChatMessage) -> None:
        waiting = self._added if message.id in self._added else self._changed
        waiting[message.id] = message
        if message.deleted:
            self._requoted.add(message.msgid)

    def _note_answers(self) -> None:
        """What messages are quoted as is another thing now: show their answers anew."""
        for message in self._shown():
            if message.reply_to in self._requoted and message.id not in self._added:
                self._changed.setdefault(message.id, message)
        self._requoted.clear()
