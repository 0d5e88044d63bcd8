"""What the view offers (`ChatView`), what it reports (`Intents`), and the rows that it shows.

Controllers are written against this file alone; it imports no toolkit, so they run and are
tested where there is none. Rows are ready to show: text already worded, times already written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from chat.view.ports.connect import ConnectIntents, ConnectView


class RowKind(StrEnum):
    """How a message row looks."""

    MESSAGE = "message"
    ACTION = "action"
    NOTICE = "notice"
    EVENT = "event"
    SERVER = "server"
    ERROR = "error"
    DAY = "day"  # made by the view itself, between two days


class RowState(StrEnum):
    """Whether an own message has arrived yet."""

    SENT = "sent"
    WAITING = "waiting"
    PENDING = "pending"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class Moved(StrEnum):
    """How somebody came or went."""

    JOINED = "joined"
    LEFT = "left"
    QUIT = "quit"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Movement:
    """Who came or went: what the view folds into one line where there are many."""

    kind: Moved
    nick: str
    new_nick: str = ""  # of somebody renamed


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message as it is shown; wrapped by the view over as many lines as it needs."""

    key: str  # unique in its conversation
    time: str  # "14:05"
    sender: str
    text: str
    kind: RowKind = RowKind.MESSAGE
    state: RowState = RowState.SENT
    own: bool = False
    mention: bool = False
    day: str = ""  # "Sunday, 1 March 2026"; rows without one are not divided by days
    moment: int = 0  # s since the epoch, to tell how far apart two messages are
    movement: Movement | None = None


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One line of the conversation list. `key` is opaque to the view, and comes back in intents."""

    key: str
    label: str
    indent: int = 0  # 0: a network; 1: a channel or person in it
    unread: int = 0
    mentions: int = 0
    active: bool = True  # False is shown dimmed: not joined, not connected
    channel: bool = False


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of the member list."""

    nick: str
    prefix: str = ""  # "@", "+" or ""
    away: bool = False
    own: bool = False


