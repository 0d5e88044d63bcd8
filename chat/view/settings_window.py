"""The settings window: every setting with its choices; a choice is applied at once."""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.dialog import DialogWindow
from chat.view.ports import Setting
from chat.view.wording import say

LABEL = 250  # pixels at 96 dpi after which a label is broken


class SettingsWindow(DialogWindow):
    """Reports the name of a setting and the value that was chosen. It remembers nothing."""

    def __init__(
        self,
        parent: tkinter.Misc,
        settings: Sequence[Setting],
        *,
        on_set: Callable[[str, str], None],
    ) -> None:
        super().__init__(parent, _("Settings"), self.destroy)
        self._on_set = on_set
        self.boxes: dict[str, ttk.Combobox] = {}
        self.fields: dict[str, ttk.Entry] = {}
        self.pages = ttk.Notebook(self.body)
        self.pages.pack(fill="both", expand=True)
        self._grids: dict[str, ttk.Frame] = {}
        self._labels: dict[str, ttk.Label] = {}
        for number, setting in enumerate(settings):
            self._add(self._page(setting.page), number, setting)
        self.close_button = ttk.Button(self.body, command=self.destroy)
        say(self.close_button, self._say)
        self.close_button.pack(anchor="e", pady=(18, 0))
        self.show(settings)
        self.appear(next(iter(self.boxes.values()), self.close_button))

    def show(self, settings: Sequence[Setting]) -> None:
        """Show what the settings are now."""
        self._settings = {setting.name: setting for setting in settings}
        for setting in settings:
            self._labels[setting.name].configure(text=setting.label)
            self.pages.tab(self._labels[setting.name].master, text=f"  {setting.page}  ")
            if setting.choices:
                self.boxes[setting.name].configure(values=[label for _, label in setting.choices])
                self.boxes[setting.name].set(dict(setting.choices).get(setting.value, ""))
            elif self.fields[setting.name].get() != setting.value:
                self.fields[setting.name].delete(0, "end")
                self.fields[setting.name].insert(0, setting.value)

    def _say(self) -> None:
        self.title(_("Settings"))
        self.close_button.configure(text=_("Close"))

    def _page(self, title: str) -> ttk.Frame:
        if title not in self._grids:
            self._grids[title] = ttk.Frame(self.pages, padding=(14, 12))
            self._grids[title].columnconfigure(0, weight=1)
            self.pages.add(self._grids[title])
        return self._grids[title]

    def _add(self, grid: ttk.Frame, number: int, setting: Setting) -> None:
        wrap = ttk.scale_size(self, LABEL)
        label = self._labels[setting.name] = ttk.Label(grid, wraplength=wrap, justify="left")
        label.grid(row=number, column=0, sticky="w", padx=(0, 18), pady=4)
        if not setting.choices:
            self._add_field(grid, number, setting.name)
            return
        box = ttk.Combobox(grid, state="readonly", width=22)
        box.grid(row=number, column=1, sticky="ew", pady=4)
        box.bind("<<ComboboxSelected>>", lambda _event: self._on_chosen(setting.name))
        self.boxes[setting.name] = box

    def _add_field(self, grid: ttk.Frame, number: int, name: str) -> None:
        field = ttk.Entry(grid, width=22)
        field.grid(row=number, column=1, sticky="ew", pady=4)
        for event in ("<Return>", "<FocusOut>"):
            field.bind(event, lambda _event: self._on_set(name, field.get()))
        self.fields[name] = field

    def _on_chosen(self, name: str) -> None:
        box = self.boxes[name]
        value = self._settings[name].choices[box.current()][0]
        box.selection_clear()
        self._on_set(name, value)
