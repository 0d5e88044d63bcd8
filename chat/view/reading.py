"""Whether the person sees the end of the messages: it is in view, and the window has the focus."""

from __future__ import annotations

from collections.abc import Callable

import ttkbootstrap as ttk

from chat.view.message_listbox import MessageList
from chat.view.ports.reading import ReadingIntents


class Reading:
    """`chat.view.ports.reading.ReadingView`; reports when the window gets the focus."""

    def __init__(
        self, root: ttk.App, messages: MessageList, intents: Callable[[], ReadingIntents]
    ) -> None:
        self._root = root
        self._messages = messages
        root.bind("<FocusIn>", lambda _event: intents().on_seen(), add="+")

    def sees_end(self) -> bool:
        """See ReadingView."""
        return self._messages.follows_end() and self.has_focus()

    def has_focus(self) -> bool:
        """Whether the person works in this program's windows."""
        # focus_displayof() of tkinter stumbles over widgets that Tk made for itself.
        return bool(str(self._root.tk.call("focus", "-displayof", ".")))
