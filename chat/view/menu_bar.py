"""The menu bar and the keyboard: every command once, with its place, its letter and its keys.

The table below is all there is: the menus, the key bindings and the list that Help shows are
made from it. What a command does is the window's affair.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import ttkbootstrap as ttk

from chat.translation import N_

MODES = ("light", "dark", "system")


@dataclass(frozen=True, slots=True)
class Command:
    """One entry. `underline` is the place of its letter; `keys` is a Tk sequence."""

    name: str
    label: str
    underline: int = 0
    keys: str = ""
    accelerator: str = ""


SEPARATOR = Command("", "")
MENUS: dict[str, tuple[Command, ...]] = {
    "Chat": (
        Command("connect", "Connect…", 0, "<Control-n>", "Ctrl+N"),
        Command("host", "Host a chat…", 0, "<Control-H>", "Ctrl+Shift+H"),
        Command("join", "Join channel…", 0, "<Control-j>", "Ctrl+J"),
        Command("browse", "Browse channels…", 0, "<Control-l>", "Ctrl+L"),
        Command("search", N_("Search everywhere…"), 1, "<Control-Shift-F>", "Ctrl+Shift+F"),
        Command("disconnect", "Disconnect", 0),
        SEPARATOR,
        Command("trusted", "Trusted servers…", 0),
        Command("forget_everything", "Forget everything…", 0),
        Command("settings", "Settings…", 0, "<Control-comma>", "Ctrl+,"),
        Command("quit", "Quit", 0, "<Control-q>", "Ctrl+Q"),
    ),
    "Conversation": (
        Command("switch", "Go to…", 0, "<Control-k>", "Ctrl+K"),
        Command("next", "Next", 0, "<Alt-Down>", "Alt+Down"),
        Command("previous", "Previous", 0, "<Alt-Up>", "Alt+Up"),
        SEPARATOR,
        Command("find", N_("Find…"), 3, "<Control-f>", "Ctrl+F"),
        Command("find_next", N_("Find further up"), 13, "<F3>", "F3"),
        Command("find_previous", N_("Find further down"), 15, "<Shift-F3>", "Shift+F3"),
        SEPARATOR,
        Command("reply", N_("Reply to the newest message"), 0, "<Control-r>", "Ctrl+R"),
        Command("topic", "Change topic", 7, "<Control-t>", "Ctrl+T"),
        Command("invite", N_("Invite somebody…"), 0, "<Control-Shift-I>", "Ctrl+Shift+I"),
        Command("pin", N_("Pin, or pin no more"), 5),
        Command("mute", N_("Mute, or mute no more"), 0),
        Command("attach", N_("Send a file…"), 0, "<Control-o>", "Ctrl+O"),
        Command("rule", N_("Notifications…"), 7),
        Command("export", N_("Export…"), 0),
        Command("forget", "Forget what was said…", 0),
        Command("bans", "Bans…", 0),
        Command("close", "Close", 0, "<Control-w>", "Ctrl+W"),
    ),
    "You": (
        Command("account", "Account…", 1),
        Command("nick", "Change nick…", 7),
        Command("display_name", N_("Display name…"), 1),
        Command("status", N_("Status…"), 0),
        Command("away", "Away", 0),
        Command("disturb", N_("Do not disturb"), 0, "<Control-Shift-D>", "Ctrl+Shift+D"),
    ),
    "View": (
        *(Command(mode, mode.capitalize(), 0) for mode in MODES),
        SEPARATOR,
        Command("larger", "Larger text", 1, "<Control-plus>", "Ctrl++"),
        Command("smaller", "Smaller text", 6, "<Control-minus>", "Ctrl+-"),
        Command("normal", "Normal text size", 0, "<Control-Key-0>", "Ctrl+0"),
        SEPARATOR,
        Command("unread", N_("First unread message"), 0, "<Control-Home>", "Ctrl+Home"),
        Command("end", "Jump to newest message", 0, "<Control-End>", "Ctrl+End"),
        Command("emoji", "Emoji…", 1, "<Control-period>", "Ctrl+."),
        Command("region", "Next part of the window", 10, "<F6>", "F6"),
    ),
    "Help": (
        Command("how_to", N_("How to …"), 0),
        Command("tour", N_("Show the tour"), 9),
        Command("shortcuts", "Keyboard shortcuts", 0, "<F1>", "F1"),
        Command("about", "About CHAT APP", 0),
    ),
}


class MenuBar:
    """Builds the menus on a window and binds the keys; `actions` maps names to what they do."""

    def __init__(self, root: tkinter.Tk, actions: Mapping[str, Callable[[], None]]) -> None:
        self.mode = tkinter.StringVar(root, value="system")
        self.away = tkinter.BooleanVar(root)
        self.disturb = tkinter.BooleanVar(root)
        self._checks = {"away": self.away, "disturb": self.disturb}
        self.bar = ttk.Menu(root, tearoff=False)
        self.menus = {title: self._menu(title, actions) for title in MENUS}
        root.configure(menu=self.bar)
        for commands in MENUS.values():
            for command in commands:
                if command.keys:
                    bind_keys(root, command.keys, actions[command.name])

    def _menu(self, title: str, actions: Mapping[str, Callable[[], None]]) -> tkinter.Menu:
        menu = ttk.Menu(self.bar, tearoff=False)
        for command in MENUS[title]:
            if command is SEPARATOR:
                menu.add_separator()
            else:
                self._add(menu, command, actions[command.name])
        self.bar.add_cascade(label=title, menu=menu, underline=0)
        return menu

    def _add(self, menu: tkinter.Menu, command: Command, action: Callable[[], None]) -> None:
        if command.name in MODES:
            menu.add_radiobutton(
                label=command.label,
                underline=command.underline,
                command=action,
                variable=self.mode,
                value=command.name,
            )
        elif command.name in self._checks:
            menu.add_checkbutton(
                label=command.label,
                underline=command.underline,
                command=action,
                variable=self._checks[command.name],
                accelerator=command.accelerator,
            )
        else:
            menu.add_command(
                label=command.label,
                underline=command.underline,
                command=action,
                accelerator=command.accelerator,
            )


def shortcuts_text() -> str:
    """The list of keys for Help."""
    lines = [
        f"{command.accelerator}: {command.label.rstrip('…')}"
        for commands in MENUS.values()
        for command in commands
        if command.accelerator
    ]
    more = (
        "Enter: send what you typed; Shift+Enter: another line",
        "Tab: complete a name, a #channel, a /command or an :emoji:; F6 leaves the entry",
        "Up, Down in the entry: what you sent before",
        "Ctrl+1 to Ctrl+9: the first nine conversations; a middle click closes one",
        "Shift+F10 in a list: what can be done with the line",
        "Ctrl+B, Ctrl+I, Ctrl+U: bold, italic, underlined; Ctrl+Shift+P: hidden, a spoiler",
        "Up, Down in the messages: the one before or after; with Shift, several",
        "Enter on a message: what can be done with it; on a summary, show each",
        "On a message: R replies, + reacts, O goes to what it answers, Delete deletes it",
        "Ctrl and a click on a link: open it",
        "Ctrl+C: copy the selected messages",
        "Alt and a letter: open a menu",
    )
    return "\n".join((*lines, *more))


def bind_keys(root: tkinter.Tk, keys: str, action: Callable[[], None]) -> None:
    """Let keys do something wherever in the main window one types, but in no dialog."""

    def run(event: tkinter.Event[tkinter.Misc]) -> str | None:
        if not isinstance(event.widget, tkinter.Misc) or event.widget.winfo_toplevel() is not root:
            return None  # typed into a dialog, or into a widget that Tk made for itself
        action()
        return "break"

    root.bind(keys, run)
    letter = keys[-2]
    if keys.startswith("<Control-") and keys[-3] == "-" and letter.islower():
        root.bind(f"{keys[:-2]}{letter.upper()}>", run)  # with Caps Lock
