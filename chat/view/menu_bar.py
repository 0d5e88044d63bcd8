"""The menu bar and the keyboard: every command once, with its place and its keys.

The table below is all there is: the menus, the key bindings and the list of keys (`shortcuts`)
are made from it. What a command does stands in `actions`.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Mapping

import ttkbootstrap as ttk
from msgspec import Struct

from chat.translation import N_, _
from chat.view.key_names import keys_text
from chat.view.menu_letters import letter_places
from chat.view.values import TextValue, TruthValue
from chat.view.wording import say

MODES = ("light", "dark", "system")


class Command(Struct, frozen=True):
    """One entry. `keys` is a Tk sequence, bound to the window; `accelerator` is what is shown.

    An accelerator without keys belongs to a widget, which binds it itself.
    """

    name: str
    label: str
    keys: str = ""
    accelerator: str = ""


SEPARATOR = Command("", "")
# Nothing here may take a key away from whoever edits a text: see TEXT_KEYS in the tests.
MENUS: dict[str, tuple[Command, ...]] = {
    N_("Chat"): (
        Command("connect", N_("Connect…"), "<Control-n>", "Ctrl+N"),
        Command("host", N_("Host a chat…"), "<Control-H>", "Ctrl+Shift+H"),
        Command("disconnect", N_("Disconnect")),
        SEPARATOR,
        Command("join", N_("Join channel…"), "<Control-j>", "Ctrl+J"),
        Command("browse", N_("Browse channels…"), "<Control-l>", "Ctrl+L"),
        SEPARATOR,
        Command("trusted", N_("Trusted servers…")),
        Command("forget_everything", N_("Forget everything…")),
        Command("settings", N_("Settings…"), "<Control-comma>", "Ctrl+,"),
        SEPARATOR,
        Command("quit", N_("Quit"), "<Control-q>", "Ctrl+Q"),
    ),
    N_("Conversation"): (
        Command("next", N_("Next"), "<Alt-Down>", "Alt+Down"),
        Command("previous", N_("Previous"), "<Alt-Up>", "Alt+Up"),
        SEPARATOR,
        Command("topic", N_("Change topic"), "<Control-t>", "Ctrl+T"),
        Command("invite", N_("Invite somebody…"), "<Control-Shift-I>", "Ctrl+Shift+I"),
        Command("bans", N_("Bans…")),
        SEPARATOR,
        Command("rule", N_("Notifications…")),
        Command("mute", N_("Mute, or mute no more")),
        Command("pin", N_("Pin, or pin no more")),
        SEPARATOR,
        Command("export", N_("Export…")),
        Command("export_network", N_("Export the whole network…")),
        Command("forget", N_("Forget what was said…")),
        Command("close", N_("Close"), "<Control-w>", "Ctrl+W"),
    ),
    N_("Message"): (
        Command("reply", N_("Reply to the newest message"), "<Control-r>", "Ctrl+R"),
        Command("edit", N_("Edit your last message…"), accelerator="Ctrl+Up"),
        Command("attach", N_("Send a file…"), "<Control-o>", "Ctrl+O"),
        Command("emoji", N_("Emoji…"), "<Control-period>", "Ctrl+."),
        SEPARATOR,
        Command("bold", N_("Bold"), accelerator="Ctrl+B"),
        Command("italic", N_("Italic"), accelerator="Ctrl+I"),
        Command("underlined", N_("Underlined"), accelerator="Ctrl+U"),
        Command("hidden", N_("Hidden until clicked"), accelerator="Ctrl+Shift+P"),
    ),
    N_("Find"): (
        Command("switch", N_("Go to a conversation…"), "<Control-k>", "Ctrl+K"),
        Command("search", N_("Search everywhere…"), "<Control-Shift-F>", "Ctrl+Shift+F"),
        SEPARATOR,
        Command("find", N_("Find in this conversation…"), "<Control-f>", "Ctrl+F"),
        Command("find_next", N_("Find further up"), "<F3>", "F3"),
        Command("find_previous", N_("Find further down"), "<Shift-F3>", "Shift+F3"),
        SEPARATOR,
        Command("unread", N_("First unread message"), "<Alt-Home>", "Alt+Home"),
        Command("end", N_("Newest message"), "<Alt-End>", "Alt+End"),
    ),
    N_("You"): (
        Command("account", N_("Account…")),
        Command("nick", N_("Change nick…")),
        Command("display_name", N_("Display name…")),
        Command("status", N_("Status…")),
        Command("picture", N_("Picture…")),
        Command("no_picture", N_("Remove picture")),
        SEPARATOR,
        Command("ignored", N_("Ignored people…")),
        SEPARATOR,
        Command("away", N_("Away")),
        Command("disturb", N_("Do not disturb"), "<Control-Shift-D>", "Ctrl+Shift+D"),
    ),
    N_("View"): (
        Command("light", N_("Light")),
        Command("dark", N_("Dark")),
        Command("system", N_("System")),
        SEPARATOR,
        Command("larger", N_("Larger text"), "<Control-plus>", "Ctrl++"),
        Command("smaller", N_("Smaller text"), "<Control-minus>", "Ctrl+-"),
        Command("normal", N_("Normal text size"), "<Control-Key-0>", "Ctrl+0"),
        SEPARATOR,
        Command("region", N_("Next part of the window"), "<F6>", "F6"),
        Command("region_back", N_("Part before"), "<Shift-F6>", "Shift+F6"),
    ),
    N_("Help"): (
        Command("shortcuts", N_("Keyboard shortcuts"), "<F1>", "F1"),
        Command("how_to", N_("How to …")),
        Command("tour", N_("Show the tour")),
        SEPARATOR,
        Command("about", N_("About CHAT APP")),
    ),
}


class MenuBar:
    """Builds the menus on a window and binds the keys; `actions` maps names to what they do."""

    def __init__(self, root: tkinter.Tk, actions: Mapping[str, Callable[[], None]]) -> None:
        self.mode = TextValue(root, value="system")
        self.away = TruthValue(root)
        self.disturb = TruthValue(root)
        self._checks = {"away": self.away, "disturb": self.disturb}
        self.bar = ttk.Menu(root, tearoff=False)
        self.menus = {title: self._menu(title, actions) for title in MENUS}
        for menu in self.menus.values():
            self.bar.add_cascade(menu=menu)
        say(self.bar, self._label)
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
        return menu

    def _label(self) -> None:
        """Give every entry its words, its letter and its keys, in the language of now."""
        titles = [_(title) for title in MENUS]
        for number, (title, place) in enumerate(zip(titles, letter_places(titles), strict=True)):
            self.bar.entryconfigure(number, label=title, underline=place)
        for title, commands in MENUS.items():
            labels = [_(command.label) if command.name else "" for command in commands]
            places = letter_places(labels)
            for number, command in enumerate(commands):
                if command.name:
                    self.menus[title].entryconfigure(
                        number,
                        label=labels[number],
                        underline=places[number],
                        accelerator=keys_text(command.accelerator),
                    )

    def _add(self, menu: tkinter.Menu, command: Command, action: Callable[[], None]) -> None:
        kind, more = "command", {}
        if command.name in MODES:
            kind, more = "radiobutton", {"variable": self.mode, "value": command.name}
        elif command.name in self._checks:
            kind, more = "checkbutton", {"variable": self._checks[command.name]}
        menu.add(kind, command=action, **more)


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
