"""The part of the main window that opens other windows, as `ChatView` has it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from chat.view.dialogs import Dialogs
from chat.view.ports import ConnectField, ConnectForm, Intents, Setting, Table


class DialogCalls(ABC):
    """A base of the main window, which has all that is named here."""

    dialogs: Dialogs
    nick: str

    @abstractmethod
    def intents(self) -> Intents:
        """Who is told."""

    def show_text(self, title: str, text: str) -> None:
        """A window to read and copy from."""
        self.dialogs.text(title, text)

    def show_error(self, title: str, text: str) -> None:
        """A message box."""
        self.dialogs.error(title, text)

    def ask_sure(self, title: str, text: str, deed: str, *, harmful: bool = True) -> bool:
        """A question in a message box: whether the button `deed` was pressed."""
        return self.dialogs.sure(title, text, deed, harmful=harmful)

    def ask_line(
        self, title: str, question: str, button: str, on_answer: Callable[[str], None]
    ) -> None:
        """Ask for one line, which may be empty."""
        self.dialogs.ask_line(title, question, button, on_answer)

    def ask_choice(
        self,
        title: str,
        question: str,
        choices: Sequence[tuple[str, str]],
        on_answer: Callable[[str], None],
    ) -> None:
        """Let one of many be picked."""
        self.dialogs.ask_choice(title, question, choices, on_answer)

    def show_table(self, table: Table) -> None:
        """Open a table window, or fill the one with this title again."""
        self.dialogs.show_table(table)

    def open_connect_dialog(self, form: ConnectForm) -> None:
        """Open the dialog, or raise it if it is open, with these values."""
        self.dialogs.open_connect(form, self.intents())

    def show_connecting(self, text: str) -> None:
        """The dialog waits: progress and Cancel instead of Connect."""
        self.dialogs.show_connecting(text)

    def show_connect_error(self, text: str, field: ConnectField | None = None) -> None:
        """The dialog is usable again, with one sentence, pointing at a field."""
        self.dialogs.show_connect_error(text, field)

    def close_connect_dialog(self) -> None:
        """The dialog goes away."""
        self.dialogs.close_connect()

    def show_settings(self, settings: Sequence[Setting]) -> None:
        """Open the settings window, or bring it to the front."""
        self.dialogs.show_settings(settings, self.intents())

    def refresh_settings(self, settings: Sequence[Setting]) -> None:
        """Bring the settings window up to date, if it is open."""
        self.dialogs.refresh_settings(settings)

    def ask_nick(self) -> None:
        """Ask for another nick."""
        self.dialogs.ask_nick(self.nick, self.intents())

    def choose_emoji(self, on_pick: Callable[[str], None]) -> None:
        """Let the person pick an emoji for something else."""
        self.dialogs.pick_emoji(on_pick)
