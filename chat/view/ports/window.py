"""What the window offers (`ChatView`) to the controllers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from chat.view.ports.accounts import AccountsView
from chat.view.ports.avatars import AvatarsView
from chat.view.ports.connect import ConnectView
from chat.view.ports.editing import EditingView
from chat.view.ports.export import ExportView
from chat.view.ports.files import FilesView
from chat.view.ports.finding import FindingView
from chat.view.ports.hosting import HostingView
from chat.view.ports.intents import Intents
from chat.view.ports.language import LanguageView
from chat.view.ports.marks import MarksView
from chat.view.ports.notices import NoticesView
from chat.view.ports.places import PlacesView
from chat.view.ports.reading import ReadingView
from chat.view.ports.rows import (
    BarTone,
    ConnectField,
    ConnectForm,
    ConversationRow,
    Hint,
    MemberRow,
    MessageRow,
    Setting,
    Table,
)
from chat.view.ports.search import SearchView
from chat.view.ports.tour import TourView
from chat.view.ports.trust import TrustView


class ChatView(Protocol):
    """The window, as its controllers see it. Passive: it shows what it is told."""

    @property
    def notices(self) -> NoticesView:
        """What the window does to be noticed."""

    @property
    def avatars(self) -> AvatarsView:
        """Pictures of people."""

    @property
    def export(self) -> ExportView:
        """Writing a conversation to a file."""

    @property
    def finding(self) -> FindingView:
        """The bar in which a text is looked for."""

    @property
    def search(self) -> SearchView:
        """The window in which messages are looked for anywhere."""

    @property
    def files(self) -> FilesView:
        """Files to send, and pictures."""

    @property
    def connect(self) -> ConnectView:
        """The connect dialog, beside its form."""

    @property
    def marks(self) -> MarksView:
        """What the message that is being written answers."""

    @property
    def editing(self) -> EditingView:
        """The message that is being edited."""

    @property
    def language(self) -> LanguageView:
        """The words that the window itself says."""

    @property
    def tour(self) -> TourView:
        """The hints of the tour."""

    @property
    def hosting(self) -> HostingView:
        """The window for hosting a chat."""

    @property
    def places(self) -> PlacesView:
        """Messages far from the newest."""

    @property
    def reading(self) -> ReadingView:
        """Whether what is shown is seen."""

    @property
    def accounts(self) -> AccountsView:
        """The account window."""

    @property
    def trust(self) -> TrustView:
        """The lock, and questions about certificates."""

    def bind_intents(self, intents: Intents) -> None:
        """Say who is told of what the person does. Called once, before anything is shown."""

    def schedule(self, delay_ms: int, callback: Callable[[], None]) -> None:
        """Call back on the Tk thread after a delay in milliseconds."""

    def show_title(self, title: str) -> None:
        """The window's title; it begins with "CHAT APP"."""

    def show_conversations(self, rows: Sequence[ConversationRow], selected: str | None) -> None:
        """Replace the conversation list."""

    def show_messages(self, rows: Sequence[MessageRow]) -> None:
        """Replace the message list, and show its end."""

    def prepend_messages(self, rows: Sequence[MessageRow]) -> None:
        """Add older rows at the beginning; what one is reading stays where it is."""

    def refresh_messages(self, rows: Sequence[MessageRow]) -> None:
        """Replace the message list; what one is reading stays where it is."""

    def append_messages(self, rows: Sequence[MessageRow]) -> None:
        """Add rows at the end; follow the end only if the end was in view."""

    def update_message(self, row: MessageRow) -> None:
        """Show a row of the same `key` in its new state."""

    def show_members(self, rows: Sequence[MemberRow]) -> None:
        """Replace the member list; an empty one hides it."""

    def show_typing(self, text: str) -> None:
        """Who is typing, in a quiet line under the messages; "" for nobody."""

    def show_topic(self, topic: str, *, editable: bool) -> None:
        """The topic line."""

    def show_identity(self, nick: str, *, away: bool) -> None:
        """Who we are, beside the entry."""

    def enable_entry(self, enabled: bool, hint: str = "") -> None:
        """Whether text can be sent now; `hint` is shown in the empty entry."""

    def set_entry(self, text: str) -> None:
        """Replace what is typed; "" clears."""

    def replace_entry(self, text: str, cursor: int) -> None:
        """Replace what is typed, and put the cursor before the character at `cursor`."""

    def show_room(self, text: str, several: bool) -> None:
        """A remark on the length of what is typed; `several`: it is more than one message."""

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """The slash commands that what is typed can become, over the entry; none hides them."""

    def entry_text(self) -> str:
        """What is typed."""

    def focus_entry(self) -> None:
        """Put the cursor where one types."""

    def show_bar(
        self, text: str, tone: BarTone = BarTone.INFO, action: str = "", other: str = ""
    ) -> None:
        """Show the inline bar, with buttons labelled `action` and `other` unless empty."""

    def hide_bar(self) -> None:
        """Take the inline bar away."""

    def show_text(self, title: str, text: str) -> None:
        """A window to read and copy from."""

    def show_error(self, title: str, text: str) -> None:
        """A message box."""

    def ask_sure(self, title: str, text: str, deed: str, *, harmful: bool = True) -> bool:
        """A question in a message box: whether the button `deed` was pressed.

        Where that does harm, the button that does nothing has the cursor.
        """

    def ask_line(
        self, title: str, question: str, button: str, on_answer: Callable[[str], None]
    ) -> None:
        """Ask for one line, which may be empty; cancelling calls nothing."""

    def ask_choice(
        self,
        title: str,
        question: str,
        choices: Sequence[tuple[str, str]],
        on_answer: Callable[[str], None],
    ) -> None:
        """Let one of many be picked, each a label and the value that is answered."""

    def show_table(self, table: Table) -> None:
        """Open a table window, or fill the one with this title again."""

    def open_connect_dialog(self, form: ConnectForm) -> None:
        """Open the dialog, or raise it if it is open, with these values."""

    def show_connecting(self, text: str) -> None:
        """The dialog waits: progress and Cancel instead of Connect."""

    def show_connect_error(self, text: str, field: ConnectField | None = None) -> None:
        """The dialog is usable again, with one sentence, pointing at a field."""

    def close_connect_dialog(self) -> None:
        """The dialog goes away."""

    def set_theme(self, mode: str) -> None:
        """ "light", "dark" or "system"."""

    def set_text_size(self, percent: int) -> None:
        """The size of all text, in per cent of the system's."""

    def set_roomy(self, roomy: bool) -> None:
        """Whether there is more room around the rows."""

    def show_settings(self, settings: Sequence[Setting]) -> None:
        """Open the settings window, or bring it to the front."""

    def refresh_settings(self, settings: Sequence[Setting]) -> None:
        """Bring the settings window up to date, if it is open."""

    def set_geometry(self, geometry: str) -> None:
        """Restore the window's place, as Tk writes it; one off the screen is ignored."""

    def set_side_widths(self, left: int, right: int) -> None:
        """How wide the lists beside the messages are, in pixels at 96 dpi; 0 as they come."""

    def side_widths(self) -> tuple[int, int]:
        """How wide they are now, left and right."""

    def geometry_text(self) -> str:
        """The window's place now, as Tk writes it."""

    def run(self) -> None:
        """The event loop: returns when the window is gone."""

    def destroy(self) -> None:
        """Take the window away."""