class MemberAction(StrEnum):
    """What can be done with a member."""

    MESSAGE = "message"
    MENTION = "mention"
    WHOIS = "whois"
    GIVE_OPERATOR = "give-operator"
    TAKE_OPERATOR = "take-operator"
    GIVE_VOICE = "give-voice"
    TAKE_VOICE = "take-voice"
    KICK = "kick"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table window; `key` comes back when it is acted upon."""

    key: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A window with a list to search and to act upon."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[TableRow]
    action: str  # the button's label
    on_action: Callable[[str], None]
    closes: bool = True  # whether acting closes the window


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its choices as value and label, and the value that it has."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    value: str


@dataclass(frozen=True, slots=True)
class ConnectForm:
    """The connect dialog's content. `port` is text: the controller checks what was typed."""

    nick: str = ""
    host: str = ""
    port: str = "6667"
    channel: str = "#lobby"
    tls: bool = False
    password: str = ""
    key: str = ""  # of the first channel
    realname: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A slash command that what is typed can become. `text` is what choosing it puts there."""

    text: str
    form: str  # "/join #channel [key]"
    help: str


class ConnectField(StrEnum):
    """A field of the connect dialog that an error can point at."""

    NICK = "nick"
    HOST = "host"
    PORT = "port"
    CHANNEL = "channel"
    TLS = "tls"
    PASSWORD = "password"
    KEY = "key"
    REALNAME = "realname"


class BarTone(StrEnum):
    """How urgent the inline bar is."""

    INFO = "info"
    WARNING = "warning"
    DANGER = "danger"


class Intents(Protocol):
    """What the person did, reported by the view. Implemented by the controllers."""

    @property
    def connect(self) -> ConnectIntents:
        """What is done in the connect dialog, beside its form."""

    def on_connect(self, form: ConnectForm) -> None:
        """Connect was pressed in the dialog."""

    def on_cancel_connect(self) -> None:
        """The dialog's attempt was cancelled, or the dialog closed."""

    def on_open_connect_dialog(self) -> None:
        """Connect… was chosen from the menu."""

    def on_disconnect(self) -> None:
        """Disconnect was chosen."""

    def on_send(self, text: str) -> None:
        """Enter or Send: `text` is the entry's, which the controller clears when it is taken."""

    def on_typed(self, text: str) -> None:
        """What is in the entry is this now."""

    def on_complete(self, text: str, cursor: int, step: int) -> bool:
        """Tab (1) or Shift+Tab (-1) in the entry; False if there is nothing to complete."""

    def on_recall(self, step: int) -> None:
        """Up (-1) or Down (1) in the entry: what was sent before."""

    def on_scrolled_to_top(self) -> None:
        """The oldest message that is listed came into view, or nearly."""

    def on_forget_conversation(self) -> None:
        """What was said in the conversation that is shown is to be forgotten."""

    def on_forget_everything(self) -> None:
        """All that is kept on this computer is to be forgotten."""

    def on_retry(self, message_key: str) -> None:
        """A failed message is to be sent again."""

    def on_open_link(self, url: str) -> None:
        """A link in a message was activated."""

    def on_show_details(self, message_key: str) -> None:
        """All that is known of a message is to be shown."""

    def on_select_conversation(self, key: str) -> None:
        """A conversation was chosen in the list."""

    def on_next_conversation(self, step: int) -> None:
        """Alt+Down (1) or Alt+Up (-1)."""

    def on_mark_read(self, key: str) -> None:
        """A conversation, or a whole network, is to count as read."""

    def on_go_to(self, number: int) -> None:
        """Ctrl+1 to Ctrl+9."""

    def on_open_switcher(self) -> None:
        """Ctrl+K: another conversation is to be chosen."""

    def on_browse_channels(self) -> None:
        """The list of channels is wanted."""

    def on_show_bans(self) -> None:
        """The bans of the channel are wanted."""

    def member_actions(self, nick: str) -> Sequence[MemberAction]:
        """A member's context menu opens: what shall it offer?"""

    def on_member_action(self, nick: str, action: MemberAction) -> None:
        """One of those was chosen."""

    def on_close_conversation(self, key: str) -> None:
        """A conversation is to be left or closed."""

    def on_join(self, channel: str) -> None:
        """A channel's name was given to the join prompt."""

    def on_open_private(self, nick: str) -> None:
        """A member was activated: open the conversation with them."""

    def on_change_topic(self, topic: str) -> None:
        """The topic line was edited."""

    def on_change_nick(self, nick: str) -> None:
        """A new nick was given."""

    def on_toggle_away(self) -> None:
        """Away was toggled in the menu."""

    def on_set_theme(self, mode: str) -> None:
        """Light, dark or system was chosen ("light", "dark", "system")."""

    def on_change_text_size(self, step: int) -> None:
        """Larger (1) or smaller (-1) text is wanted, or the normal size (0)."""

    def on_open_settings(self) -> None:
        """The settings are wanted."""

    def on_set(self, name: str, value: str) -> None:
        """A setting was changed in the settings window."""

    def on_bar_action(self) -> None:
        """The button of the inline bar was pressed."""

    def on_bar_other(self) -> None:
        """Its second button was pressed."""

    def on_closing(self) -> None:
        """The window is to close."""


class ChatView(Protocol):
    """The window, as its controllers see it. Passive: it shows what it is told."""

    @property
    def connect(self) -> ConnectView:
        """The connect dialog, beside its form."""

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

    def ask_yes_no(self, title: str, text: str) -> bool:
        """A question in a message box."""

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

    def geometry_text(self) -> str:
        """The window's place now, as Tk writes it."""

    def run(self) -> None:
        """The event loop: returns when the window is gone."""

    def destroy(self) -> None:
        """Take the window away."""
