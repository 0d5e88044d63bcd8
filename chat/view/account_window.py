"""The account window: the fields and buttons that the state of the account asks for.

It decides nothing; what is typed stays until the window goes.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.account_fields import AccountFields
from chat.view.dialog import DialogWindow
from chat.view.ports.accounts import AccountMode, AccountsIntents, AccountState
from chat.view.text_safety import safe_line, safe_text

WRAP = 400  # pixels at 96 dpi of a line of the text
_ASKING = (AccountMode.GUEST, AccountMode.REFUSED)


class AccountWindow(DialogWindow):
    """Reports to the intents of accounts; the controller says what it shows."""

    def __init__(
        self,
        parent: tkinter.Misc,
        state: AccountState,
        *,
        emoji: bool,
        intents: Callable[[], AccountsIntents],
    ) -> None:
        super().__init__(parent, safe_line(state.title), self.destroy)
        self._emoji = emoji
        self._intents = intents
        self.text = ttk.Label(self.body, wraplength=ttk.scale_size(self, WRAP), justify="left")
        self.text.pack(fill="x", pady=(0, 12))
        self.fields = AccountFields(self.body, on_kind=self._show_buttons)
        self.fields.pack(fill="x")
        self.foot = ttk.Frame(self.body)
        self.foot.pack(fill="x", pady=(20, 0))
        self.buttons: dict[str, ttk.Button] = {}
        for sequence in ("<Return>", "<KP_Enter>"):
            self.bind(sequence, self._on_enter)
        self._state = state
        self.show(state)
        unsafe = state.mode in (AccountMode.UNENCRYPTED, AccountMode.MEMBER, AccountMode.NONE)
        self.appear(self.buttons["close"] if unsafe else self.fields.first_missing())

    def show(self, state: AccountState) -> None:
        """Show how it stands."""
        entered = state.mode is AccountMode.PASSWORD and self._state.mode is not state.mode
        self._state = state
        self.title(safe_line(state.title))
        style = "PageDanger.TLabel" if state.danger else "Page.TLabel"
        self.text.configure(text=safe_text(state.text, emoji=self._emoji, limit=1_000), style=style)
        self.fields.show(state)
        self._show_buttons()
        if entered:
            self.fields.first_missing().focus_set()

    def submit(self) -> None:
        """Do what the first button does."""
        next(iter(self.buttons.values())).invoke()

    def _on_enter(self, event: tkinter.Event[tkinter.Misc]) -> None:
        if not isinstance(event.widget, ttk.Button):
            self.submit()

    def _show_buttons(self) -> None:
        for child in self.foot.winfo_children():
            child.destroy()
        self.buttons = {}
        for number, (name, label, action) in enumerate(self._actions()):
            colour = "default" if number or name == "close" else "primary"
            if name == "unencrypted":
                colour = "danger"
            button = ttk.Button(self.foot, text=label, bootstyle=colour, command=action)
            button.pack(side="right", padx=(8, 0))
            if self._state.busy and name != "close":
                button.state(["disabled"])
            self.buttons[name] = button

    def _actions(self) -> list[tuple[str, str, Callable[[], None]]]:
        """The buttons from the right, the first of them the one for Enter."""
        mode, intents = self._state.mode, self._intents()
        actions: list[tuple[str, str, Callable[[], None]]] = []
        if mode in _ASKING and self.fields.making_new():
            actions.append(("register", _("Make the account"), self._make_account))
        elif mode in _ASKING:
            actions.append(("log_in", _("Log in"), self._log_in))
        if mode is AccountMode.CODE:
            actions.append(("verify", _("Confirm"), self._verify))
        if mode is AccountMode.PASSWORD:
            actions.append(("change", _("Change the password"), self._change_password))
            actions.append(("back", _("Back"), intents.on_open_account))
        if mode is AccountMode.UNENCRYPTED:
            actions.append(("unencrypted", _("Send it anyway"), intents.on_send_unencrypted))
        if mode in (AccountMode.REFUSED, AccountMode.UNENCRYPTED):
            actions.append(("guest", _("As a guest"), intents.on_guest))
        if mode is AccountMode.MEMBER:
            actions.append(("close", _("Close"), self.destroy))
            actions.append(("guest", _("Log out"), intents.on_guest))
            actions.append(("change", _("Change password…"), intents.on_change_password))
            if self._state.kept:
                actions.append(("forget", _("Forget password"), intents.on_forget_password))
        else:
            actions.append(("close", _("Close"), self.destroy))
        return actions

    def _log_in(self) -> None:
        self._intents().on_log_in(self.fields.account(), self.fields.password())

    def _make_account(self) -> None:
        self._intents().on_register(self.fields.new_account())

    def _change_password(self) -> None:
        self._intents().on_new_password(self.fields.new_password())

    def _verify(self) -> None:
        self._intents().on_verify(self.fields.code())
