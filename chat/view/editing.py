"""Editing an own message: the bar over the entry, and its line in the window's menu."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

from chat.translation import N_, _
from chat.view.entry_bar import EntryBar
from chat.view.menu_bar import MENUS, MenuBar
from chat.view.ports.editing import EditingIntents
from chat.view.text_safety import safe_line

MENU = "Message"
COMMAND = "edit"


class EditingBar(EntryBar):
    """Hidden until a message is being edited (`chat.view.ports.editing.EditingView`)."""

    def __init__(self, master: tkinter.Misc, *, emoji: bool, on_cancel: Callable[[], None]) -> None:
        tip = N_("Leave it as it was (Esc)")
        super().__init__(master, emoji=emoji, tip=tip, on_cancel=on_cancel)

    def show_editing(self, text: str, problem: str = "") -> None:
        """See EditingView."""
        shown = safe_line(problem or text, emoji=self._emoji)
        words = N_("Not edited yet: {reason}") if problem else N_("Editing your message: {text}")
        self.label.configure(style="SideDanger.TLabel" if problem else "SideMuted.TLabel")
        self.appear(lambda: _(words).format(text=shown, reason=shown))

    def hide_editing(self) -> None:
        """See EditingView."""
        self.grid_remove()


def offer_in_menu(menu_bar: MenuBar, intents: Callable[[], EditingIntents]) -> None:
    """Let the menu say, when it opens, why the last message cannot be edited, if it cannot."""
    menu = menu_bar.menus[MENU]
    place, command = next(
        (place, one) for place, one in enumerate(MENUS[MENU]) if one.name == COMMAND
    )

    def refresh() -> None:
        why_not = intents().obstacle_to_last()
        label = _(command.label)
        label = f"{label}  ({why_not.rstrip('.')})" if why_not else label
        menu.entryconfigure(place, label=label, state="disabled" if why_not else "normal")

    menu.configure(postcommand=refresh)
