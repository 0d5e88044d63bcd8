"""What can be done with a message of the list, however one asks for it: menu, keys, pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chat.translation import _
from chat.view.links import Link, find_links
from chat.view.message_lines import TO_RETRY, Lines, whole_text
from chat.view.message_reports import MessageReports
from chat.view.ports import MessageRow, RowKind
from chat.view.text_window import TextWindow

if TYPE_CHECKING:
    from chat.view.message_listbox import MessageList

SHOW = "show"  # offered for a link to a picture (FilesIntents.offers)
#: Kinds of messages that people said, and that can be answered.
SAID = (RowKind.MESSAGE, RowKind.ACTION, RowKind.NOTICE)


class MessageDeeds:
    """Does them, or reports them."""

    def __init__(self, messages: MessageList, reports: MessageReports, *, emoji: bool) -> None:
        self._messages = messages
        self._emoji = emoji
        self.reports = reports

    # -- what a message is -------------------------------------------------------------------

    def links(self, row: MessageRow) -> list[Link]:
        """The links in what is shown of a message."""
        return find_links(whole_text(row, emoji=self._emoji, revealed=self.is_revealed(row)))

    def is_summary(self, row: MessageRow) -> bool:
        """Whether it stands for several comings and goings."""
        shown = self._messages.sheet.shown
        place = shown.place_of_key(row.key)
        return place is not None and shown.items[place].row.key == row.key and (
            shown.items[place].is_summary
        )  # fmt: skip

    def is_unfolded(self, row: MessageRow) -> bool:
        """Whether a summary shows what it stands for."""
        return row.key in self._messages.sheet.unfolded

    def is_revealed(self, row: MessageRow) -> bool:
        """Whether its spoilers are shown."""
        return row.key in self._messages.sheet.revealed

    def is_shortened(self, row: MessageRow) -> bool:
        """Whether the list shows only a part of it."""
        lines = self._lines(row)
        return lines is not None and lines.shortened

    def whole(self, row: MessageRow) -> str:
        """All of a message's text, also when the list shows only a part."""
        return whole_text(row, emoji=self._emoji)

    def was_said(self, row: MessageRow) -> bool:
        """Whether somebody said it, so that it can be answered."""
        return row.kind in SAID and bool(row.sender) and not row.deleted

    def _lines(self, row: MessageRow) -> Lines | None:
        shown = self._messages.sheet.shown
        place = shown.place_of_key(row.key)
        return None if place is None else shown.lines[place]

    # -- what is done with it ----------------------------------------------------------------

    def toggle(self, row: MessageRow) -> None:
        """Unfold a summary, or fold it."""
        sheet = self._messages.sheet
        place = sheet.shown.place_of_key(row.key)
        if place is not None:
            sheet.toggle(place)
            sheet.columns.make_active(sheet.shown.start(place))
            self._messages.note_moved()

    def reveal(self, row: MessageRow) -> None:
        """Show what a message hides, or hide it again."""
        place = self._messages.sheet.shown.place_of_key(row.key)
        if place is not None and row.hidden:
            self._messages.sheet.reveal(place)

    def retry(self, row: MessageRow) -> None:
        """Report that a failed message is to be sent again."""
        if row.state in TO_RETRY:
            self.reports.on_retry(row.key)

    def reply(self, row: MessageRow) -> None:
        """Report that a message is to be answered."""
        if self.was_said(row):
            self.reports.marks().on_reply(row.key)

    def reply_to_newest(self) -> None:
        """Report that the newest message that somebody else said is to be answered."""
        rows = reversed(self._messages.all_rows())
        newest = next((row for row in rows if self.was_said(row) and not row.own), None)
        if newest is not None:
            self.reply(newest)

    def react(self, row: MessageRow, text: str) -> None:
        """Report a reaction."""
        self.reports.marks().on_react(row.key, text)

    def pick_reaction(self, row: MessageRow) -> None:
        """Let an emoji be picked, and report it."""
        self.reports.pick_emoji(lambda text: self.react(row, text))

    def delete(self, row: MessageRow) -> None:
        """Report that a message is to be deleted."""
        if self.was_said(row) and not self.reports.marks().obstacles(row.key).delete:
            self.reports.marks().on_delete(row.key)

    def why_not_edit(self, row: MessageRow) -> str:
        """Why a message cannot be edited, in a sentence; "" if it can."""
        return self.reports.editing().obstacle(row.key)

    def edit(self, row: MessageRow) -> None:
        """Report that a message is to be edited; whoever is told says why it cannot be."""
        if self.was_said(row):
            self.reports.editing().on_edit(row.key)

    def mark_unread(self, row: MessageRow) -> None:
        """Report that a message and all after it are to count as unread."""
        self.reports.reading().on_mark_unread(row.key)

    def jump_to_original(self, row: MessageRow) -> None:
        """Report that the message that this one answers is wanted."""
        if row.quote is not None:
            self.reports.marks().on_jump_to_original(row.key)

    def open_link(self, url: str) -> None:
        """Report that a link is to be opened."""
        self.reports.on_open_link(url)

    def is_picture(self, url: str) -> bool:
        """Whether the chat itself can show what is behind a link."""
        return SHOW in self.reports.files().offers(url)

    def show_picture(self, url: str) -> None:
        """Report that the picture behind a link is to be shown."""
        self.reports.files().on_show(url)

    def save(self, url: str) -> None:
        """Report that the file behind a link is to be saved."""
        self.reports.files().on_save(url)

    def show_details(self, row: MessageRow) -> None:
        """Report that all that is known of a message is wanted."""
        self.reports.on_show_details(row.key)

    def show_whole(self, row: MessageRow) -> None:
        """Show all of a message in a window of its own."""
        TextWindow(self._messages, _("Message"), self.whole(row))

    def activate(self, row: MessageRow, link: str = "") -> None:
        """What a double click does, `link` being what is under the pointer."""
        if row.state in TO_RETRY:
            self.retry(row)
        elif self.is_summary(row):
            self.toggle(row)
        elif link:
            if not (self.is_picture(link) or row.attachment):  # which one click has opened
                self.open_link(link)
        elif self.is_shortened(row):
            self.show_whole(row)

    def copy(self) -> None:
        """Put what is selected on the clipboard: one message bare, several with who and when."""
        rows = self._messages.selected()
        if rows:
            lines = [f"[{row.time}] {row.sender}: {self.whole(row)}" for row in rows]
            self.put_on_clipboard(self.whole(rows[0]) if len(rows) == 1 else "\n".join(lines))

    def put_on_clipboard(self, text: str) -> None:
        """Let a text be pasted elsewhere."""
        self._messages.clipboard_clear()
        self._messages.clipboard_append(text)
