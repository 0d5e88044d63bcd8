"""Finding a text in the conversation that is shown (Ctrl+F): matches counted, gone through, marked.

The matches come from the model, also those that are not loaded; going to one is `places`' affair.
"""

from __future__ import annotations

from chat.controller.places import PlacesController
from chat.controller.selection import Selection
from chat.model.entities import Place
from chat.model.events import Event, MatchesFound, MessageEdited, MessagesAdded
from chat.model.ports import ChatModel
from chat.translation import _, number_text
from chat.view.ports import ChatView

TYPING_MS = 150  # without a key, until what was typed is looked for
NEWS_MS = 500  # after a message that matches, until all are counted again


class FindingController:
    """Implements `chat.view.ports.finding.FindingIntents`."""

    def __init__(
        self, model: ChatModel, view: ChatView, selection: Selection, places: PlacesController
    ) -> None:
        self._model = model
        self._view = view
        self._selection = selection
        self._places = places
        self._open = False
        self._text = ""
        self._numbers: tuple[int, ...] = ()
        self._at = 0
        self._more = False
        self._counting = False  # again, because of a new message

    def on_open(self) -> None:
        """A text is to be found."""
        if self._selection.key is not None:
            self._open = True
            self._view.finding.open()

    def on_typed(self, text: str) -> None:
        """What is in the field is this now: look for it once the keys rest."""
        self._text = text
        self._numbers, self._at = (), 0
        self._view.schedule(TYPING_MS, lambda: self._look_for(text))

    def on_step(self, step: int) -> None:
        """The next match: further up (1) or down (-1), around the ends."""
        if not self._open:
            self.on_open()
        elif self._numbers:
            self._at = (self._at + step) % len(self._numbers)
            self._go()

    def on_close(self) -> None:
        """Back to writing; what is shown stays."""
        if self._open:
            self.leave()
            self._view.focus_entry()

    def leave(self) -> None:
        """Another conversation is to be shown."""
        if self._open:
            self._open = False
            self._text, self._numbers = "", ()
            self._view.finding.highlight("")
            self._view.finding.close()

    def on_event(self, event: Event) -> None:
        """Take the matches; count again when something new is one."""
        match event:
            case MatchesFound(key=key, text=text) if text and text == self._text:
                if self._open and self._selection.shows(key):
                    self._take(event)
            case MessagesAdded(key=key, messages=messages) if self._open and self._text:
                new = self._selection.shows(key) and not self._counting
                text = self._text.casefold()
                if new and any(text in message.text.casefold() for message in messages):
                    self._count_soon()
            case MessageEdited(key=key) if self._open and self._text:
                if self._selection.shows(key) and not self._counting:
                    self._count_soon()

    def _look_for(self, text: str) -> None:
        key = self._selection.key
        if not self._open or text != self._text or key is None:
            return
        self._view.finding.highlight(text)
        if text:
            self._model.finding.find(key, text)
        else:
            self._view.finding.show_count("", found=True)

    def _count_soon(self) -> None:
        self._counting = True
        self._view.schedule(NEWS_MS, self._count_again)

    def _count_again(self) -> None:
        self._counting = False
        if self._open and self._text and self._selection.key is not None:
            self._model.finding.find(self._selection.key, self._text)

    def _take(self, event: MatchesFound) -> None:
        """Go to the newest match; after a count, stay at the one that is shown."""
        shown = self._numbers[self._at] if self._numbers else None
        self._numbers, self._more = event.numbers, event.more
        if shown is not None and shown in self._numbers:
            self._at = self._numbers.index(shown)
            self._show_count()
            return
        self._at = 0
        if self._numbers:
            self._go()
        else:
            self._view.finding.show_count(_("Not found"), found=False)

    def _go(self) -> None:
        self._show_count()
        if self._selection.key is not None:
            self._places.jump_to(self._selection.key, Place(message_id=self._numbers[self._at]))

    def _show_count(self) -> None:
        count = f"{number_text(len(self._numbers))}{'+' if self._more else ''}"
        words = _("{number} of {count}").format(number=number_text(self._at + 1), count=count)
        self._view.finding.show_count(words, found=True)
