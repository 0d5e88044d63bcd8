"""The connect dialog: name, server, port; progress and Cancel; errors beside their field.

It checks nothing: what was typed goes to the controller as it is, and stays when that objects.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.view.connect_fields import ConnectFields
from chat.view.dialog import DialogWindow
from chat.view.ports import ConnectField, ConnectForm
from chat.view.text_safety import safe_text

WRAP = 360  # pixels at 96 dpi of a line of an error


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
    ) -> None:
        super().__init__(parent, "Connect", self.cancel)
        self._emoji = emoji
        self._on_connect = on_connect
        self._on_cancel = on_cancel
        self.connecting = False
        self.fields = ConnectFields(self.body)
        self.fields.pack(fill="x")
        self.error = ttk.Label(
            self.body, style="PageDanger.TLabel", wraplength=ttk.scale_size(self, WRAP)
        )
        self.status = ttk.Label(
            self.body, style="PageMuted.TLabel", wraplength=ttk.scale_size(self, WRAP)
        )
        self.progress = ttk.Progressbar(self.body, mode="indeterminate", bootstyle="primary")
        self._foot = ttk.Frame(self.body)
        self._foot.pack(side="bottom", fill="x", pady=(20, 0))
        self.connect_button = ttk.Button(
            self._foot, text="Connect", bootstyle="primary", command=self.connect
        )
        self.cancel_button = ttk.Button(self._foot, text="Cancel", command=self.cancel)
        self.connect_button.pack(side="right")
        self.cancel_button.pack(side="right", padx=(0, 8))
        for sequence in ("<Return>", "<KP_Enter>"):
            self.bind(sequence, self._on_enter)
        self.show_form(form)

    def show_form(self, form: ConnectForm) -> None:
        """Fill the fields in and put the cursor where the first thing is missing."""
        self._wait(False)
        self.error.pack_forget()
        self.fields.fill(form)
        self.appear(self.fields.first_missing())

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
