"""Works a window as a person does: keys into the entry, a click on Send, a look at the list.

Runs in the window's own process, on the Tk thread. Events go to the real widgets; nothing here
calls a controller or a model, but to see whether all has been sent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chat.app import App
from chat.model.entities import DeliveryState


class Driver:
    """Carries out the orders of `demo.orders`."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._view = app.view
        names = ("joined", "settled", "rows", "type", "press_return", "click_send", "box", "close")
        self.orders: dict[str, Callable[..., Any]] = {name: getattr(self, name) for name in names}

    def joined(self) -> bool:
        """Whether a channel has been joined."""
        return any(it.is_channel and it.joined for it in self._app.model.conversations())

    def settled(self) -> bool:
        """Whether the server has all that was said here."""
        model = self._app.model
        said = (m for it in model.conversations() for m in model.messages(it.key) if m.own)
        return all(message.state is DeliveryState.SENT for message in said)

    def rows(self) -> list[str]:
        """What the message list shows, row for row."""
        return [str(row) for row in self._view.message_listbox.get(0, "end")]

    def type(self, text: str) -> str:
        """Press and release the keys of a text in ASCII; returns what the entry then holds."""
        entry = self._view.entry_field
        entry.focus_force()  # a virtual display has no window manager to hand out the focus
        for character in text:
            key = f"U{ord(character):04X}"  # X's name of any character
            entry.event_generate("<KeyPress>", keysym=key)
            entry.event_generate("<KeyRelease>", keysym=key)
        return str(entry.get())

    def press_return(self) -> None:
        """Press Enter in the entry."""
        self._view.entry_field.event_generate("<Return>")

    def click_send(self) -> None:
        """Move the pointer to the Send button, press, release, and move away."""
        button = self._view.send_button
        x, y = button.winfo_width() // 2, button.winfo_height() // 2
        for event in ("<Enter>", "<ButtonPress-1>", "<ButtonRelease-1>", "<Leave>"):
            button.event_generate(event, x=x, y=y)

    def box(self) -> tuple[int, int, int, int]:
        """The window on the screen, its menu bar with it: left, top, right, bottom in pixels."""
        root = self._view.root
        root.update()
        root.winfo_pointerxy()  # a round trip: the X server has drawn all that came before
        left, top = root.winfo_rootx(), int(root.wm_geometry().rsplit("+", 1)[1])
        return left, top, left + root.winfo_width(), root.winfo_rooty() + root.winfo_height()

    def close(self) -> None:
        """Press the window's close button, once this order is answered."""
        self._view.root.after_idle(self._view.on_closing)
