"""The main window: `ChatView` on ttkbootstrap. Passive: it shows what it is told, and reports.

Everything here runs on the Tk thread. The pieces are widgets of their own; this file passes calls
on to them. It never decides what a person's action means.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence
from functools import partial

import ttkbootstrap as ttk

from chat.view.accounts import AccountsPart
from chat.view.bidi import draw_like
from chat.view.connect_view import ConnectPart
from chat.view.dialogs import Dialogs
from chat.view.emoji_support import draws_colour_emoji
from chat.view.export import ExportPart
from chat.view.files import FilesPart
from chat.view.geometry import fits_screen
from chat.view.hosting_window import HostingPart
from chat.view.menu_bar import MenuBar, bind_keys
from chat.view.notices import NoticesPart
from chat.view.pieces import Pieces
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
from chat.view.ports.listing import ListAction
from chat.view.ports.tour import TourStop
from chat.view.reading import Reading
from chat.view.search_window import SearchPane
from chat.view.styles import LIGHT_THEME, apply_styles, make_fonts
from chat.view.system_theme import system_mode
from chat.view.text_safety import safe_line
from chat.view.text_sizes import TextSizes
from chat.view.tour_callout import TourPart
from chat.view.trust import TrustPart
from chat.view.waker import Waker

TITLE = "CHAT APP"
SIZE = (960, 640)
LEAST_SIZE = (480, 360)  # pixels at 96 dpi
# What lies on the same keys without Shift, and on the number pad.
MORE_SIZE_KEYS = (
    ("<Control-equal>", 1),
    ("<Control-KP_Add>", 1),
    ("<Control-KP_Subtract>", -1),
    ("<Control-KP_0>", 0),
)
MAX_TITLE = 200  # characters; some window managers fail on very long ones


class MainWindow:
    """The window as controllers see it (`ChatView`)."""

    def __init__(self) -> None:
        self.root = ttk.App(title=TITLE, theme=LIGHT_THEME)
        self._least = self._scaled(LEAST_SIZE)
        self.root.minsize(*self._least)
        self.root.geometry("{}x{}".format(*self._scaled(SIZE)))
        self.root.iconphoto(True, ttk.Icon("chat-dots-fill", 64, "primary"))
        self._intents: Intents | None = None
        self.waker = Waker(self.root)
        self._timers: set[str] = set()
        self._gone = False
        self._nick = ""
        emoji = draws_colour_emoji(self.root)
        draw_like(self.root)
        make_fonts(self.root)
        self._text_sizes = TextSizes(self.root)
        self._roomy = False
        self.dialogs = Dialogs(self.root, emoji=emoji)
        self.connect = ConnectPart(self.dialogs)
        self.hosting = HostingPart(self.root, lambda: self.intents().hosting, emoji=emoji)
        self.pieces = Pieces(self, apply_styles(self.root.style), emoji=emoji)
        self.export = ExportPart(self.root, lambda: self.intents().export)
        self.reading = Reading(self.root, self.pieces.messages, lambda: self.intents().reading)
        self.search = SearchPane(self.root, self.pieces.palette, emoji=emoji)
        self.menu_bar = MenuBar(self.root, self._actions())
        for number in range(1, 10):
            bind_keys(self.root, f"<Control-Key-{number}>", partial(self._go_to, number))
        for keys, step in MORE_SIZE_KEYS:
            bind_keys(self.root, keys, partial(self._change_text_size, step))
        self.tour = TourPart(self.root, self._tour_target, lambda: self.intents().tour)
        self.pieces.tour = self.tour
        self.notices = NoticesPart(self.root, emoji=emoji, disturb=self.menu_bar.disturb)
        self.message_listbox = self.pieces.messages.message_listbox
        self.places = self.pieces.messages.places
        self.marks = self.pieces.marks
        self.finding = self.pieces.finding
        self.files = FilesPart(self, self.pieces.files_tray, self.pieces.layout.centre, emoji=emoji)
        self.accounts = AccountsPart(
            self.root, emoji=emoji, intents=lambda: self.intents().accounts
        )
        self.trust = TrustPart(self.root, self.pieces.topic_line.name, emoji=emoji)
        self.entry_field = self.pieces.entry_row.entry_field
        self.send_button = self.pieces.entry_row.send_button
        self.root.style.on_theme_change(self._on_theme_changed, call_now=False)
        self.root.protocol("WM_DELETE_WINDOW", self.on_closing)

    def intents(self) -> Intents:
        """Who is told of what the person does. Raises RuntimeError before `bind_intents`."""
        if self._intents is None:
            raise RuntimeError("bind_intents comes before the first event")
        return self._intents

    def bind_intents(self, intents: Intents) -> None:
        """Say who is told of what the person does."""
        self._intents = intents
        self.search.intents = intents.search

    # -- the loop ----------------------------------------------------------------------------

    def run(self) -> None:
        """The event loop: returns when the window is gone."""
        self.root.mainloop()

    def schedule(self, delay_ms: int, callback: Callable[[], None]) -> None:
        """Call back on the Tk thread; never, once the window is gone."""
        if self._gone:
            return

        def run() -> None:
            self._timers.discard(timer)
            callback()

        timer = self.root.after(delay_ms, run)
        self._timers.add(timer)

    def on_closing(self) -> None:
        """The window's close button: the controller decides, and calls `destroy`."""
        self.intents().on_closing()

    def destroy(self) -> None:
        """Take the window away, with everything that waits for a timer. Twice is once."""
        if self._gone:
            return
        self._gone = True
        for timer in self._timers:
            self.root.after_cancel(timer)
        self._timers.clear()
        self.waker.close()
        self.notices.close()
        self.dialogs.close_connect()
        self.root.style.remove_theme_change_callback(self._on_theme_changed)
        self.root.destroy()

    # -- what it shows -----------------------------------------------------------------------

    def show_title(self, title: str) -> None:
        """The window's title; it begins with "CHAT APP" whatever is asked for."""
        shown = safe_line(title, limit=MAX_TITLE)
        self.notices.show_title(shown if shown.startswith(TITLE) else f"{TITLE} — {shown}")

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
        self._nick = nick
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

    # -- dialogs -----------------------------------------------------------------------------

    def show_text(self, title: str, text: str) -> None:
        """A window to read and copy from."""
        self.dialogs.text(title, text)

    def show_error(self, title: str, text: str) -> None:
        """A message box."""
        self.dialogs.error(title, text)

    def ask_yes_no(self, title: str, text: str) -> bool:
        """A question in a message box."""
        return self.dialogs.yes_no(title, text)

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

    # -- how it looks ------------------------------------------------------------------------

    def set_theme(self, mode: str) -> None:
        """ "light", "dark" or "system"; the whole window changes at once."""
        self.menu_bar.mode.set(mode)
        self.root.theme_mode = system_mode(self.root) if mode == "system" else mode

    def set_text_size(self, percent: int) -> None:
        """The size of all text, in per cent of the system's."""
        percent = self._text_sizes.apply(percent)
        self._restyle()
        self.pieces.refit(percent)

    def set_roomy(self, roomy: bool) -> None:
        """Whether there is more room around the rows."""
        self._roomy = roomy
        self._restyle()
        self.pieces.messages.set_roomy(roomy)

    def show_settings(self, settings: Sequence[Setting]) -> None:
        """Open the settings window, or bring it to the front."""
        self.dialogs.show_settings(settings, self.intents())

    def refresh_settings(self, settings: Sequence[Setting]) -> None:
        """Bring the settings window up to date, if it is open."""
        self.dialogs.refresh_settings(settings)

    def set_geometry(self, geometry: str) -> None:
        """Restore the window's place; one off the screen, or no place at all, is ignored."""
        if fits_screen(self.root, geometry, least=self._least):
            self.root.geometry(geometry)

    def set_side_widths(self, left: int, right: int) -> None:
        """How wide the lists are."""
        self.pieces.layout.set_widths(left, right)

    def side_widths(self) -> tuple[int, int]:
        """How wide the lists are now."""
        return self.pieces.layout.widths()

    def geometry_text(self) -> str:
        """The window's place now, as Tk writes it."""
        self.root.update_idletasks()
        return str(self.root.geometry())

    def _scaled(self, size: tuple[int, int]) -> tuple[int, int]:
        """A size in pixels at 96 dpi, in the pixels of this screen."""
        return ttk.scale_size(self.root, size[0]), ttk.scale_size(self.root, size[1])

    def _on_theme_changed(self, style: ttk.Style) -> None:
        palette = apply_styles(style, roomy=self._roomy)
        self.pieces.recolour(palette)
        self.search.recolour(palette)

    def _restyle(self) -> None:
        self._on_theme_changed(self.root.style)

    # -- what the person does ----------------------------------------------------------------

    def _actions(self) -> dict[str, Callable[[], None]]:
        """What each command of the menu does."""
        return {
            "connect": lambda: self.intents().on_open_connect_dialog(),
            "host": self._host,
            "join": lambda: self.dialogs.ask_channel(self.intents()),
            "disconnect": lambda: self.intents().on_disconnect(),
            "account": lambda: self.intents().accounts.on_open_account(),  # noqa: PLW0108
            "trusted": lambda: self.intents().trust.on_show_trusted(),  # noqa: PLW0108 - bound later
            "forget_everything": lambda: self.intents().on_forget_everything(),
            "quit": lambda: self.intents().tray.on_quit(),  # noqa: PLW0108
            "next": lambda: self.intents().on_next_conversation(1),
            "reply": self.pieces.messages.deeds.reply_to_newest,
            "previous": lambda: self.intents().on_next_conversation(-1),
            "switch": lambda: self.intents().on_open_switcher(),
            "browse": lambda: self.intents().on_browse_channels(),
            "bans": lambda: self.intents().on_show_bans(),
            "topic": self.pieces.topic_line.edit,
            "unread": lambda: self.intents().reading.on_first_unread(),  # noqa: PLW0108
            "pin": lambda: self.intents().listing.on_action_here(ListAction.PIN),
            "mute": lambda: self.intents().listing.on_action_here(ListAction.MUTE),
            "invite": lambda: self.intents().listing.on_action_here(ListAction.INVITE),
            "forget": lambda: self.intents().on_forget_conversation(),
            "close": self._close_conversation,
            "nick": self.ask_nick,
            "display_name": lambda: self.intents().profile.on_display_name(),  # noqa: PLW0108
            "status": lambda: self.intents().profile.on_status(),  # noqa: PLW0108
            "away": self._toggle_away,
            "disturb": self._toggle_disturb,
            "rule": lambda: self.intents().notices.on_ask_rule(),  # noqa: PLW0108
            "light": lambda: self._choose_theme("light"),
            "dark": lambda: self._choose_theme("dark"),
            "system": lambda: self._choose_theme("system"),
            "settings": lambda: self.intents().on_open_settings(),
            "larger": lambda: self.intents().on_change_text_size(1),
            "smaller": lambda: self.intents().on_change_text_size(-1),
            "normal": lambda: self.intents().on_change_text_size(0),
            "export": self.export.ask,
            "find": self.pieces.finding.ask,
            "find_next": partial(self.pieces.finding.step, 1),
            "find_previous": partial(self.pieces.finding.step, -1),
            "search": self.search.ask,
            "end": self.pieces.messages.show_end,
            "attach": lambda: self.intents().files.on_attach(),  # noqa: PLW0108
            "emoji": self.pick_emoji,
            "region": self.pieces.focus_next_region,
            "how_to": self.dialogs.how_to,
            "tour": self._start_tour,
            "shortcuts": self.dialogs.shortcuts,
            "about": self.dialogs.about,
        }

    def _tour_target(self, stop: TourStop) -> tkinter.Misc:
        return self.pieces.tour_target(stop) or self.root

    def _start_tour(self) -> None:
        self.intents().tour.on_start()

    def _host(self) -> None:
        self.intents().hosting.on_open()

    def _change_text_size(self, step: int) -> None:
        self.intents().on_change_text_size(step)

    def _go_to(self, number: int) -> None:
        self.intents().on_go_to(number)

    def ask_nick(self) -> None:
        """Ask for another nick."""
        self.dialogs.ask_nick(self._nick, self.intents())

    def pick_emoji(self) -> None:
        """Let the person pick an emoji for the entry."""
        self.dialogs.pick_emoji(self.pieces.entry_row.insert)

    def choose_emoji(self, on_pick: Callable[[str], None]) -> None:
        """Let the person pick an emoji for something else."""
        self.dialogs.pick_emoji(on_pick)

    def paste_files(self) -> bool:
        """Take files or a picture from the clipboard; False if it has neither."""
        return self.files.paste()

    def _close_conversation(self) -> None:
        key = self.pieces.conversations.selected
        if key is not None:
            self.intents().on_close_conversation(key)

    def _toggle_disturb(self) -> None:
        """The mark follows what the controller says, as with "Away"."""
        self.menu_bar.disturb.set(not self.menu_bar.disturb.get())
        self.intents().notices.on_toggle_disturb()

    def _toggle_away(self) -> None:
        """The mark follows what the server says, not the click."""
        self.menu_bar.away.set(not self.menu_bar.away.get())
        self.intents().on_toggle_away()

    def _choose_theme(self, mode: str) -> None:
        """Change at once, and report, so that it is remembered."""
        self.set_theme(mode)
        self.intents().on_set_theme(mode)
