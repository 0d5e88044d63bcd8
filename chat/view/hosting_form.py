"""What is asked before a chat is hosted: its name, who can join, a password."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.ports.hosting import HostingForm

WRAP = 420  # pixels at 96 dpi of a line


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
