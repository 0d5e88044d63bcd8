"""What each command of the menus does: reports to the intents, or work of a widget's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from chat.view.format_marks import BOLD, HIDDEN, ITALIC, UNDERLINE
from chat.view.menu_bar import MODES
from chat.view.ports import Intents
from chat.view.ports.listing import ListAction

if TYPE_CHECKING:
    from chat.view.window import MainWindow

Action = Callable[[], None]

# Those of which the controllers alone know what they mean.
REPORTS: dict[str, Callable[[Intents], None]] = {
    "connect": lambda intents: intents.on_open_connect_dialog(),
    "host": lambda intents: intents.hosting.on_open(),
    "disconnect": lambda intents: intents.on_disconnect(),
    "account": lambda intents: intents.accounts.on_open_account(),
    "browse": lambda intents: intents.on_browse_channels(),
    "export_network": lambda intents: intents.export.on_export_network(),
    "ignored": lambda intents: intents.ignoring.on_show_ignored(),
    "trusted": lambda intents: intents.trust.on_show_trusted(),
    "forget_everything": lambda intents: intents.on_forget_everything(),
    "settings": lambda intents: intents.on_open_settings(),
    "quit": lambda intents: intents.tray.on_quit(),
    "next": lambda intents: intents.on_next_conversation(1),
    "previous": lambda intents: intents.on_next_conversation(-1),
    "switch": lambda intents: intents.on_open_switcher(),
    "bans": lambda intents: intents.on_show_bans(),
    "unread": lambda intents: intents.reading.on_first_unread(),
    "pin": lambda intents: intents.listing.on_action_here(ListAction.PIN),
    "mute": lambda intents: intents.listing.on_action_here(ListAction.MUTE),
    "invite": lambda intents: intents.listing.on_action_here(ListAction.INVITE),
    "forget": lambda intents: intents.on_forget_conversation(),
    "rule": lambda intents: intents.notices.on_ask_rule(),
    "edit": lambda intents: intents.editing.on_edit_last(),
    "attach": lambda intents: intents.files.on_attach(),
    "display_name": lambda intents: intents.profile.on_display_name(),
    "status": lambda intents: intents.profile.on_status(),
    "picture": lambda intents: intents.avatars.on_choose_own(),
    "no_picture": lambda intents: intents.avatars.on_remove_own(),
    "larger": lambda intents: intents.on_change_text_size(1),
    "smaller": lambda intents: intents.on_change_text_size(-1),
    "normal": lambda intents: intents.on_change_text_size(0),
    "tour": lambda intents: intents.tour.on_start(),
}
MARKS = {"bold": BOLD, "italic": ITALIC, "underlined": UNDERLINE, "hidden": HIDDEN}


def menu_actions(window: MainWindow) -> dict[str, Action]:
    """What each command of the menus does in this window."""
    reports = {name: partial(_report, window, report) for name, report in REPORTS.items()}
    modes = {mode: partial(_choose_theme, window, mode) for mode in MODES}
    return {**reports, **modes, **_marking(window), **_own(window)}


def _own(window: MainWindow) -> dict[str, Action]:
    pieces, dialogs = window.pieces, window.dialogs
    return {
        "join": lambda: dialogs.ask_channel(window.intents()),
        "reply": pieces.messages.deeds.reply_to_newest,
        "topic": pieces.topic_line.edit,
        "close": partial(_close_conversation, window),
        "nick": window.ask_nick,
        "away": partial(_toggle_away, window),
        "disturb": partial(_toggle_disturb, window),
        "export": window.export.ask,
        "find": pieces.finding.ask,
        "find_next": partial(pieces.finding.step, 1),
        "find_previous": partial(pieces.finding.step, -1),
        "search": window.search.ask,
        "end": pieces.messages.show_end,
        "emoji": window.pick_emoji,
        "region": pieces.focus_next_region,
        "region_back": partial(pieces.focus_next_region, -1),
        "how_to": dialogs.how_to,
        "shortcuts": dialogs.shortcuts,
        "about": dialogs.about,
    }


def _marking(window: MainWindow) -> dict[str, Action]:
    """Marks in what one types; the cursor goes there."""

    def put(mark: str) -> None:
        window.pieces.entry_row.wrap_selection(mark)
        window.focus_entry()

    return {name: partial(put, mark) for name, mark in MARKS.items()}


def _report(window: MainWindow, report: Callable[[Intents], None]) -> None:
    report(window.intents())


def _choose_theme(window: MainWindow, mode: str) -> None:
    """Change at once, and report, so that it is remembered."""
    window.set_theme(mode)
    window.intents().on_set_theme(mode)


def _close_conversation(window: MainWindow) -> None:
    key = window.pieces.conversations.selected
    if key is not None:
        window.intents().on_close_conversation(key)


def _toggle_away(window: MainWindow) -> None:
    """The mark follows what the server says, not the click."""
    window.menu_bar.away.set(not window.menu_bar.away.get())
    window.intents().on_toggle_away()


def _toggle_disturb(window: MainWindow) -> None:
    """The mark follows what the controller says, as with "Away"."""
    window.menu_bar.disturb.set(not window.menu_bar.disturb.get())
    window.intents().notices.on_toggle_disturb()
