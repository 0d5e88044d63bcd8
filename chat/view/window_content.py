"""The part of the main window that shows a chat, as `ChatView` has it."""

from __future__ import annotations

from collections.abc import Sequence

from chat.view.menu_bar import MenuBar
from chat.view.pieces import Pieces
from chat.view.ports import BarTone, ConversationRow, Hint, MemberRow, MessageRow


class ContentCalls:
    """A base of the main window, which has all that is named here."""

    pieces: Pieces
    menu_bar: MenuBar
    nick = ""  # ours, as shown

    def show_conversations(self, rows: Sequence[ConversationRow], selected: str | None) -> None:
        """Replace the conversation list."""
        if selected != self.pieces.conversations.selected:
            self.pieces.topic_line.stop_editing()
        self.pieces.conversations.show(rows, selected)
        self.pieces.topic_line.show_name(self.pieces.conversations.label())
        self.pieces.show_empty_state()

    def show_messages(self, rows: Sequence[MessageRow]) -> None:
        """Replace the message list, and show its end."""
        self.pieces.messages.show(rows)
        self.pieces.show_empty_state()

    def prepend_messages(self, rows: Sequence[MessageRow]) -> None:
        """Add older rows at the beginning; what one is reading stays where it is."""
        self.pieces.messages.prepend(rows)
        self.pieces.show_empty_state()

    def refresh_messages(self, rows: Sequence[MessageRow]) -> None:
        """Replace the message list; what one is reading stays where it is."""
        self.pieces.messages.refresh(rows)
        self.pieces.show_empty_state()

    def append_messages(self, rows: Sequence[MessageRow]) -> None:
        """Add rows at the end; follow the end only if the end was in view."""
        self.pieces.messages.append(rows)
        self.pieces.show_empty_state()

    def update_message(self, row: MessageRow) -> None:
        """Show a row of the same `key` in its new state."""
        self.pieces.messages.update_row(row)

    def show_members(self, rows: Sequence[MemberRow]) -> None:
        """Replace the member list; an empty one hides it."""
        self.pieces.members.show(rows)
        self.pieces.layout.want_side("right", bool(rows))

    def show_typing(self, text: str) -> None:
        """Who is typing."""
        self.pieces.typing_line.show(text)

    def show_topic(self, topic: str, *, editable: bool) -> None:
        """The topic line."""
        self.pieces.topic_line.show(topic, editable=editable)

    def show_identity(self, nick: str, *, away: bool) -> None:
        """Who we are, beside the entry."""
        self.nick = nick
        self.menu_bar.away.set(away)
        self.pieces.entry_row.show_identity(nick, away=away)

    def enable_entry(self, enabled: bool, hint: str = "") -> None:
        """Whether text can be sent now; `hint` is shown in the empty entry."""
        self.pieces.entry_row.enable(enabled, hint)

    def set_entry(self, text: str) -> None:
        """Replace what is typed; "" clears."""
        self.pieces.entry_row.set_text(text)

    def replace_entry(self, text: str, cursor: int) -> None:
        """Replace what is typed, and put the cursor before the character at `cursor`."""
        self.pieces.entry_row.set_text(text, cursor)

    def show_room(self, text: str, several: bool) -> None:
        """A remark on the length of what is typed."""
        self.pieces.entry_row.show_room(text, several)

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """The slash commands that what is typed can become."""
        self.pieces.hints.show(hints)

    def entry_text(self) -> str:
        """What is typed."""
        return self.pieces.entry_row.text()

    def focus_entry(self) -> None:
        """Put the cursor where one types."""
        self.pieces.entry_row.field.widget.focus_set()

    def show_bar(
        self, text: str, tone: BarTone = BarTone.INFO, action: str = "", other: str = ""
    ) -> None:
        """Show the inline bar."""
        self.pieces.bar.show(text, tone, action, other)
        self.pieces.bar.grid()

    def hide_bar(self) -> None:
        """Take the inline bar away."""
        self.pieces.bar.grid_remove()
