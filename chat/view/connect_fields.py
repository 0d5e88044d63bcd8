"""The fields of the connect dialog: labels, entries, and which of them an error is about."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from tkinter import filedialog

import ttkbootstrap as ttk

from chat.translation import N_, _
from chat.view.ports import ConnectField, ConnectForm
from chat.view.ports.connect import ServerRow
from chat.view.tooltip import QuietToolTip
from chat.view.values import TruthValue

PLAIN_PORT = "6667"
TLS_PORT = "6697"  # RFC 7194
SMALL_SCREEN = 900  # pixels at 96 dpi of width: narrower entries below
# Row, column and label of each entry; from row 10 on they are behind "More options".
_PLACES = {
    ConnectField.NICK: (0, 0, N_("Your name")),
    ConnectField.HOST: (3, 0, N_("Address")),
    ConnectField.PORT: (3, 2, N_("Port")),
    ConnectField.CHANNEL: (10, 0, N_("Channel")),
    ConnectField.KEY: (10, 2, N_("Its key")),
    ConnectField.PASSWORD: (12, 0, N_("Server password")),
    ConnectField.ACCOUNT: (13, 0, N_("Account")),
    ConnectField.ACCOUNT_PASSWORD: (14, 0, N_("Account password")),
    ConnectField.CERTIFICATE: (15, 0, N_("Own certificate")),
    ConnectField.CERTIFICATE_KEY: (16, 0, N_("Its key file")),
    ConnectField.REALNAME: (17, 0, N_("Real name")),
}
# What is typed there is not shown.
_HIDDEN = (ConnectField.PASSWORD, ConnectField.ACCOUNT_PASSWORD, ConnectField.KEY)
_FILES = {  # which is chosen, and what it is
    ConnectField.CERTIFICATE: N_(
        "A file with a certificate of your own, in PEM: it logs you in to the account that knows it"
    ),
    ConnectField.CERTIFICATE_KEY: N_("The file with its key, if it is not in the same one"),
}
_NARROW = (ConnectField.PORT, ConnectField.KEY)
_MORE_FROM = 10
_OF_ONE_SERVER = (
    ConnectField.KEY,
    ConnectField.ACCOUNT,
    ConnectField.ACCOUNT_PASSWORD,
    ConnectField.CERTIFICATE,
    ConnectField.CERTIFICATE_KEY,
)


class ConnectFields(ttk.Frame):
    """A grid of labelled fields; the rare ones are behind "More options".

    `servers` is where the list of servers goes.
    """

    def __init__(self, master: tkinter.Misc, *, on_nick: Callable[[str], None]) -> None:
        super().__init__(master)
        self.entries: dict[ConnectField, ttk.Entry] = {}
        self._labels: dict[ConnectField, ttk.Label] = {}
        self.choose_buttons: dict[ConnectField, ttk.Button] = {}
        self._tls = TruthValue(self)
        self._given_nick = ""
        self.more = False  # whether what most people never need is unfolded
        self.columnconfigure(1, weight=1)
        self._add(ConnectField.NICK)
        self._report_nick(on_nick)
        self.nick_problem = ttk.Label(self, style="PageDanger.TLabel")
        self.nick_problem.grid(row=1, column=1, columnspan=3, sticky="w")
        self.servers = ttk.Frame(self)
        self.servers.grid(row=2, column=0, columnspan=4, sticky="nsew", pady=(10, 10))
        for field in (ConnectField.HOST, ConnectField.PORT):
            self._add(field)
        self.more_button = ttk.Button(self, bootstyle="link", padding=0, command=self._on_more)
        self.more_button.grid(row=4, column=1, columnspan=3, sticky="w", pady=(6, 0))
        self._add_more()
        self._show_more(False)
        self.show_nick_problem("")

    def fill(self, form: ConnectForm) -> None:
        """Show a form."""
        values = {
            ConnectField.NICK: form.nick,
            ConnectField.HOST: form.host,
            ConnectField.PORT: form.port,
            ConnectField.CHANNEL: form.channel,
            ConnectField.KEY: form.key,
            ConnectField.PASSWORD: form.password,
            ConnectField.REALNAME: form.realname,
            ConnectField.ACCOUNT: form.account,
            ConnectField.ACCOUNT_PASSWORD: form.account_password,
            ConnectField.CERTIFICATE: form.certificate,
            ConnectField.CERTIFICATE_KEY: form.certificate_key,
        }
        for field, value in values.items():
            self._set(field, value)
        self._given_nick = form.nick
        self._tls.set(form.tls)
        self._show_more(bool(form.password or form.key or form.certificate))
        self.mark(None)

    def fill_server(self, row: ServerRow) -> None:
        """Show a server that was chosen; the name that a person has typed stays."""
        self._set(ConnectField.HOST, row.host)
        self._set(ConnectField.PORT, row.port)
        for field in _OF_ONE_SERVER:
            self._set(field, "")
        self._tls.set(row.tls)
        if row.channel is not None:
            self._set(ConnectField.CHANNEL, row.channel)
        if row.nick and self.entries[ConnectField.NICK].get() in ("", self._given_nick):
            self._set(ConnectField.NICK, row.nick)
            self._given_nick = row.nick
        if row.realname:
            self._set(ConnectField.REALNAME, row.realname)
        self.mark(None)

    def form(self) -> ConnectForm:
        """What was typed, as it was typed."""
        return ConnectForm(
            nick=self.entries[ConnectField.NICK].get(),
            host=self.entries[ConnectField.HOST].get(),
            port=self.entries[ConnectField.PORT].get(),
            channel=self.entries[ConnectField.CHANNEL].get(),
            tls=bool(self._tls.get()),
            password=self.entries[ConnectField.PASSWORD].get(),
            key=self.entries[ConnectField.KEY].get(),
            realname=self.entries[ConnectField.REALNAME].get(),
            account=self.entries[ConnectField.ACCOUNT].get(),
            account_password=self.entries[ConnectField.ACCOUNT_PASSWORD].get(),
            certificate=self.entries[ConnectField.CERTIFICATE].get(),
            certificate_key=self.entries[ConnectField.CERTIFICATE_KEY].get(),
        )

    def mark(self, wrong: ConnectField | None) -> None:
        """Draw the field that an error is about in the colour of danger, and no other."""
        if wrong is ConnectField.TLS or (wrong and _PLACES[wrong][0] >= _MORE_FROM):
            self._show_more(True)
        for field, entry in self.entries.items():
            entry.configure(bootstyle="danger" if field is wrong else "default")
            style = "PageDanger.TLabel" if field is wrong else "Page.TLabel"
            self._labels[field].configure(style=style)
            entry.state(["invalid" if field is wrong else "!invalid"])

    def show_nick_problem(self, text: str) -> None:
        """Say under the name what is wrong with it."""
        self.nick_problem.configure(text=text)
        if text:
            self.nick_problem.grid()
        else:
            self.nick_problem.grid_remove()

    def widget(self, field: ConnectField) -> tkinter.Misc:
        """The widget of a field, to be given the cursor."""
        return self.tls_button if field is ConnectField.TLS else self.entries[field]

    def first_missing(self) -> tkinter.Misc:
        """The first empty field that one must fill in, else the name."""
        needed = (ConnectField.NICK, ConnectField.HOST, ConnectField.PORT)
        empty = (self.entries[field] for field in needed if not self.entries[field].get())
        return next(empty, self.entries[ConnectField.NICK])

    def enable(self, enabled: bool) -> None:
        """Whether the fields can be changed."""
        buttons = (self.tls_button, self.more_button, *self.choose_buttons.values())
        for widget in (*self.entries.values(), *buttons):
            widget.state(["!disabled" if enabled else "disabled"])

    def _add(self, field: ConnectField) -> None:
        row, column, text = _PLACES[field]
        label = ttk.Label(self, text=_(text))
        small = self.winfo_screenwidth() < ttk.scale_size(self, SMALL_SCREEN)
        width = 7 if field in _NARROW else 20 if small else 30
        entry = ttk.Entry(self, width=width, show="•" if field in _HIDDEN else "")
        self._labels[field], self.entries[field] = label, entry
        wide = not any(place[:2] == (row, 2) for place in _PLACES.values())
        label.grid(row=row, column=column, sticky="w", padx=(14 if column else 0, 14), pady=4)
        span = 2 if field in _FILES else 3 if wide else 1
        entry.grid(row=row, column=column + 1, columnspan=span, sticky="ew", pady=4)
        if field in _FILES:
            self._add_choice(field, row)
        entry.bind("<FocusIn>", lambda _event: entry.selection_range(0, "end"), add="+")

    def _add_choice(self, field: ConnectField, row: int) -> None:
        button = ttk.Button(self, text=_("Choose…"), command=lambda: self._choose_file(field))
        button.grid(row=row, column=3, sticky="ew", padx=(8, 0), pady=4)
        self.choose_buttons[field] = button
        for widget in (button, self.entries[field]):
            QuietToolTip(widget, _FILES[field])

    def _choose_file(self, field: ConnectField) -> None:
        chosen = filedialog.askopenfilename(parent=self, title=_(_PLACES[field][2]))
        if chosen:
            self._set(field, str(chosen))

    def _report_nick(self, on_nick: Callable[[str], None]) -> None:
        """Tell of every change of the name.

        Not by a Variable: one that outlives its window is taken away by whichever thread comes
        first, and no thread but the main one may call Tk.
        """

        def changed(text: str) -> bool:
            on_nick(text)
            return True

        self.entries[ConnectField.NICK].configure(
            validate="key",
            validatecommand=(self.register(changed), "%P"),  # type: ignore[arg-type]
        )

    def _add_more(self) -> None:
        """What most people never need."""
        for field in (ConnectField.CHANNEL, ConnectField.KEY):
            self._add(field)
        self.tls_button = ttk.Checkbutton(
            self, text=_("Encrypted (TLS)"), variable=self._tls, command=self._on_tls
        )
        self.tls_button.grid(row=11, column=1, columnspan=3, sticky="w", pady=(6, 4))
        for field, place in _PLACES.items():
            if place[0] > _MORE_FROM:
                self._add(field)

    def _set(self, field: ConnectField, value: str) -> None:
        self.entries[field].delete(0, "end")
        # Tk takes no lone surrogates, which a settings file may hold.
        self.entries[field].insert(0, value.encode("utf-8", "replace").decode())

    def _on_tls(self) -> None:
        """Follow with the port, if it is still the usual one of the other kind."""
        before, after = (PLAIN_PORT, TLS_PORT) if self._tls.get() else (TLS_PORT, PLAIN_PORT)
        if self.entries[ConnectField.PORT].get() == before:
            self._set(ConnectField.PORT, after)

    def _on_more(self) -> None:
        self._show_more(not self.more)
        if self.more:
            self.entries[ConnectField.CHANNEL].focus_set()

    def _show_more(self, more: bool) -> None:
        self.more = more
        self.more_button.configure(text=_("Fewer options") if more else _("More options"))
        for widget in self._more_widgets():
            if more:
                widget.grid()
            else:
                widget.grid_remove()

    def _more_widgets(self) -> list[tkinter.Widget]:
        fields = [field for field, place in _PLACES.items() if place[0] >= _MORE_FROM]
        entries = [self.entries[field] for field in fields]
        return [
            *entries,
            *(self._labels[field] for field in fields),
            self.tls_button,
            *self.choose_buttons.values(),
        ]
