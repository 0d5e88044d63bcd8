"""What the window shows of hosting (`view.hosting`): one window, while it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from chat.view.ports.hosting import HostingForm, HostingIntents, HostingPanel

if TYPE_CHECKING:
    from chat.view.hosting_window import HostingWindow


class HostingPart:
    """Implements `chat.view.ports.hosting.HostingView` over the main window."""

    def __init__(
        self, root: ttk.App, intents: Callable[[], HostingIntents], *, emoji: bool
    ) -> None:
        self._root = root
        self._intents = intents
        self._emoji = emoji
        self.window: HostingWindow | None = None

    def is_open(self) -> bool:
        """See HostingView."""
        return self.window is not None and bool(self.window.winfo_exists())

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
        from chat.view.hosting_window import HostingWindow  # not above: seldom wanted

        if self.window is None or not self.window.winfo_exists():
            self.window = HostingWindow(self._root, self._intents(), emoji=self._emoji)
        return self.window
