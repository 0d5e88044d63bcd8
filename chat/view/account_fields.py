"""The fields of the account window: which there are depends on what is to be done."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import N_, _
from chat.view.ports.accounts import AccountMode, AccountState, NewAccountForm, NewPasswordForm
from chat.view.values import TruthValue

_LABELS = {
    "account": N_("Account"),
    "email": N_("E-mail"),
    "password": N_("Password"),
    "again": N_("Password again"),
    "code": N_("Code"),
    "current": N_("Current password"),
    "new": N_("New password"),
    "new_again": N_("New password again"),
}
_CHANGE = ("current", "new", "new_again")
_HIDDEN = ("password", "again", *_CHANGE)
_ASKING = (AccountMode.GUEST, AccountMode.REFUSED)


class AccountFields(ttk.Frame):
    """Fields, and the choice between logging in and a new account; `on_kind`: it was changed."""

    def __init__(self, master: tkinter.Misc, *, on_kind: Callable[[], None]) -> None:
        super().__init__(master)
        self._on_kind = on_kind
        self._new = TruthValue(self)
        self._given = ""  # the account's name as it was filled in
        self.columnconfigure(1, weight=1)
        self.choice = ttk.Frame(self)
        self.choice.grid(row=0, column=0, columnspan=2, sticky="w", pady=(0, 8))
        self.kinds = [
            ttk.Radiobutton(
                self.choice,
                text=text,
                variable=self._new,
                value=value,
                command=self._on_chosen,
            )
            for text, value in ((_("I have an account"), False), (_("Make a new one"), True))
        ]
        for button in self.kinds:
            button.pack(side="left", padx=(0, 18))
        self.entries: dict[str, ttk.Entry] = {}
        self._labels: dict[str, ttk.Label] = {}
        for row, name in enumerate(_LABELS, start=1):
            self._add(row, name)

    def show(self, state: AccountState) -> None:
        """Show the fields for this state; what was typed stays."""
        self._state = state
        account = self.entries["account"]
        if account.get() in ("", self._given):
            account.state(["!disabled"])
            account.delete(0, "end")
            account.insert(0, state.account)
            self._given = state.account
        if state.new is None:
            self._new.set(False)
        if state.mode is not AccountMode.PASSWORD:
            for name in _CHANGE:
                self.entries[name].delete(0, "end")
        self._arrange()

    def making_new(self) -> bool:
        """Whether a new account is to be made."""
        return bool(self._new.get())

    def account(self) -> str:
        """As it was typed."""
        return self.entries["account"].get()

    def password(self) -> str:
        """As it was typed."""
        return self.entries["password"].get()

    def code(self) -> str:
        """As it was typed."""
        return self.entries["code"].get()

    def new_account(self) -> NewAccountForm:
        """A new account, as it was typed."""
        return NewAccountForm(
            account=self.account(),
            email=self.entries["email"].get(),
            password=self.password(),
            again=self.entries["again"].get(),
        )

    def new_password(self) -> NewPasswordForm:
        """Another password, as it was typed."""
        return NewPasswordForm(*(self.entries[name].get() for name in _CHANGE))

    def first_missing(self) -> tkinter.Misc:
        """The first empty field that is there, else the first."""
        shown = [self.entries[name] for name in _LABELS if name in self._shown()]
        return next((entry for entry in shown if not entry.get()), shown[0] if shown else self)

    def _shown(self) -> set[str]:
        mode = self._state.mode
        if mode is AccountMode.CODE:
            return {"code"}
        if mode is AccountMode.PASSWORD:
            return set(_CHANGE)
        if mode not in _ASKING:
            return set()
        new = {"email", "again"} if self.making_new() else set()
        return {"account", "password"} | new

    def _arrange(self) -> None:
        shown, rules = self._shown(), self._state.new
        asking = self._state.mode in _ASKING and rules is not None
        for widget, there in ((self.choice, asking), *self._by_name(shown)):
            if there:
                widget.grid()
            else:
                widget.grid_remove()
        required = rules is not None and rules.email_required
        self._labels["email"].configure(text=_("E-mail") if required else _("E-mail (optional)"))
        fixed = self.making_new() and rules is not None and not rules.custom_name
        self.entries["account"].state(["disabled" if fixed else "!disabled"])

    def _by_name(self, shown: set[str]) -> list[tuple[tkinter.Widget, bool]]:
        widgets: list[tuple[tkinter.Widget, bool]] = []
        for name in _LABELS:
            widgets += [(self._labels[name], name in shown), (self.entries[name], name in shown)]
        return widgets

    def _add(self, row: int, name: str) -> None:
        label = ttk.Label(self, text=_(_LABELS[name]))
        entry = ttk.Entry(self, width=30, show="•" if name in _HIDDEN else "")
        label.grid(row=row, column=0, sticky="w", padx=(0, 14), pady=4)
        entry.grid(row=row, column=1, sticky="ew", pady=4)
        self._labels[name], self.entries[name] = label, entry

    def _on_chosen(self) -> None:
        self._arrange()
        self._on_kind()
        self.first_missing().focus_set()
