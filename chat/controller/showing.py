"""What follows, across the controllers, from showing another conversation, and from any change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chat.controller.rows import row_key
from chat.model.ports import Settings
from chat.view.ports import ChatView

if TYPE_CHECKING:
    from chat.controller.parts import Parts


class Showing:
    """Tells each part to show what it has, in the order that these depend on one another."""

    def __init__(self, parts: Parts, view: ChatView, settings: Settings) -> None:
        self._parts = parts
        self._view = view
        self._settings = settings
        self._left = (settings.shown, settings.shown_at)  # where the run before ended

    def before_leaving(self) -> None:
        """Another conversation is about to be shown."""
        self._parts.sending.keep_draft()
        self._parts.places.leave()
        self._parts.finding.leave()

    def after_showing(self) -> None:
        """Another conversation is shown."""
        parts = self._parts
        parts.switching.note_shown()
        parts.messages.show_conversation()
        parts.avatars.show_conversation()
        parts.header.show_conversation()
        parts.typing_notice.show_conversation()
        parts.typing_notice.listens = False
        parts.sending.show_draft()
        parts.marks.show_conversation()
        parts.editing.show_conversation()
        parts.files.show_conversation()
        parts.typing_notice.listens = True
        parts.bar.forget()
        self._come_back()
        self._view.schedule(0, self.show_changes)  # nobody waits for the pump's next turn

    def _come_back(self) -> None:
        """Once, in the conversation where one was: to what was in view at the end."""
        key, (row, number) = self._parts.selection.key, self._left
        if number and key is not None and row_key(key) == row:
            self._left = ("", 0)
            self._parts.places.come_back(key, number)

    def show_changes(self) -> None:
        """A turn of the pump has ended, or something that the person did."""
        parts = self._parts
        if parts.closing.closed:
            return
        parts.messages.show_changes()
        parts.conversations.show_changes()
        parts.header.show_changes()
        parts.typing_notice.show_changes()
        parts.trust.show_changes()
        parts.bar.show_changes()
        parts.notices.show_changes()

    def tell(self, text: str) -> None:
        """Say something in the inline bar that concerns the program itself."""
        self._parts.bar.tell(text)
        self.show_changes()

    def show_again(self) -> None:
        """Another language is spoken: show anew what the controllers have worded."""
        self._parts.messages.show_again(clock12=self._settings.clock12)
        self._parts.tray.say_again()
        self._parts.trust.say_again()
        self._parts.tour.say_again()
        self.show_header_anew()

    def show_header_anew(self) -> None:
        """Something in the line over the messages is shown differently now."""
        self._parts.header.show_conversation()
        self.show_changes()

    def keep_place(self) -> None:
        """The program ends: the next one begins here."""
        key = self._parts.selection.key
        self._settings.shown = "" if key is None else row_key(key)
        self._parts.sending.keep_draft()
        reading = self._view.places.reading_at()
        self._settings.shown_at = int(reading) if reading.isdecimal() else 0
