"""The widgets of the main window, made and wired. Public, so that tests can use them as people do.

Each reports to the window's intents at the moment something happens.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from functools import partial
from typing import Protocol

import ttkbootstrap as ttk

from chat.view.answered_bar import AnsweredBar
from chat.view.conversation_list import ConversationList
from chat.view.editing import EditingBar
from chat.view.empty_state import EmptyState
from chat.view.entry_keys import EntryReports
from chat.view.entry_row import EntryRow
from chat.view.faces import Faces
from chat.view.files_tray import FilesTray
from chat.view.find_bar import FindBar
from chat.view.hint_list import HintList
from chat.view.inline_bar import InlineBar
from chat.view.layout import Layout
from chat.view.member_list import MemberList
from chat.view.message_listbox import MessageList
from chat.view.message_reports import MessageReports
from chat.view.palette import Palette
from chat.view.ports import Intents
from chat.view.ports.tour import TourStop
from chat.view.regions import focus_region
from chat.view.stray_focus import StrayFocus
from chat.view.topic_line import TopicLine
from chat.view.tour_callout import TourPart
from chat.view.typing_line import TypingLine


class Owner(Protocol):
    """What the pieces need of the window."""

    root: ttk.App

    def intents(self) -> Intents:
        """Who is told."""

    def ask_nick(self) -> None:
        """Ask for another nick."""

    def pick_emoji(self) -> None:
        """Let the person pick an emoji for the entry."""

    def choose_emoji(self, on_pick: Callable[[str], None]) -> None:
        """Let the person pick an emoji for something else."""

    def paste_files(self) -> bool:
        """Take files or a picture from the clipboard; False if it has neither."""


class Pieces:
    """Everything in the main window."""

    def __init__(self, owner: Owner, palette: Palette, *, emoji: bool) -> None:
        self.palette = palette
        self.layout = Layout(owner.root)
        self.tour: TourPart | None = None
        self._build_lists(owner, palette, emoji)
        self._build_talk(owner, palette, emoji)
        self._build_entry(owner, emoji)
        self.layout.add_side("left", self.conversations)
        self.layout.add_side("right", self.members)
        self.layout.add_centre(
            self.topic_line,
            self.finding,
            self.messages,
            self.typing_line,
            self.bar,
            (self.marks, self.editing),
            self.entry_row,
        )
        self.show_empty_state()
        self.stray_focus = StrayFocus(owner.root, lambda: self.entry_row.field.widget)

    def _build_lists(self, owner: Owner, palette: Palette, emoji: bool) -> None:
        self.conversations = ConversationList(
            owner.root,
            palette,
            emoji=emoji,
            on_select=lambda key: owner.intents().on_select_conversation(key),
            offers=lambda key: owner.intents().listing.actions(key),
            on_action=lambda key, action: owner.intents().listing.on_action(key, action),
            on_close=lambda key: owner.intents().on_close_conversation(key),
        )
        self.faces = Faces(owner.root)
        self.members = MemberList(
            owner.root,
            palette,
            self.faces,
            emoji=emoji,
            on_open=lambda nick: owner.intents().on_open_private(nick),
            offers=lambda nick: owner.intents().member_actions(nick),
            on_action=lambda nick, action: owner.intents().on_member_action(nick, action),
        )

    def _build_talk(self, owner: Owner, palette: Palette, emoji: bool) -> None:
        centre = self.layout.centre
        self.topic_line = TopicLine(
            centre, emoji=emoji, on_change=lambda topic: owner.intents().on_change_topic(topic)
        )
        self.messages = MessageList(
            centre,
            palette,
            emoji=emoji,
            reports=_message_reports(owner),
        )
        self.typing_line = TypingLine(centre, emoji=emoji)
        self.finding = FindBar(centre, self.messages, lambda: owner.intents().finding)
        self.empty_state = EmptyState(
            centre,
            self.layout.stage,
            emoji=emoji,
            on_connect=lambda: owner.intents().on_open_connect_dialog(),
            on_host=lambda: owner.intents().hosting.on_open(),
        )

    def _build_entry(self, owner: Owner, emoji: bool) -> None:
        centre = self.layout.centre
        self.bar = InlineBar(
            centre,
            emoji=emoji,
            on_action=lambda: owner.intents().on_bar_action(),
            on_other=lambda: owner.intents().on_bar_other(),
        )
        self.entry_row = EntryRow(
            centre,
            emoji=emoji,
            reports=self._entry_reports(owner),
            on_nick=owner.ask_nick,
            on_emoji=owner.pick_emoji,
            on_attach=lambda: owner.intents().files.on_attach(),
        )
        self.files_tray = FilesTray(
            self.layout.over_entry,
            emoji=emoji,
            on_action=lambda key, action: owner.intents().files.on_action(key, action),
            on_send_all=lambda: owner.intents().files.on_send_all(),
        )
        self.marks = AnsweredBar(centre, emoji=emoji, on_cancel=partial(_cancel_reply, owner))
        self.editing = EditingBar(centre, emoji=emoji, on_cancel=partial(_cancel_edit, owner))
        self.hints = HintList(self.messages, on_take=self._take_hint)

    def _entry_reports(self, owner: Owner) -> EntryReports:
        return EntryReports(
            on_send=lambda text: owner.intents().on_send(text),
            on_nothing=partial(_enter_nothing, owner),
            on_edit_last=lambda: owner.intents().editing.on_edit_last(),
            on_typed=lambda text: owner.intents().on_typed(text),
            on_complete=lambda text, cursor, step: owner.intents().on_complete(text, cursor, step),
            on_recall=lambda step: owner.intents().on_recall(step),
            on_paste=owner.paste_files,
            on_escape=lambda: self._escape(owner),
        )

    def _escape(self, owner: Owner) -> None:
        """Escape in the entry: put away what lies over it, one after the other."""
        if self.hints.winfo_manager():
            self.hints.hide()
        elif self.editing.is_shown():
            _cancel_edit(owner)
        elif self.marks.is_shown():
            _cancel_reply(owner)

    def _take_hint(self, text: str) -> None:
        self.entry_row.set_text(text)
        self.entry_row.field.widget.focus_set()

    def recolour(self, palette: Palette) -> None:
        """Change all colours that ttk styles do not reach."""
        self.messages.recolour(palette)
        self.conversations.recolour(palette)
        self.members.recolour(palette)

    def refit(self, percent: int) -> None:
        """The fonts have changed to this size, in per cent of the system's."""
        self.layout.scale(percent)
        self.conversations.refit(percent)
        self.members.refit(percent)
        self.messages.refit()
        self.topic_line.refit()
        self.marks.refit()
        self.editing.refit()

    def show_empty_state(self) -> None:
        """Say what to do while there is nothing to read, and get out of the way after."""
        self.layout.want_side("left", not self.conversations.is_empty())
        self.layout.show_head(not self.conversations.is_empty())
        if not self.messages.is_empty():
            self.empty_state.place_forget()
            return
        if self.conversations.is_empty():
            self.empty_state.welcome()
        else:
            self.empty_state.no_messages(self.conversations.chosen())
        self.empty_state.appear()

    def tour_target(self, stop: TourStop) -> tkinter.Misc | None:
        """What a hint of the tour points at, if it is there: a narrow window has no list."""
        if stop is TourStop.ENTRY:
            return self.entry_row.field.widget
        there = stop is TourStop.CONVERSATIONS and self.layout.shows_side("left")
        return self.conversations if there else None

    def focus_next_region(self, step: int = 1) -> None:
        """Move the cursor to the next part of the window (F6), or the one before."""
        focus_region(self, step)


def _cancel_reply(owner: Owner) -> None:
    owner.intents().marks.on_cancel_reply()


def _cancel_edit(owner: Owner) -> None:
    owner.intents().editing.on_cancel_edit()


def _enter_nothing(owner: Owner) -> None:
    """Enter with nothing typed: of a message that is being edited, or for files that wait."""
    if not owner.intents().editing.on_emptied():
        owner.intents().files.on_enter()


def _message_reports(owner: Owner) -> MessageReports:
    return MessageReports(
        on_retry=lambda key: owner.intents().on_retry(key),
        on_top=lambda: owner.intents().on_scrolled_to_top(),
        on_open_link=lambda url: owner.intents().on_open_link(url),
        on_show_details=lambda key: owner.intents().on_show_details(key),
        places=lambda: owner.intents().places,
        reading=lambda: owner.intents().reading,
        files=lambda: owner.intents().files,
        marks=lambda: owner.intents().marks,
        editing=lambda: owner.intents().editing,
        ignoring=lambda: owner.intents().ignoring,
        pick_emoji=owner.choose_emoji,
    )
