"""All keys, in groups: those of the menus, and those that belong to a part of the window.

Words only; `shortcuts_window` shows them.
"""

from __future__ import annotations

from chat.translation import N_, _
from chat.view.key_names import keys_text
from chat.view.menu_bar import MENUS

Group = tuple[str, tuple[tuple[str, str], ...]]  # a title; keys and what they do

OTHERS: tuple[Group, ...] = (
    (
        N_("Writing"),
        (
            ("Enter", N_("Send what you typed")),
            ("Shift+Enter", N_("Another line")),
            ("Ctrl+Enter", N_("Send several lines")),
            ("Tab", N_("Complete a name, a #channel, a /command or an :emoji:")),
            ("Up, Down", N_("What you sent before")),
            ("Escape", N_("Answer or edit no more; put the suggestions away")),
        ),
    ),
    (
        N_("In the messages"),
        (
            ("Up, Down", N_("The message before or after; with Shift, several")),
            ("Enter", N_("What can be done with it; on a summary, show each")),
            ("R", N_("Reply")),
            ("+", N_("React")),
            ("E", N_("Edit it, if you said it")),
            ("O", N_("Go to what it answers")),
            ("Delete", N_("Delete it")),
            ("Ctrl+C", N_("Copy the selected messages")),
            (N_("Ctrl and a click"), N_("Open a link")),
        ),
    ),
    (
        N_("In the lists"),
        (
            ("Enter", N_("Open")),
            ("Shift+F10", N_("What can be done with the line")),
            ("Ctrl+1 … Ctrl+9", N_("The first nine conversations")),
            (N_("Middle click"), N_("Close a conversation")),
        ),
    ),
    (
        N_("Everywhere"),
        (
            ("Tab, Shift+Tab", N_("The next or previous field or button")),
            ("Escape", N_("Close a dialog or a bar")),
            ("F10", N_("The menu bar")),
            (N_("Alt and a letter"), N_("Open a menu")),
        ),
    ),
)


def shortcut_groups() -> list[Group]:
    """Every key there is, in the person's language."""
    menus = [(title, _keys_of(title)) for title in MENUS]
    return [_translated(group) for group in (*menus, *OTHERS) if group[1]]


def _keys_of(title: str) -> tuple[tuple[str, str], ...]:
    return tuple((it.accelerator, it.label) for it in MENUS[title] if it.accelerator)


def _translated(group: Group) -> Group:
    title, keys = group
    return _(title), tuple((keys_text(_(key)), _(deed).rstrip("…")) for key, deed in keys)
