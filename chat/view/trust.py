"""What the window shows of trust (`view.trust`): the lock beside the name, and the question."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from chat.view.ports.trust import CertificateQuestion, Lock
from chat.view.tooltip import QuietToolTip

if TYPE_CHECKING:
    from chat.view.trust_window import TrustWindow

_SIZE = 14  # pixels at 96 dpi
_IMAGES = {Lock.OPEN: ("unlock-fill", "secondary"), Lock.CLOSED: ("lock-fill", "success")}


class TrustPart:
    """Puts a lock before `name`, the label with the conversation's name."""

    def __init__(self, root: ttk.App, name: tkinter.Widget, *, emoji: bool) -> None:
        self._root = root
        self._name = name
        self._emoji = emoji
        self._lock = Lock.NONE
        self.window: TrustWindow | None = None
        self.lock_label = ttk.Label(name.master, style="Page.TLabel")
        self.lock_label.bind("<<ThemeChanged>>", lambda _event: self._draw())
        self.tip = QuietToolTip(self.lock_label)

    def ask(self, question: CertificateQuestion, on_answer: Callable[[bool], None]) -> None:
        """Ask whether a certificate is to be trusted."""
        from chat.view.trust_window import TrustWindow  # not above: seldom wanted

        if self.window is not None and self.window.winfo_exists():
            self.window.refuse()
        self.window = TrustWindow(self._root, question, emoji=self._emoji, on_answer=on_answer)

    def show_lock(self, lock: Lock, text: str) -> None:
        """The lock, and its tooltip."""
        self._lock = lock
        self.tip.configure(text=text)
        self._draw()
        if lock is Lock.NONE:
            self.lock_label.pack_forget()
        elif not self.lock_label.winfo_manager():
            self.lock_label.pack(side="left", padx=(0, 6), before=self._name)

    def _draw(self) -> None:
        if self._lock in _IMAGES:
            name, colour = _IMAGES[self._lock]
            self.lock_label.configure(image=ttk.Icon(name, _SIZE, colour))
