"""The window for hosting a chat: what is asked before, and then how to invite the others.

It starts nothing itself.
"""

from __future__ import annotations

import tkinter

from chat.translation import _
from chat.view.dialog import DialogWindow
from chat.view.hosting_form import FormFrame
from chat.view.hosting_panel import MOST_TEXT, PanelFrame
from chat.view.ports.hosting import HostingForm, HostingIntents, HostingPanel
from chat.view.text_safety import safe_text


class HostingWindow(DialogWindow):
    """Shows the form, or the panel of the chat that is hosted."""

    def __init__(self, parent: tkinter.Misc, intents: HostingIntents, *, emoji: bool) -> None:
        super().__init__(parent, _("Host a chat"), self.destroy)
        self._emoji = emoji
        self.form_frame = FormFrame(self.body, on_start=intents.on_start, on_close=self.destroy)
        self.panel_frame = PanelFrame(
            self.body, emoji=emoji, on_stop=intents.on_stop, on_close=self.destroy
        )

    def show_form(self, form: HostingForm) -> None:
        """Ask what is asked before."""
        self.panel_frame.pack_forget()
        self.form_frame.pack(fill="both", expand=True)
        self.form_frame.fill(form)
        self.appear(self.form_frame.name)

    def show_panel(self, panel: HostingPanel) -> None:
        """Show the chat that is hosted."""
        newly = not self.panel_frame.winfo_manager()
        self.form_frame.pack_forget()
        self.panel_frame.pack(fill="both", expand=True)
        self.panel_frame.show(panel)
        if newly:
            self.appear(self.panel_frame.close_button)

    def show_problem(self, text: str) -> None:
        """What is wrong with the form."""
        self.form_frame.show_problem(safe_text(text, emoji=self._emoji, limit=MOST_TEXT))
