"""All windows over the main one: connect dialog, prompts, message boxes. At most one of each.

Each is imported when it is first opened, so that the main window is there sooner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from chat.translation import N_, _
from chat.view.ports import ConnectField, ConnectForm, Intents, Setting, Table
from chat.view.text_safety import MAX_INPUT, safe_line, safe_text
from chat.view.wording import say

if TYPE_CHECKING:
    from chat.view.connect_dialog import ConnectDialog
    from chat.view.picker import Picker
    from chat.view.prompt import Prompt
    from chat.view.settings_window import SettingsWindow
    from chat.view.shortcuts_window import ShortcutsWindow
    from chat.view.table_window import TableWindow
    from chat.view.text_window import TextWindow

MAX_BOX_TEXT = 1_200  # characters
ABOUT = N_(
    "CHAT APP\n"
    "Group chat for the people on your network, with no cloud and no account.\n"
    "It speaks IRC: any IRC client can join, and this one can join any IRC network."
)


class Dialogs:
    """Opens them over `root`, and reports what they are told."""

    def __init__(self, root: ttk.App, *, emoji: bool) -> None:
        self._root = root
        self._emoji = emoji
        self.connect: ConnectDialog | None = None
        self.prompt: Prompt | Picker | None = None
        self.table: TableWindow | None = None
        self.settings: SettingsWindow | None = None
        self.keys: ShortcutsWindow | None = None

    def open_connect(self, form: ConnectForm, intents: Intents) -> None:
        """Open the connect dialog, or raise it, with these values."""
        from chat.view.connect_dialog import ConnectDialog

        dialog = self._open_dialog()
        if dialog is None:
            self.connect = ConnectDialog(
                self._root,
                form,
                emoji=self._emoji,
                on_connect=intents.on_connect,
                on_cancel=intents.on_cancel_connect,
                on_host=intents.hosting.on_open,
                intents=intents.connect,
            )
        else:
            dialog.show_form(form)

    def show_connecting(self, text: str) -> None:
        """The dialog waits, if it is open."""
        if dialog := self._open_dialog():
            dialog.show_connecting(text)

    def show_connect_error(self, text: str, field: ConnectField | None) -> None:
        """The dialog says what went wrong; a message box does if the dialog is closed."""
        if dialog := self._open_dialog():
            dialog.show_error(text, field)
        else:
            self.error(_("Connect"), text)

    def close_connect(self) -> None:
        """The dialog goes away, if it is open."""
        if dialog := self._open_dialog():
            dialog.destroy()
        self.connect = None

    def ask_channel(self, intents: Intents) -> None:
        """Ask which channel to join."""
        from chat.view.prompt import Prompt

        self._ask(
            Prompt(
                self._root,
                title=_("Join channel"),
                question=_("Name of the channel"),
                button=_("Join"),
                initial="#",
                on_answer=intents.on_join,
            )
        )

    def ask_nick(self, nick: str, intents: Intents) -> None:
        """Ask for another nick."""
        from chat.view.prompt import Prompt

        self._ask(
            Prompt(
                self._root,
                title=_("Change nick"),
                question=_("Your new name"),
                button=_("Change"),
                initial=nick,
                on_answer=intents.on_change_nick,
            )
        )

    def ask_line(
        self, title: str, question: str, button: str, on_answer: Callable[[str], None]
    ) -> None:
        """Ask for one line, which may be empty."""
        from chat.view.prompt import Prompt

        self._ask(
            Prompt(
                self._root,
                title=safe_line(title),
                question=safe_line(question, emoji=self._emoji),
                button=button,
                on_answer=on_answer,
                needed=False,
            )
        )

    def ask_choice(
        self,
        title: str,
        question: str,
        choices: Sequence[tuple[str, str]],
        on_answer: Callable[[str], None],
    ) -> None:
        """Let one of many be picked."""
        from chat.view.picker import Picker

        shown = [(safe_line(label, emoji=self._emoji), value) for label, value in choices]

        def search(words: str) -> list[tuple[str, str]]:
            return [choice for choice in shown if words.casefold() in choice[0].casefold()]

        question = safe_line(question, emoji=self._emoji)
        self._ask(
            Picker(self._root, title=title, question=question, search=search, on_pick=on_answer)
        )

    def show_table(self, table: Table) -> None:
        """Open a table window, or fill the one with this title again."""
        from chat.view.table_window import TableWindow

        window = self.table
        if window is not None and window.winfo_exists() and window.table.title == table.title:
            window.show(table)
            return
        self.close_table()
        self.table = TableWindow(self._root, table, emoji=self._emoji)

    def close_table(self) -> None:
        """The table window goes away, if it is open."""
        if self.table is not None and self.table.winfo_exists():
            self.table.destroy()

    def show_settings(self, settings: Sequence[Setting], intents: Intents) -> None:
        """Open the settings window, or bring it to the front."""
        from chat.view.settings_window import SettingsWindow

        if not self.refresh_settings(settings):
            self.settings = SettingsWindow(self._root, settings, on_set=intents.on_set)
        elif self.settings is not None:
            self.settings.lift()

    def refresh_settings(self, settings: Sequence[Setting]) -> bool:
        """Show what the settings are now; False if their window is not open."""
        if self.settings is None or not self.settings.winfo_exists():
            return False
        self.settings.show(settings)
        return True

    def pick_emoji(self, on_pick: Callable[[str], None]) -> None:
        """Pick an emoji by its name."""
        from chat.view.picker import Picker

        self._ask(
            Picker(
                self._root,
                title=_("Emoji"),
                question=_("A part of its name"),
                search=self._emoji_choices,
                on_pick=on_pick,
            )
        )

    def _emoji_choices(self, words: str) -> list[tuple[str, str]]:
        from chat.emoji import search_emoji
        from chat.view.picker import MOST_LISTED

        return [
            (f"{found.text if self._emoji else ''}  {found.name.replace('_', ' ')}", found.text)
            for found in search_emoji(words)[:MOST_LISTED]
        ]

    def error(self, title: str, text: str) -> None:
        """A message box with one button."""
        ttk.Messagebox.show_error(self._safe(text), safe_line(title), parent=self._root)

    def text(self, title: str, text: str) -> TextWindow:
        """A text to read and copy from."""
        from chat.view.text_window import TextWindow

        return TextWindow(
            self._root, safe_line(title), safe_text(text, emoji=self._emoji, limit=MAX_INPUT)
        )

    def sure(self, title: str, text: str, deed: str, *, harmful: bool) -> bool:
        """Whether `deed` was pressed; closing the box is a no, and so is Enter if it does harm."""
        cancel, colour = _("Cancel"), "danger" if harmful else "primary"
        box = ttk.Messagebox.show_warning if harmful else ttk.Messagebox.show_question
        answer = box(
            self._safe(text),
            safe_line(title),
            parent=self._root,
            buttons=[f"{cancel}:default", f"{deed}:{colour}"],
            default=cancel if harmful else deed,
            localize=False,
        )
        return answer == deed

    def shortcuts(self) -> None:
        """The list of keys."""
        from chat.view.shortcuts_window import ShortcutsWindow

        if self.keys is None or not self.keys.winfo_exists():
            self.keys = ShortcutsWindow(self._root)
        self.keys.lift()

    def how_to(self) -> None:
        """How things are done."""
        from chat.view.how_to import TITLE, how_to_pages

        window = self.text(_(TITLE), "")
        say(window.text, lambda: window.show_pages(how_to_pages()))

    def about(self) -> None:
        """What this program is."""
        ttk.Messagebox.show_info(_(ABOUT), _("About CHAT APP"), parent=self._root)

    def _safe(self, text: str) -> str:
        return safe_text(text, emoji=self._emoji, limit=MAX_BOX_TEXT)

    def close_prompt(self) -> None:
        """What asks for one thing goes away, if it is open."""
        if self.prompt is not None and self.prompt.winfo_exists():
            self.prompt.destroy()

    def _ask(self, prompt: Prompt | Picker) -> None:
        self.close_prompt()
        self.prompt = prompt

    def _open_dialog(self) -> ConnectDialog | None:
        if self.connect is not None and self.connect.winfo_exists():
            return self.connect
        return None
