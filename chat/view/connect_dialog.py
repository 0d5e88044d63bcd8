"""The connect dialog: name, servers, address; progress and Cancel; errors beside their field.

It checks nothing: what was typed goes to the controller as it is, and stays when that objects.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.connect_fields import ConnectFields
from chat.view.connect_servers import ServerList
from chat.view.dialog import DialogWindow
from chat.view.ports import ConnectField, ConnectForm
from chat.view.ports.connect import ConnectIntents, ServerRow
from chat.view.text_safety import safe_text

WRAP = 440  # pixels at 96 dpi of a line of an error


class ConnectDialog(DialogWindow):
    """Reports Connect with the form, and Cancel; the controller closes it."""

    def __init__(
        self,
        parent: tkinter.Misc,
        form: ConnectForm,
        *,
        emoji: bool,
        on_connect: Callable[[ConnectForm], None],
        on_cancel: Callable[[], None],
        on_host: Callable[[str], None],
        intents: ConnectIntents,
    ) -> None:
        super().__init__(parent, _("Connect"), self.cancel)
        self._emoji = emoji
        self._on_connect = on_connect
        self._on_cancel = on_cancel
        self._intents = intents
        self.connecting = False
        self.fields = ConnectFields(self.body, on_nick=intents.on_nick_typed)
        self.fields.pack(fill="x")
        self.servers = self._list_servers(intents)
        for field in (ConnectField.HOST, ConnectField.PORT):
            self.fields.entries[field].bind("<KeyRelease>", self._on_address_typed, add="+")
        self.error = ttk.Label(
            self.body, style="PageDanger.TLabel", wraplength=ttk.scale_size(self, WRAP)
        )
        self.status = ttk.Label(
            self.body, style="PageMuted.TLabel", wraplength=ttk.scale_size(self, WRAP)
        )
        self.progress = ttk.Progressbar(self.body, mode="indeterminate", bootstyle="primary")
        self._build_foot(on_host)
        for sequence in ("<Return>", "<KP_Enter>"):
            self.bind(sequence, self._on_enter)
        self.show_form(form)
        intents.on_dialog_opened()

    def _list_servers(self, intents: ConnectIntents) -> ServerList:
        servers = ServerList(
            self.fields.servers,
            emoji=self._emoji,
            on_choose=self.fields.fill_server,
            on_activate=self.connect,
            on_again=intents.on_look_again,
            on_forget=intents.on_forget_server,
        )
        servers.pack(fill="both", expand=True)
        return servers

    def _build_foot(self, on_host: Callable[[str], None]) -> None:
        self._foot = ttk.Frame(self.body)
        self._foot.pack(side="bottom", fill="x", pady=(20, 0))
        self.host_button = ttk.Button(
            self._foot,
            text=_("Host a chat on this computer…"),
            bootstyle="primary-outline",
            command=lambda: on_host(self.fields.form().nick),
        )
        self.host_button.pack(side="left", padx=(0, 16))
        self.connect_button = ttk.Button(
            self._foot, text=_("Connect"), bootstyle="primary", command=self.connect
        )
        self.cancel_button = ttk.Button(self._foot, text=_("Cancel"), command=self.cancel)
        self.connect_button.pack(side="right")
        self.cancel_button.pack(side="right", padx=(0, 8))

    def show_form(self, form: ConnectForm) -> None:
        """Fill the fields in and put the cursor where the first thing is missing."""
        self._wait(False)
        self.error.pack_forget()
        self.fields.fill(form)
        self.appear(self.fields.first_missing())

    def show_servers(self, rows: Sequence[ServerRow], note: str, *, looking: bool) -> None:
        """The servers to choose from; the first one found fills an address that is empty."""
        before = self.servers.chosen()
        self.servers.show(rows, note, looking=looking)
        self._follow(before)
        host = self.fields.entries[ConnectField.HOST]
        found = self.servers.first_found()
        if found is not None and not host.get() and not self.connecting:
            self.servers.select(found.key)
            self.fields.fill_server(found)
            host.selection_range(0, "end")  # typing replaces it

    def _follow(self, before: ServerRow | None) -> None:
        """The chosen server has told more of itself (that it has TLS): so does the form."""
        now, form = self.servers.chosen(), self.fields.form()
        if before is None or now is None or now == before or self.connecting:
            return
        if (form.host, form.port) == (before.host, before.port):
            self.fields.fill_server(now)

    def connect(self) -> None:
        """Report the form, unless an attempt is on its way."""
        if not self.connecting:
            self.error.pack_forget()
            self.fields.mark(None)
            self._on_connect(self.fields.form())

    def cancel(self) -> None:
        """End the attempt and go back to the fields; with no attempt, close the dialog."""
        if self.connecting:
            self._wait(False)
        else:
            self.destroy()
        self._on_cancel()

    def show_connecting(self, text: str) -> None:
        """An attempt is on its way."""
        self.status.configure(text=safe_text(text, emoji=self._emoji, limit=300))
        self.error.pack_forget()
        self._wait(True)

    def show_error(self, text: str, field: ConnectField | None) -> None:
        """The attempt failed: say why, keep what was typed, and point at the field."""
        self._wait(False)
        self.error.configure(text=safe_text(text, emoji=self._emoji, limit=600))
        self.error.pack(fill="x", pady=(14, 0), after=self.fields)
        self.fields.mark(field)
        (self.fields.widget(field) if field else self.connect_button).focus_set()

    def destroy(self) -> None:
        """Take it away, whatever it was doing."""
        self.progress.stop()  # its `after` would outlive it
        super().destroy()
        self._intents.on_dialog_closed()

    def _fit(self) -> None:
        """On a small screen the unfolded form has the room of the list, before it scrolls."""
        if not self.fields.more:
            self.fields.servers.grid()
        elif self.body.winfo_reqheight() > self._room()[1]:
            self.fields.servers.grid_remove()
            self.update_idletasks()
        super()._fit()

    def _on_address_typed(self, _event: tkinter.Event[tkinter.Misc]) -> None:
        """Another address than that of the chosen server is no longer that server."""
        chosen, form = self.servers.chosen(), self.fields.form()
        if chosen is not None and (chosen.host, chosen.port) != (form.host, form.port):
            self.servers.clear()

    def _on_enter(self, event: tkinter.Event[tkinter.Misc]) -> None:
        """Enter connects, from everywhere but the buttons, which have their own Enter."""
        if not isinstance(event.widget, ttk.Button):
            self.connect()

    def _wait(self, connecting: bool) -> None:
        self.connecting = connecting
        self.fields.enable(not connecting)
        self.connect_button.configure(state="disabled" if connecting else "normal")
        if connecting:
            self.status.pack(fill="x", pady=(14, 6), after=self.fields)
            self.progress.pack(fill="x", after=self.status)
            self.progress.start(15)
            self.cancel_button.focus_set()
        else:
            self.progress.stop()
            self.progress.pack_forget()
            self.status.pack_forget()
