"""The fields of the connect dialog: labels, entries, and which of them an error is about."""

from __future__ import annotations

import tkinter

import ttkbootstrap as ttk

from chat.view.ports import ConnectField, ConnectForm

PLAIN_PORT = "6667"
TLS_PORT = "6697"  # RFC 7194
_LABELS = {
    ConnectField.NICK: "Your name",
    ConnectField.HOST: "Server",
    ConnectField.PORT: "Port",
    ConnectField.CHANNEL: "Channel",
    ConnectField.PASSWORD: "Password",
}


class ConnectFields(ttk.Frame):
    """A grid of labelled fields; the rare ones are behind "More options"."""

    def __init__(self, master: tkinter.Misc) -> None:
        super().__init__(master)
        self.entries: dict[ConnectField, ttk.Entry] = {}
        self._labels: dict[ConnectField, ttk.Label] = {}
        self._tls = tkinter.BooleanVar(self)
        self.columnconfigure(1, weight=1)
        for number, field in enumerate(_LABELS):
            self._add(number, field)
        self.tls_button = ttk.Checkbutton(
            self, text="Encrypted (TLS)", variable=self._tls, command=self._on_tls
        )
        self.more_button = ttk.Button(self, bootstyle="link", padding=0, command=self._on_more)
        self.tls_button.grid(row=20, column=1, sticky="w", pady=(8, 2))
        self.more_button.grid(row=21, column=1, sticky="w", pady=(6, 0))
        self._show_more(False)

    def fill(self, form: ConnectForm) -> None:
        """Show a form."""
        values = {
            ConnectField.NICK: form.nick,
            ConnectField.HOST: form.host,
            ConnectField.PORT: form.port,
            ConnectField.CHANNEL: form.channel,
            ConnectField.PASSWORD: form.password,
        }
        for field, value in values.items():
            self.entries[field].delete(0, "end")
            self.entries[field].insert(0, value)
        self._tls.set(form.tls)
        self._show_more(bool(form.password))
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
        )

    def mark(self, wrong: ConnectField | None) -> None:
        """Draw the field that an error is about in the colour of danger, and no other."""
        if wrong is ConnectField.PASSWORD:
            self._show_more(True)
        for field, entry in self.entries.items():
            entry.configure(bootstyle="danger" if field is wrong else "default")
            style = "PageDanger.TLabel" if field is wrong else "Page.TLabel"
            self._labels[field].configure(style=style)
            entry.state(["invalid" if field is wrong else "!invalid"])

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
        for widget in (*self.entries.values(), self.tls_button, self.more_button):
            widget.state(["!disabled" if enabled else "disabled"])

    def _add(self, number: int, field: ConnectField) -> None:
        label = ttk.Label(self, text=_LABELS[field])
        entry = ttk.Entry(self, width=30, show="•" if field is ConnectField.PASSWORD else "")
        self._labels[field], self.entries[field] = label, entry
        row = number if field is not ConnectField.PASSWORD else 22
        label.grid(row=row, column=0, sticky="w", padx=(0, 14), pady=4)
        entry.grid(row=row, column=1, sticky="ew", pady=4)
        entry.bind("<FocusIn>", lambda _event: entry.selection_range(0, "end"), add="+")

    def _on_tls(self) -> None:
        """Follow with the port, if it is still the usual one of the other kind."""
        before, after = (PLAIN_PORT, TLS_PORT) if self._tls.get() else (TLS_PORT, PLAIN_PORT)
        port = self.entries[ConnectField.PORT]
        if port.get() == before:
            port.delete(0, "end")
            port.insert(0, after)

    def _on_more(self) -> None:
        self._show_more(not self._more)
        if self._more:
            self.entries[ConnectField.PASSWORD].focus_set()

    def _show_more(self, more: bool) -> None:
        self._more = more
        self.more_button.configure(text="Fewer options" if more else "More options")
        for widget in (self._labels[ConnectField.PASSWORD], self.entries[ConnectField.PASSWORD]):
            if more:
                widget.grid()
            else:
                widget.grid_remove()
