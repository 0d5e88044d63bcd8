"""What the window shows of accounts (`view.accounts`): one window, brought up to date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from chat.view.ports.accounts import AccountsIntents, AccountState

if TYPE_CHECKING:
    from chat.view.account_window import AccountWindow


class AccountsPart:
    """Opens the account window over `root`."""

    def __init__(
        self, root: ttk.App, *, emoji: bool, intents: Callable[[], AccountsIntents]
    ) -> None:
        self._root = root
        self._emoji = emoji
        self._intents = intents
        self.window: AccountWindow | None = None

    def show(self, state: AccountState) -> None:
        """Open the window, or show this in it."""
        if self._open() is None:
            from chat.view.account_window import AccountWindow  # not above: seldom wanted

            self.window = AccountWindow(self._root, state, emoji=self._emoji, intents=self._intents)
        else:
            self.refresh(state)

    def refresh(self, state: AccountState) -> None:
        """Show this in it, if it is open."""
        if (window := self._open()) is not None:
            window.show(state)

    def close(self) -> None:
        """The window goes away, if it is open."""
        if (window := self._open()) is not None:
            window.destroy()

    def _open(self) -> AccountWindow | None:
        window = self.window
        return window if window is not None and window.winfo_exists() else None
