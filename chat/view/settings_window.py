"""The settings window: every setting with its choices; a choice is applied at once."""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence

import ttkbootstrap as ttk

from chat.view.dialog import DialogWindow
from chat.view.ports import Setting


class SettingsWindow(DialogWindow):
    """Reports the name of a setting and the value that was chosen. It remembers nothing."""

    def __init__(
        self,
        parent: tkinter.Misc,
        settings: Sequence[Setting],
        *,
        on_set: Callable[[str, str], None],
    ) -> None:
        super().__init__(parent, "Settings", self.destroy)
        self._on_set = on_set
        self.boxes: dict[str, ttk.Combobox] = {}
        self._grid = ttk.Frame(self.body)
        self._grid.pack(fill="both", expand=True)
        for number, setting in enumerate(settings):
            self._add(number, setting)
        self.close_button = ttk.Button(self.body, text="Close", command=self.destroy)
        self.close_button.pack(anchor="e", pady=(18, 0))
        self.show(settings)
        self.appear(next(iter(self.boxes.values()), self.close_button))

    def show(self, settings: Sequence[Setting]) -> None:
        """Show what the settings are now."""
        self._settings = {setting.name: setting for setting in settings}
        for setting in settings:
            self.boxes[setting.name].set(dict(setting.choices).get(setting.value, ""))

    def _add(self, number: int, setting: Setting) -> None:
        label = ttk.Label(self._grid, text=setting.label)
        box = ttk.Combobox(
            self._grid,
            values=[label for _, label in setting.choices],
            state="readonly",
            width=20,
        )
        label.grid(row=number, column=0, sticky="w", padx=(0, 18), pady=4)
        box.grid(row=number, column=1, sticky="ew", pady=4)
        box.bind("<<ComboboxSelected>>", lambda _event: self._on_chosen(setting.name))
        self.boxes[setting.name] = box

    def _on_chosen(self, name: str) -> None:
        box = self.boxes[name]
        value = self._settings[name].choices[box.current()][0]
        box.selection_clear()
        self._on_set(name, value)
