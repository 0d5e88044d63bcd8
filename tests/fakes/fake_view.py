"""A window in memory: tests read what it shows, and what it was told in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chat.view.ports import (
    BarTone,
    ConnectField,
    ConnectForm,
    ConversationRow,
    Hint,
    Intents,
    MemberRow,
    MessageRow,
    Setting,
    Table,
)
from tests.fakes.fake_accounts import FakeAccountsView
from tests.fakes.fake_avatars import FakeAvatarsView
from tests.fakes.fake_connect import FakeConnectView
from tests.fakes.fake_editing import FakeEditingView
from tests.fakes.fake_export import FakeExportView
from tests.fakes.fake_files import FakeFilesView
from tests.fakes.fake_finding import FakeFindingView, FakeSearchView
from tests.fakes.fake_hosting import FakeHostingView
from tests.fakes.fake_language import FakeLanguageView
from tests.fakes.fake_marks_view import FakeMarksView
from tests.fakes.fake_notices import FakeNoticesView
from tests.fakes.fake_places import FakePlacesView
from tests.fakes.fake_reading import FakeReadingView
from tests.fakes.fake_tour import FakeTourView
from tests.fakes.fake_trust import FakeTrustView


@dataclass(frozen=True, slots=True)
class ShownBar:
    """The inline bar as it is shown."""

    text: str
    tone: BarTone
    action: str
    other: str = ""


class FakeView:
    """Implements `chat.view.ports.ChatView`. `calls` holds each method's name in order."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.notices = FakeNoticesView()
        self.reading = FakeReadingView()
        self.files = FakeFilesView()
        self.avatars = FakeAvatarsView()
        self.connect = FakeConnectView()
        self.marks = FakeMarksView()
        self.editing = FakeEditingView()
        self.hosting = FakeHostingView()
        self.language = FakeLanguageView()
        self.tour = FakeTourView()
        self.places = FakePlacesView(self)
        self.export = FakeExportView()
        self.finding = FakeFindingView()
        self.search = FakeSearchView()
        self.accounts = FakeAccountsView()
        self.trust = FakeTrustView()
        self.intents: Intents | None = None
        self.scheduled: list[tuple[int, Callable[[], None]]] = []
        self.title = ""
        self.conversations: list[ConversationRow] = []
        self.selected: str | None = None
        self.messages: list[MessageRow] = []
        self.appended: list[int] = []  # how many rows each append_messages brought
        self.members: list[MemberRow] = []
        self.topic = ""
        self.widths = (0, 0)
        self.typing = ""
        self.topic_editable = False
        self.identity = ("", False)
        self.entry = ""
        self.cursor = 0
        self.room = ("", False)
        self.hints: list[Hint] = []
        self.questions: list[str] = []
        self.harmful_deeds: list[str] = []  # of the questions, the buttons not to be hit by chance
        self.lines_asked: list[tuple[str, Callable[[str], None]]] = []
        self.choices_asked: list[tuple[str, list[tuple[str, str]], Callable[[str], None]]] = []
        self.tables: list[Table] = []
        self.text_size = 0
        self.roomy: bool | None = None
        self.settings: list[Setting] = []
        self.settings_refreshed: list[Setting] = []
        self.entry_enabled = True
        self.hint = ""
        self.bar: ShownBar | None = None
        self.errors: list[tuple[str, str]] = []
        self.texts_shown: list[tuple[str, str]] = []
        self.answer = True
        self.dialog: ConnectForm | None = None
        self.connecting = ""
        self.connect_error: tuple[str, ConnectField | None] | None = None
        self.theme = ""
        self.geometry = ""
        self.destroyed = False
        self.failing: dict[str, Exception] = {}  # raised by the method of this name

    # What tests do with it.

    def run_due(self) -> None:
        """Call back what is to be called back at once."""
        due = [one for one in self.scheduled if one[0] == 0]
        self.scheduled = [one for one in self.scheduled if one[0] != 0]
        for _, callback in due:
            callback()

    def run_scheduled(self) -> int:
        """Run the first callback that waits; returns the delay it was given, in ms."""
        delay, callback = self.scheduled.pop(0)
        callback()
        return delay

    def texts(self) -> list[str]:
        return [row.text for row in self.messages]

    def labels(self) -> list[str]:
        return [row.label for row in self.conversations]

    def selected_label(self) -> str:
        return next(row.label for row in self.conversations if row.key == self.selected)

    def row(self, label: str) -> ConversationRow:
        return next(row for row in self.conversations if row.label == label)

    def _call(self, name: str) -> None:
        self.calls.append(name)
        if (error := self.failing.get(name)) is not None:
            raise error

    # The port.

    def bind_intents(self, intents: Intents) -> None:
        self._call("bind_intents")
        self.intents = intents

    def schedule(self, delay_ms: int, callback: Callable[[], None]) -> None:
        self._call("schedule")
        self.scheduled.append((delay_ms, callback))

    def show_title(self, title: str) -> None:
        self._call("show_title")
        self.title = title

    def show_conversations(self, rows: Sequence[ConversationRow], selected: str | None) -> None:
        self._call("show_conversations")
        self.conversations = list(rows)
        self.selected = selected

    def show_messages(self, rows: Sequence[MessageRow]) -> None:
        self._call("show_messages")
        self.messages = list(rows)

    def prepend_messages(self, rows: Sequence[MessageRow]) -> None:
        self._call("prepend_messages")
        self.messages[:0] = rows

    def refresh_messages(self, rows: Sequence[MessageRow]) -> None:
        self._call("refresh_messages")
        self.messages = list(rows)

    def append_messages(self, rows: Sequence[MessageRow]) -> None:
        self._call("append_messages")
        self.appended.append(len(rows))
        self.messages.extend(rows)

    def update_message(self, row: MessageRow) -> None:
        self._call("update_message")
        self.messages = [row if old.key == row.key else old for old in self.messages]

    def show_members(self, rows: Sequence[MemberRow]) -> None:
        self._call("show_members")
        self.members = list(rows)

    def show_typing(self, text: str) -> None:
        self._call("show_typing")
        self.typing = text

    def show_topic(self, topic: str, *, editable: bool) -> None:
        self._call("show_topic")
        self.topic = topic
        self.topic_editable = editable

    def show_identity(self, nick: str, *, away: bool) -> None:
        self._call("show_identity")
        self.identity = (nick, away)

    def enable_entry(self, enabled: bool, hint: str = "") -> None:
        self._call("enable_entry")
        self.entry_enabled = enabled
        self.hint = hint

    def set_entry(self, text: str) -> None:
        self._call("set_entry")
        self.entry = text

    def replace_entry(self, text: str, cursor: int) -> None:
        self._call("replace_entry")
        self.entry = text
        self.cursor = cursor

    def show_room(self, text: str, several: bool) -> None:
        self._call("show_room")
        self.room = (text, several)

    def show_hints(self, hints: Sequence[Hint]) -> None:
        self._call("show_hints")
        self.hints = list(hints)

    def entry_text(self) -> str:
        return self.entry

    def focus_entry(self) -> None:
        self._call("focus_entry")

    def show_bar(
        self, text: str, tone: BarTone = BarTone.INFO, action: str = "", other: str = ""
    ) -> None:
        self._call("show_bar")
        self.bar = ShownBar(text, tone, action, other)

    def hide_bar(self) -> None:
        self._call("hide_bar")
        self.bar = None

    def show_text(self, title: str, text: str) -> None:
        self._call("show_text")
        self.texts_shown.append((title, text))

    def show_error(self, title: str, text: str) -> None:
        self._call("show_error")
        self.errors.append((title, text))

    def ask_sure(self, title: str, text: str, deed: str, *, harmful: bool = True) -> bool:
        self._call("ask_sure")
        self.questions.append(text)
        if harmful:
            self.harmful_deeds.append(deed)
        return self.answer

    def ask_line(
        self, title: str, question: str, button: str, on_answer: Callable[[str], None]
    ) -> None:
        self._call("ask_line")
        self.lines_asked.append((question, on_answer))

    def ask_choice(
        self,
        title: str,
        question: str,
        choices: Sequence[tuple[str, str]],
        on_answer: Callable[[str], None],
    ) -> None:
        self._call("ask_choice")
        self.choices_asked.append((question, list(choices), on_answer))

    def show_table(self, table: Table) -> None:
        self._call("show_table")
        self.tables.append(table)

    def open_connect_dialog(self, form: ConnectForm) -> None:
        self._call("open_connect_dialog")
        self.dialog = form

    def show_connecting(self, text: str) -> None:
        self._call("show_connecting")
        self.connecting = text
        self.connect_error = None

    def show_connect_error(self, text: str, field: ConnectField | None = None) -> None:
        self._call("show_connect_error")
        self.connecting = ""
        self.connect_error = (text, field)

    def close_connect_dialog(self) -> None:
        self._call("close_connect_dialog")
        self.dialog = None
        self.connecting = ""

    def set_theme(self, mode: str) -> None:
        self._call("set_theme")
        self.theme = mode

    def set_text_size(self, percent: int) -> None:
        self._call("set_text_size")
        self.text_size = percent

    def set_roomy(self, roomy: bool) -> None:
        self._call("set_roomy")
        self.roomy = roomy

    def show_settings(self, settings: Sequence[Setting]) -> None:
        self._call("show_settings")
        self.settings = list(settings)

    def refresh_settings(self, settings: Sequence[Setting]) -> None:
        self._call("refresh_settings")
        self.settings_refreshed = list(settings)

    def set_geometry(self, geometry: str) -> None:
        self._call("set_geometry")
        self.geometry = geometry

    def set_side_widths(self, left: int, right: int) -> None:
        self._call("set_side_widths")
        self.widths = (left, right)

    def side_widths(self) -> tuple[int, int]:
        return self.widths

    def geometry_text(self) -> str:
        self._call("geometry_text")
        return self.geometry

    def run(self) -> None:
        self._call("run")

    def destroy(self) -> None:
        self._call("destroy")
        self.destroyed = True
