"""The main window: `ChatView` on ttkbootstrap. Passive: it shows what it is told, and reports.

Everything here runs on the Tk thread. The pieces are widgets of their own; this file passes calls
on to them. It never decides what a person's action means.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from functools import partial

import ttkbootstrap as ttk

from chat.view.accounts import AccountsPart
from chat.view.actions import menu_actions
from chat.view.avatars import AvatarsPart
from chat.view.bidi import draw_like
from chat.view.connect_view import ConnectPart
from chat.view.dialogs import Dialogs
from chat.view.editing import offer_in_menu
from chat.view.emoji_support import draws_colour_emoji
from chat.view.export import ExportPart
from chat.view.files import FilesPart
from chat.view.geometry import cut_to_screen, fits_screen
from chat.view.hosting import HostingPart
from chat.view.language import LanguagePart
from chat.view.menu_bar import MenuBar, bind_keys
from chat.view.notices import NoticesPart
from chat.view.pieces import Pieces
from chat.view.ports import Intents
from chat.view.ports.tour import TourStop
from chat.view.reading import Reading
from chat.view.search import SearchPane
from chat.view.styles import DARK_THEME, LIGHT_THEME, apply_styles, make_fonts
from chat.view.system_theme import ask_mode
from chat.view.text_safety import safe_line
from chat.view.text_sizes import TextSizes
from chat.view.tour_callout import TourPart
from chat.view.trust import TrustPart
from chat.view.waker import Waker
from chat.view.window_content import ContentCalls
from chat.view.window_dialogs import DialogCalls

TITLE = "CHAT APP"
SIZE = (960, 640)
BESIDE = 70  # pixels at 96 dpi of the screen's height for the window's frame and its menus
LEAST_SIZE = (480, 360)  # pixels at 96 dpi
# What lies on the same keys without Shift, and on the number pad.
MORE_SIZE_KEYS = (
    ("<Control-equal>", 1),
    ("<Control-KP_Add>", 1),
    ("<Control-KP_Subtract>", -1),
    ("<Control-KP_0>", 0),
)
MAX_TITLE = 200  # characters; some window managers fail on very long ones


class MainWindow(ContentCalls, DialogCalls):
    """The window as controllers see it (`ChatView`)."""

    def __init__(self, mode: str = "light") -> None:
        """`mode` is what `set_theme` will be told first, so that nothing is drawn twice."""
        self._intents: Intents | None = None
        self._timers: set[str] = set()
        self._gone = False
        self._roomy = False
        self._open(mode)
        emoji = draws_colour_emoji(self.root)
        self.dialogs = Dialogs(self.root, emoji=emoji)
        self.pieces = Pieces(self, apply_styles(self.root.style), emoji=emoji)
        self._name_pieces()
        self._make_features(emoji=emoji)
        self._make_server_features(emoji=emoji)
        self._bind_keys()
        self.root.style.on_theme_change(self._on_theme_changed, call_now=False)
        self.root.protocol("WM_DELETE_WINDOW", self.on_closing)

    def _open(self, mode: str) -> None:
        """An empty window, and what is drawn in it alike everywhere."""
        theme = DARK_THEME if mode == "dark" else LIGHT_THEME
        self.root = ttk.App(title=TITLE, theme=theme, iconphoto=None)
        self._system_mode = ask_mode(self.root) if mode == "system" else None
        self._least = self.scaled(LEAST_SIZE)
        self.root.minsize(*self._least)
        self._beside = self.scaled((0, BESIDE))[1]
        size = "{}x{}".format(*self.scaled(SIZE))
        self.root.geometry(cut_to_screen(self.root, size, self._beside))
        self.root.iconphoto(True, ttk.Icon("chat-dots-fill", 64, "primary"))
        self.waker = Waker(self.root)
        draw_like(self.root)
        make_fonts(self.root)
        self._text_sizes = TextSizes(self.root)

    def _name_pieces(self) -> None:
        """The pieces that controllers, or tests, know by a name of the window's own."""
        self.message_listbox = self.pieces.messages.message_listbox
        self.places = self.pieces.messages.places
        self.marks, self.editing = self.pieces.marks, self.pieces.editing
        self.finding = self.pieces.finding
        self.entry_field = self.pieces.entry_row.entry_field
        self.send_button = self.pieces.entry_row.send_button

    def _make_features(self, *, emoji: bool) -> None:
        """What belongs to the program and to what is said in it."""
        self.reading = Reading(self.root, self.pieces.messages, lambda: self.intents().reading)
        self.search = SearchPane(self.root, self.pieces.palette, emoji=emoji)
        self.export = ExportPart(self.root, lambda: self.intents().export)
        self.menu_bar = MenuBar(self.root, menu_actions(self))
        offer_in_menu(self.menu_bar, lambda: self.intents().editing)
        self.language = LanguagePart(self.root)
        self.tour = TourPart(self.root, self._tour_target, lambda: self.intents().tour)
        self.pieces.tour = self.tour
        self.notices = NoticesPart(self.root, emoji=emoji, disturb=self.menu_bar.disturb)
        self.files = FilesPart(self, self.pieces.files_tray, self.pieces.layout.centre, emoji=emoji)

    def _make_server_features(self, *, emoji: bool) -> None:
        """What belongs to servers, and to who one is there."""
        self.connect = ConnectPart(self.dialogs)
        self.hosting = HostingPart(self.root, lambda: self.intents().hosting, emoji=emoji)
        self.accounts = AccountsPart(
            self.root, emoji=emoji, intents=lambda: self.intents().accounts
        )
        self.trust = TrustPart(self.root, self.pieces.topic_line.name, emoji=emoji)
        self.avatars = AvatarsPart(
            self.root,
            self.pieces.faces,
            self.pieces.topic_line.face,
            self.pieces.topic_line.name,
            lambda: self.intents().avatars,
            self.pieces.members.colour_of,
            emoji=emoji,
        )

    def _bind_keys(self) -> None:
        """The keys that the menus do not tell of."""
        for number in range(1, 10):
            bind_keys(self.root, f"<Control-Key-{number}>", partial(self._go_to, number))
        for keys, step in MORE_SIZE_KEYS:
            bind_keys(self.root, keys, partial(self._change_text_size, step))

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
        if self._system_mode is not None:  # asked, and nobody waited for the answer
            self._system_mode()
        self.root.style.remove_theme_change_callback(self._on_theme_changed)
        self.root.destroy()

    # -- what it shows -----------------------------------------------------------------------

    def show_title(self, title: str) -> None:
        """The window's title; it begins with "CHAT APP" whatever is asked for."""
        shown = safe_line(title, limit=MAX_TITLE)
        self.notices.show_title(shown if shown.startswith(TITLE) else f"{TITLE} — {shown}")

    # -- how it looks ------------------------------------------------------------------------

    def set_theme(self, mode: str) -> None:
        """ "light", "dark" or "system"; the whole window changes at once."""
        self.menu_bar.mode.set(mode)
        if mode == "system":
            mode = (self._system_mode or ask_mode(self.root))()
            self._system_mode = None
        self.root.theme_mode = mode

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

    def set_geometry(self, geometry: str) -> None:
        """Restore the window's place; one off the screen, or no place at all, is ignored."""
        if fits_screen(self.root, geometry, least=self._least):
            self.root.geometry(cut_to_screen(self.root, geometry, self._beside))

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

    def scaled(self, size: tuple[int, int]) -> tuple[int, int]:
        """A size in pixels at 96 dpi, in the pixels of this screen."""
        return ttk.scale_size(self.root, size[0]), ttk.scale_size(self.root, size[1])

    def _on_theme_changed(self, style: ttk.Style) -> None:
        palette = apply_styles(style, roomy=self._roomy)
        self.pieces.recolour(palette)
        self.search.recolour(palette)

    def _restyle(self) -> None:
        self._on_theme_changed(self.root.style)

    # -- what the person does ----------------------------------------------------------------

    def _tour_target(self, stop: TourStop) -> tkinter.Misc:
        return self.pieces.tour_target(stop) or self.root

    def _change_text_size(self, step: int) -> None:
        self.intents().on_change_text_size(step)

    def _go_to(self, number: int) -> None:
        self.intents().on_go_to(number)

    def pick_emoji(self) -> None:
        """Let the person pick an emoji for the entry."""
        self.dialogs.pick_emoji(self.pieces.entry_row.insert)

    def paste_files(self) -> bool:
        """Take files or a picture from the clipboard; False if it has neither."""
        return self.files.paste()
