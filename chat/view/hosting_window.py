"""The window for hosting a chat: what is asked before, and then how to invite the others.

Also `HostingPart`, the window as controllers see it. It starts nothing itself.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.dialog import DialogWindow
from chat.view.ports.hosting import HostingForm, HostingIntents, HostingPanel
from chat.view.styles import BOLD_FONT
from chat.view.text_safety import safe_line, safe_text

WRAP = 420  # pixels at 96 dpi of a line
MOST_TEXT = 600  # characters


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


class FormFrame(ttk.Frame):
    """Name, who can join, password."""

    def __init__(
        self,
        master: tkinter.Misc,
        *,
        on_start: Callable[[HostingForm], None],
        on_close: Callable[[], None],
    ) -> None:
        super().__init__(master)
        self._on_start = on_start
        self._open = f"hosting_open{id(self)}"  # the name of a variable of Tcl's
        self.columnconfigure(1, weight=1)
        self.name = self._entry(0, _("Name of the chat"))
        self._who()
        self.password = self._entry(3, _("Password"), show="•")
        ttk.Label(self, text=_("Without one, everybody can join."), style="PageMuted.TLabel").grid(
            row=4, column=1, sticky="w"
        )
        self.problem = ttk.Label(
            self, style="PageDanger.TLabel", wraplength=ttk.scale_size(self, WRAP)
        )
        foot = ttk.Frame(self)
        foot.grid(row=6, column=0, columnspan=2, sticky="e", pady=(20, 0))
        ttk.Button(foot, text=_("Cancel"), command=on_close).pack(side="left", padx=(0, 8))
        self.start_button = ttk.Button(
            foot, text=_("Start"), bootstyle="primary", command=self.start
        )
        self.start_button.pack(side="left")

    def fill(self, form: HostingForm) -> None:
        """Show a form."""
        for entry, value in ((self.name, form.name), (self.password, form.password)):
            entry.delete(0, "end")
            entry.insert(0, value)
        self.name.selection_range(0, "end")
        self.setvar(self._open, "open" if form.open else "here")
        self.show_problem("")

    def start(self) -> None:
        """Report what was decided."""
        self.show_problem("")
        opened = str(self.getvar(self._open)) == "open"
        self._on_start(HostingForm(self.name.get(), opened, self.password.get()))

    def show_problem(self, text: str) -> None:
        """What is wrong, or ""."""
        self.problem.configure(text=text)
        if text:
            self.problem.grid(row=5, column=0, columnspan=2, sticky="w", pady=(12, 0))
            self.name.focus_set()
        else:
            self.problem.grid_remove()

    def _who(self) -> None:
        ttk.Label(self, text=_("Who can join")).grid(
            row=1, column=0, sticky="w", padx=(0, 14), pady=(10, 0)
        )
        choices = (("open", _("Everyone on my network")), ("here", _("Only this computer")))
        self.choices = {}
        for row, (value, label) in enumerate(choices, start=1):
            button = ttk.Radiobutton(
                self,
                text=label,
                value=value,
                variable=self._open,  # type: ignore[arg-type]
            )
            button.grid(row=row, column=1, sticky="w", pady=(10 if row == 1 else 4, 4))
            button.bind("<Return>", lambda _event: self.start())
            self.choices[value] = button

    def _entry(self, row: int, text: str, show: str = "") -> ttk.Entry:
        ttk.Label(self, text=text).grid(row=row, column=0, sticky="w", padx=(0, 14), pady=4)
        entry = ttk.Entry(self, width=32, show=show)
        entry.grid(row=row, column=1, sticky="ew", pady=4)
        for sequence in ("<Return>", "<KP_Enter>"):
            entry.bind(sequence, lambda _event: self.start())
        return entry


class PanelFrame(ttk.Frame):
    """How it stands, how others come in, and Stop."""

    def __init__(
        self,
        master: tkinter.Misc,
        *,
        emoji: bool,
        on_stop: Callable[[], None],
        on_close: Callable[[], None],
    ) -> None:
        super().__init__(master)
        self._emoji = emoji
        wrap = ttk.scale_size(self, WRAP)
        self.headline = ttk.Label(self, font=BOLD_FONT, wraplength=wrap)
        self.headline.pack(anchor="w")
        self.detail = ttk.Label(self, style="PageMuted.TLabel", wraplength=wrap)
        self.detail.pack(anchor="w", pady=(6, 0))
        self.facts = ttk.Frame(self)
        self.facts.columnconfigure(1, weight=1)
        self._add_link()
        self.address = self._fact(1, _("Address"))
        self.fingerprint = self._fact(2, _("Fingerprint"))
        self._foot = ttk.Frame(self)
        self._foot.pack(side="bottom", fill="x", pady=(20, 0))
        self.stop_button = ttk.Button(
            self._foot, text=_("Stop hosting"), bootstyle="danger-outline", command=on_stop
        )
        self.close_button = ttk.Button(self._foot, text=_("Close"), command=on_close)
        self.close_button.pack(side="right")

    def show(self, panel: HostingPanel) -> None:
        """Show a panel."""
        self.headline.configure(
            text=self._safe(panel.headline),
            style="PageDanger.TLabel" if panel.failed else "Page.TLabel",
        )
        self.detail.configure(text=self._safe(panel.detail))
        self._show_facts(panel)
        if panel.can_stop:
            self.stop_button.pack(side="left")
        else:
            self.stop_button.pack_forget()

    def copy(self) -> None:
        """Put the invitation on the clipboard."""
        self.clipboard_clear()
        self.clipboard_append(self.link.get())
        self.copy_button.configure(text=_("Copied"))

    def _show_facts(self, panel: HostingPanel) -> None:
        if not panel.link:
            self.facts.pack_forget()
            return
        self.facts.pack(fill="x", pady=(16, 0), after=self.detail)
        if self.link.get() != panel.link:
            self.link.configure(state="normal")
            self.link.delete(0, "end")
            self.link.insert(0, safe_line(panel.link))
            self.link.configure(state="readonly")
            self.copy_button.configure(text=_("Copy"))
        self.address.configure(text=self._safe(panel.address))
        self.fingerprint.configure(text=self._safe(panel.fingerprint))

    def _add_link(self) -> None:
        self._label(0, _("Invitation"))
        self.link = ttk.Entry(self.facts, state="readonly", width=26)
        self.link.grid(row=0, column=1, sticky="ew", pady=3)
        self.link.bind("<FocusIn>", lambda _event: self.link.selection_range(0, "end"))
        self.copy_button = ttk.Button(
            self.facts, text=_("Copy"), bootstyle="primary", command=self.copy
        )
        self.copy_button.grid(row=0, column=2, padx=(8, 0))

    def _fact(self, row: int, text: str) -> ttk.Label:
        self._label(row, text)
        fact = ttk.Label(self.facts, wraplength=ttk.scale_size(self, WRAP - 80))
        fact.grid(row=row, column=1, columnspan=2, sticky="w", pady=3)
        return fact

    def _label(self, row: int, text: str) -> None:
        label = ttk.Label(self.facts, text=text, style="PageMuted.TLabel")
        label.grid(row=row, column=0, sticky="nw", padx=(0, 14), pady=3)

    def _safe(self, text: str) -> str:
        return safe_text(text, emoji=self._emoji, limit=MOST_TEXT)


class HostingPart:
    """Implements `chat.view.ports.hosting.HostingView` over the main window."""

    def __init__(
        self, root: ttk.App, intents: Callable[[], HostingIntents], *, emoji: bool
    ) -> None:
        self._root = root
        self._intents = intents
        self._emoji = emoji
        self.window: HostingWindow | None = None

    def open_form(self, form: HostingForm) -> None:
        """See HostingView."""
        self._opened().show_form(form)

    def open_panel(self, panel: HostingPanel) -> None:
        """See HostingView."""
        window = self._opened()
        window.show_panel(panel)
        window.lift()

    def show_panel(self, panel: HostingPanel) -> None:
        """See HostingView."""
        if self.window is not None and self.window.winfo_exists():
            self.window.show_panel(panel)

    def show_problem(self, text: str) -> None:
        """See HostingView."""
        if self.window is not None and self.window.winfo_exists():
            self.window.show_problem(text)

    def _opened(self) -> HostingWindow:
        if self.window is None or not self.window.winfo_exists():
            self.window = HostingWindow(self._root, self._intents(), emoji=self._emoji)
        return self.window
